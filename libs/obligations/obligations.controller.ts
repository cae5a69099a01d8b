import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import {
  Clock,
  decodeCursor,
  Describe,
  IllegalTransitionError,
  NotFoundError,
  type Page,
  PageOf,
  toPage,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { type CaseLabel, Cases } from '@app/cases';
import { FulfilObligation, ObligationsQuery, ObligationView } from './obligations.dto';
import type { Obligation } from './obligation.entity';
import { nearestDue } from './obligations.queries';
import { Obligations } from './obligations.service';
import { toObligationView } from './obligations.views';

/** Running clocks over HTTP. */
@ApiTags('obligations')
@Controller('v1')
export class ObligationsController {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly cases: Cases,
    private readonly obligations: Obligations,
  ) {}

  @Get('obligations')
  @Allow('obligations.read')
  @Describe('Running clocks of all cases, nearest due first')
  @ApiOkResponse({ type: PageOf(ObligationView) })
  async list(@Query() query: ObligationsQuery): Promise<Page<ObligationView>> {
    const after = query.cursor ? decodeCursor(query.cursor, 2) : undefined;
    const rows = await nearestDue(this.db.manager, { state: query.state, after, limit: query.limit });
    const labels = await this.labels(rows);
    const now = this.clock.now();
    return toPage(
      rows,
      query.limit,
      (row) => [row.dueConservative!.toISOString(), row.id],
      (row) => toObligationView(row, labels.get(row.caseId)!, now),
    );
  }

  @Get('cases/:id/obligations')
  @Allow('obligations.read')
  @Describe('Clocks of a case, ended ones too; waiting ones last', { problems: [NotFoundError] })
  @ApiOkResponse({ type: [ObligationView] })
  async ofCase(@Param('id', ParseUUIDPipe) caseId: string): Promise<ObligationView[]> {
    const rows = await this.obligations.ofCase(this.db.manager, caseId);
    const labels = await this.labels(rows);
    const now = this.clock.now();
    return rows.map((row) => toObligationView(row, labels.get(row.caseId)!, now));
  }

  @Post('obligations/:id/fulfil')
  @HttpCode(200)
  @Allow('obligations.determine')
  @Describe('Record that the report went out; what follows it starts to run', {
    problems: [NotFoundError, IllegalTransitionError],
  })
  @ApiOkResponse({ type: ObligationView })
  async fulfil(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: FulfilObligation,
  ): Promise<ObligationView> {
    const fulfilled = await this.obligations.fulfil(actor, id, {
      at: new Date(body.at),
      reference: body.reference,
    });
    const labels = await this.labels([fulfilled]);
    return toObligationView(fulfilled, labels.get(fulfilled.caseId)!, this.clock.now());
  }

  private labels(rows: readonly Obligation[]): Promise<Map<string, CaseLabel>> {
    return this.cases.labels(
      this.db.manager,
      rows.map(({ caseId }) => caseId),
    );
  }
}
