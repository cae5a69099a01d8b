import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ConflictError,
  Describe,
  NotFoundError,
  type Page,
  PageOf,
  PageQuery,
  UnavailableError,
} from '@app/platform';
import { Allow, CurrentActor } from '@app/access';
import type { Actor } from '@app/audit';
import { CaseClosedError } from '@app/cases';
import { MakePack, PackView, ReidentifiedView, ReidentifyAccounts, toPackView } from './packs.dto';
import { PackLabelError, PacksNotSetUpError, PackTooSmallError } from './packs.problems';
import { Packs } from './packs.service';

@ApiTags('packs')
@Controller('v1')
export class PacksController {
  constructor(private readonly packs: Packs) {}

  @Post('cases/:id/packs')
  @Allow('packs.make')
  @Describe('Make an evidence pack for a reader outside the lab', {
    description:
      'Counts the confirmed accounts and their campaign exchanges by day, capability, model and cluster; cells of fewer than 10 accounts, and those from which they could be computed, are suppressed. Accounts have pseudonyms of this recipient. Leaves `manifest.json`, `cells.csv` and `accounts.csv` as evidence of the case.',
    problems: [
      NotFoundError,
      CaseClosedError,
      PacksNotSetUpError,
      PackLabelError,
      PackTooSmallError,
      ConflictError,
      UnavailableError,
    ],
  })
  @ApiCreatedResponse({ type: PackView })
  async make(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { recipient, clearance, snapshotId }: MakePack,
  ): Promise<PackView> {
    return toPackView(await this.packs.make(actor, id, { recipient, clearance, snapshotId }));
  }

  @Get('cases/:id/packs')
  @Allow('packs.read')
  @Describe('Packs of a case and of those merged into it, latest first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(PackView) })
  async list(@Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<Page<PackView>> {
    const page = await this.packs.list(id, query);
    return { ...page, items: page.items.map(toPackView) };
  }

  @Get('packs/:id')
  @Allow('packs.read')
  @Describe('One pack', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PackView })
  async find(@Param('id', ParseUUIDPipe) id: string): Promise<PackView> {
    return toPackView(await this.packs.find(id));
  }

  @Post('packs/:id/reidentify')
  @HttpCode(200)
  @Allow('packs.reidentify')
  @Describe('Tell which accounts pseudonyms of a pack stand for; recorded with the reason', {
    problems: [NotFoundError, PacksNotSetUpError],
  })
  @ApiOkResponse({ type: [ReidentifiedView] })
  reidentify(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { pseudonyms, reason }: ReidentifyAccounts,
  ): Promise<ReidentifiedView[]> {
    return this.packs.reidentify(actor, id, { pseudonyms, reason });
  }
}
