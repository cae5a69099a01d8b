import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, NotFoundError, type Page, PageOf } from '@app/platform';
import { Allow } from '@app/access';
import { UsageEngineAwayError } from '../usage.problems';
import {
  AgainstSnapshot,
  ChangedAccountView,
  ListChangedAccounts,
  SnapshotDiffView,
  toChangedAccountView,
  toSnapshotDiffView,
} from './snapshot-diffs.dto';
import { SnapshotDiffs } from './snapshot-diffs.service';

/** What changed between two snapshots. */
@ApiTags('usage')
@Controller('v1/snapshots/:id/diff')
export class SnapshotDiffsController {
  constructor(private readonly diffs: SnapshotDiffs) {}

  @Get()
  @Allow('usage.read')
  @Describe('What changed since another snapshot, and why', {
    description: 'Days that differ, and the imports that came or were withdrawn in between.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: SnapshotDiffView })
  async diff(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { against }: AgainstSnapshot,
  ): Promise<SnapshotDiffView> {
    return toSnapshotDiffView(await this.diffs.between(against, id));
  }

  @Get('accounts')
  @Allow('usage.read')
  @Describe('Accounts whose requests changed since another snapshot, by id', {
    problems: [NotFoundError, UsageEngineAwayError],
  })
  @ApiOkResponse({ type: PageOf(ChangedAccountView) })
  async accounts(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ListChangedAccounts,
  ): Promise<Page<ChangedAccountView>> {
    const { items, nextCursor } = await this.diffs.accounts(query.against, id, query);
    return { items: items.map(toChangedAccountView), nextCursor };
  }
}
