import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { Describe, NotFoundError, type Page, PageOf, PageQuery } from '@app/platform';
import { Allow } from '@app/access';
import { ENTITY_KINDS, type EntityKind } from '../case-terms';
import { spellingOf } from '../entities/entity-value';
import {
  AccountPageView,
  AppearanceView,
  CompanionView,
  EntityAppearanceView,
  EntityPageView,
  NamingAlertView,
  toAccountPageView,
  toAppearanceView,
  toCompanionView,
  toEntityAppearanceView,
  toEntityPageView,
  toNamingAlertView,
} from './subject-pages.dto';
import { LOOKED_INTO, SHOWN_ALERTS, type SubjectName } from './subject-pages.queries';
import { SubjectPages } from './subject-pages.service';

// Not `alerts.read`: a detector's key has it for its own alerts, and these are everybody's.
const ALERTS = `Latest first. Of a thing that more than ${SHOWN_ALERTS} alerts name, the first to do so.`;
const COMPANIONS = `By kind and value, of the latest ${LOOKED_INTO} alerts that name it.`;

/** Where else an account was seen. */
@ApiTags('cases')
@Controller('v1/accounts/:accountId')
export class AccountPagesController {
  constructor(private readonly pages: SubjectPages) {}

  @Get()
  @Allow('cases.read')
  @Describe('Where an account was seen: its cases, the alerts that name it, the entities seen with it', {
    description: 'An account that nobody has seen has an empty page.',
  })
  @ApiOkResponse({ type: AccountPageView })
  async page(@Param('accountId') accountId: string): Promise<AccountPageView> {
    return toAccountPageView(accountId, await this.pages.account(accountId));
  }

  @Get('cases')
  @Allow('cases.read')
  @Describe('Cases in which an account is a subject, newest case first')
  @ApiOkResponse({ type: PageOf(AppearanceView) })
  async cases(
    @Param('accountId') accountId: string,
    @Query() query: PageQuery,
  ): Promise<Page<AppearanceView>> {
    const page = await this.pages.accountCases(accountId, query);
    return { ...page, items: page.items.map(toAppearanceView) };
  }

  @Get('alerts')
  @Allow('cases.read')
  @Describe('Alerts that name an account', { description: ALERTS })
  @ApiOkResponse({ type: PageOf(NamingAlertView) })
  async alerts(
    @Param('accountId') accountId: string,
    @Query() query: PageQuery,
  ): Promise<Page<NamingAlertView>> {
    const page = await this.pages.alerts({ kind: 'account', value: accountId }, query);
    return { ...page, items: page.items.map(toNamingAlertView) };
  }

  @Get('entities')
  @Allow('cases.read')
  @Describe('Entities that alerts name together with an account', { description: COMPANIONS })
  @ApiOkResponse({ type: PageOf(CompanionView) })
  async entities(
    @Param('accountId') accountId: string,
    @Query() query: PageQuery,
  ): Promise<Page<CompanionView>> {
    const page = await this.pages.companions({ kind: 'account', value: accountId }, query);
    return { ...page, items: page.items.map(toCompanionView) };
  }
}

/** Where else an entity was seen. */
@ApiTags('cases')
@ApiParam({ name: 'kind', enum: ENTITY_KINDS })
@Controller('v1/entities/:kind/:value')
export class EntityPagesController {
  constructor(private readonly pages: SubjectPages) {}

  @Get()
  @Allow('cases.read')
  @Describe('Where an entity was seen: its cases, the alerts that name it, the accounts named with it', {
    description: 'An entity that nobody has seen has an empty page.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: EntityPageView })
  async page(@Param('kind') kind: string, @Param('value') value: string): Promise<EntityPageView> {
    const subject = named(kind, value);
    return toEntityPageView(subject.kind, subject.value, await this.pages.entity(subject));
  }

  @Get('cases')
  @Allow('cases.read')
  @Describe('Cases that have an entity, newest case first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(EntityAppearanceView) })
  async cases(
    @Param('kind') kind: string,
    @Param('value') value: string,
    @Query() query: PageQuery,
  ): Promise<Page<EntityAppearanceView>> {
    const page = await this.pages.entityCases(named(kind, value), query);
    return { ...page, items: page.items.map(toEntityAppearanceView) };
  }

  @Get('alerts')
  @Allow('cases.read')
  @Describe('Alerts that name an entity', { description: ALERTS, problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(NamingAlertView) })
  async alerts(
    @Param('kind') kind: string,
    @Param('value') value: string,
    @Query() query: PageQuery,
  ): Promise<Page<NamingAlertView>> {
    const page = await this.pages.alerts(named(kind, value), query);
    return { ...page, items: page.items.map(toNamingAlertView) };
  }

  @Get('accounts')
  @Allow('cases.read')
  @Describe('Accounts that alerts name together with an entity', {
    description: COMPANIONS,
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: PageOf(CompanionView) })
  async accounts(
    @Param('kind') kind: string,
    @Param('value') value: string,
    @Query() query: PageQuery,
  ): Promise<Page<CompanionView>> {
    const page = await this.pages.companions(named(kind, value), query);
    return { ...page, items: page.items.map(toCompanionView) };
  }
}

/** @throws NotFoundError on a kind that there is not */
function named(kind: string, value: string): SubjectName & { kind: EntityKind } {
  const known = ENTITY_KINDS.find((one) => one === kind);
  if (!known) throw new NotFoundError(`There is no kind of entity called ${kind}.`);
  return { kind: known, value: spellingOf(known, value) };
}
