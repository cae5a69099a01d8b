import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, NotFoundError } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { regimeById, REGIMES } from './catalogue';
import { deadlineOf, localText } from './clock';
import { Determinations } from './determinations.service';
import { Facts } from './facts.service';
import {
  ClockPreviewView,
  DeterminationsQuery,
  DeterminationView,
  FactKeyView,
  FactsQuery,
  FactView,
  PreviewClocks,
  RecordDetermination,
  RecordFact,
  RegimeView,
  SuggestedDeterminationView,
} from './obligations.dto';
import { FactCorrectedError, RegimeNotInForceError } from './obligations.problems';
import { FACT_KEY_NAMES, FACT_KEYS, PLANNED_FACTS } from './regime';
import { toDeterminationView, toFactView, toRegimeView } from './obligations.views';
import type { SuggestedDetermination } from './suggestion';

/** Regimes, facts and determinations over HTTP. */
@ApiTags('obligations')
@Controller('v1')
export class DeterminationsController {
  constructor(
    private readonly facts: Facts,
    private readonly determinations: Determinations,
  ) {}

  @Get('regimes')
  @Allow('obligations.read')
  @Describe('The catalogue of regimes')
  @ApiOkResponse({ type: [RegimeView] })
  regimes(): RegimeView[] {
    return REGIMES.map(toRegimeView);
  }

  @Get('fact-keys')
  @Allow('obligations.read')
  @Describe('The kinds of facts from which clocks start')
  @ApiOkResponse({ type: [FactKeyView] })
  factKeys(): FactKeyView[] {
    return FACT_KEY_NAMES.map((key) => ({
      key,
      meaning: FACT_KEYS[key],
      isPlanned: PLANNED_FACTS.includes(key),
    }));
  }

  @Post('regimes/:regimeId/preview')
  @HttpCode(200)
  @Allow('obligations.read')
  @Describe('When a regime’s clocks would end if their fact were at this instant; records nothing', {
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: [ClockPreviewView] })
  preview(@Param('regimeId') regimeId: string, @Body() body: PreviewClocks): ClockPreviewView[] {
    const regime = regimeById(regimeId);
    return regime.stages.map((stage) => {
      const what = 'fact' in stage.anchor ? stage.anchor.fact : `fulfilled: ${stage.anchor.afterStage}`;
      const deadline = deadlineOf(stage, { at: new Date(body.at), zone: regime.zone, what });
      return {
        stage: stage.key,
        title: stage.title,
        dueConservative: localText(deadline.dueConservative, regime.zone),
        dueStatutory: localText(deadline.dueStatutory, regime.zone),
        basis: deadline.basis,
        warnings: deadline.warnings,
      };
    });
  }

  @Post('cases/:id/facts')
  @Allow('obligations.determine')
  @Describe('Record a dated fact of a case, or correct one', {
    description:
      'Nothing is overwritten: a correction is a new record that points back, and the clocks follow it.',
    problems: [NotFoundError, FactCorrectedError],
  })
  @ApiCreatedResponse({ type: FactView })
  async recordFact(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) caseId: string,
    @Body() body: RecordFact,
  ): Promise<FactView> {
    return toFactView(await this.facts.record(actor, caseId, { ...body, at: new Date(body.at) }));
  }

  @Get('cases/:id/facts')
  @Allow('obligations.read')
  @Describe('Facts of a case as known now, or as known at an instant', { problems: [NotFoundError] })
  @ApiOkResponse({ type: [FactView] })
  async listFacts(
    @Param('id', ParseUUIDPipe) caseId: string,
    @Query() query: FactsQuery,
  ): Promise<FactView[]> {
    const asOf = query.asOf ? new Date(query.asOf) : undefined;
    return (await this.facts.list(caseId, { asOf, isAll: query.all })).map(toFactView);
  }

  @Post('cases/:id/determinations')
  @Allow('obligations.determine')
  @Describe('Decide whether a regime applies to a case', {
    description: 'Supersedes the decision before; the clocks follow.',
    problems: [NotFoundError, RegimeNotInForceError],
  })
  @ApiCreatedResponse({ type: DeterminationView })
  async determine(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) caseId: string,
    @Body() body: RecordDetermination,
  ): Promise<DeterminationView> {
    const determination = await this.determinations.determine(actor, caseId, body);
    return toDeterminationView(determination, regimeById(determination.regimeId).title);
  }

  @Get('cases/:id/determinations')
  @Allow('obligations.read')
  @Describe('Decisions that stand in a case', { problems: [NotFoundError] })
  @ApiOkResponse({ type: [DeterminationView] })
  async list(
    @Param('id', ParseUUIDPipe) caseId: string,
    @Query() query: DeterminationsQuery,
  ): Promise<DeterminationView[]> {
    const determinations = await this.determinations.list(caseId, query.all);
    return determinations.map((row) => toDeterminationView(row, regimeById(row.regimeId).title));
  }

  @Get('cases/:id/determinations/suggested')
  @Allow('obligations.read')
  @Describe('What the catalogue expects of each regime in this case; records nothing', {
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: [SuggestedDeterminationView] })
  suggested(@Param('id', ParseUUIDPipe) caseId: string): Promise<SuggestedDetermination[]> {
    return this.determinations.suggested(caseId);
  }
}
