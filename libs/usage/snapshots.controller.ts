import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { ConflictError, Describe, NotFoundError, type Page, PageOf, PageQuery } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { SnapshotVerdictView, SnapshotView, TakeSnapshot, toSnapshotView } from './snapshots.dto';
import { UsageSourceError } from './read-only/read-only.problems';
import { Snapshots } from './snapshots.service';
import { UsageEngineAwayError } from './usage.problems';

/** Frozen data. */
@ApiTags('usage')
@Controller('v1/snapshots')
export class SnapshotsController {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly db: DataSource,
  ) {}

  @Post()
  @Allow('usage.snapshot')
  @Describe('Freeze what is imported now', {
    description:
      "A list of imports with counts and hashes; no row is copied. Of the lab's own table, what came since the last one is checked and hashed.",
    problems: [UsageEngineAwayError, ConflictError, UsageSourceError],
  })
  @ApiCreatedResponse({ type: SnapshotView })
  async take(@CurrentActor() actor: Actor, @Body() body: TakeSnapshot): Promise<SnapshotView> {
    return toSnapshotView(await this.snapshots.take(actor, body.note ?? null));
  }

  @Get()
  @Allow('usage.read')
  @Describe('Snapshots, latest first')
  @ApiOkResponse({ type: PageOf(SnapshotView) })
  async list(@Query() query: PageQuery): Promise<Page<SnapshotView>> {
    const { items, nextCursor } = await this.snapshots.list(query);
    return { items: items.map(toSnapshotView), nextCursor };
  }

  @Get(':id')
  @Allow('usage.read')
  @Describe('A snapshot', { problems: [NotFoundError] })
  @ApiOkResponse({ type: SnapshotView })
  async find(@Param('id', ParseUUIDPipe) id: string): Promise<SnapshotView> {
    return toSnapshotView(await this.snapshots.find(this.db.manager, id));
  }

  @Post(':id/verify')
  @HttpCode(200)
  @Allow('usage.read')
  @Describe('Count and hash every row again', {
    description: 'Answers when all are read: about a second for each two million requests.',
    problems: [NotFoundError, UsageEngineAwayError],
  })
  @ApiOkResponse({ type: SnapshotVerdictView })
  verify(@Param('id', ParseUUIDPipe) id: string): Promise<SnapshotVerdictView> {
    return this.snapshots.verify(id);
  }
}
