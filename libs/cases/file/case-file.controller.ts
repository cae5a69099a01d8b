import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, InvalidInputError, NotFoundError, type Page, PageOf, PageQuery } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { EvidenceItemView, toEvidenceItemView } from '@app/evidence';
import { CaseAlerts } from '../alerts/case-alerts.service';
import {
  AddViolations,
  AttachAlerts,
  AttachedView,
  CaseAlertView,
  toCaseAlertView,
  toViolationView,
  ViolationView,
} from './case-file.dto';
import { CaseFile } from './case-file.service';
import { AlertTakenError, CaseClosedError } from '../cases.problems';

@ApiTags('cases')
@Controller('v1/cases/:id')
export class CaseFileController {
  constructor(
    private readonly file: CaseFile,
    private readonly alerts: CaseAlerts,
  ) {}

  @Post('alerts')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Put alerts into the case', {
    problems: [NotFoundError, InvalidInputError, CaseClosedError, AlertTakenError],
  })
  @ApiOkResponse({ type: AttachedView })
  attach(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AttachAlerts,
  ): Promise<AttachedView> {
    return this.alerts.attach(actor, id, body.alertIds);
  }

  @Get('alerts')
  @Allow('cases.read')
  @Describe('Alerts of the case, in order of arrival, each with why it is here', {
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: PageOf(CaseAlertView) })
  async listAlerts(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<CaseAlertView>> {
    const page = await this.alerts.list(id, query);
    return { ...page, items: page.items.map(toCaseAlertView) };
  }

  @Get('evidence')
  @Allow('cases.read')
  @Describe('Evidence items of the case and of those merged into it, latest first', {
    description:
      'The custody log of one is at `/v1/evidence/{id}`, its bytes at `/v1/evidence/{id}/content`.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: PageOf(EvidenceItemView) })
  async listEvidence(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<EvidenceItemView>> {
    const page = await this.file.evidence(id, query);
    return { ...page, items: page.items.map(toEvidenceItemView) };
  }

  @Post('violations')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Add clauses that the case breaches', {
    problems: [NotFoundError, InvalidInputError, CaseClosedError],
  })
  @ApiOkResponse({ type: [ViolationView] })
  async addViolations(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AddViolations,
  ): Promise<ViolationView[]> {
    return (await this.file.addViolations(actor, id, body.clauseIds)).map(toViolationView);
  }

  @Get('violations')
  @Allow('cases.read')
  @Describe('Clauses that the case breaches', { problems: [NotFoundError] })
  @ApiOkResponse({ type: [ViolationView] })
  async violations(@Param('id', ParseUUIDPipe) id: string): Promise<ViolationView[]> {
    return (await this.file.violations(id)).map(toViolationView);
  }
}
