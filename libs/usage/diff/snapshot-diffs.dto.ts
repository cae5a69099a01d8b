import { ApiProperty } from '@nestjs/swagger';
import { PageQuery, UuidField } from '@app/platform';
import type { Snapshot } from '../snapshot.entity';
import { SnapshotDayView } from '../snapshots.dto';
import { LOADED_KINDS, type LoadedKind } from '../usage-columns';
import type { ChangedAccount, ChangedImport } from './snapshot-diff.queries';
import type { SnapshotDiff } from './snapshot-diffs.service';

const AGAINST = 'The snapshot to compare with, as a rule the earlier one.';

/** Which snapshot to compare with. */
export class AgainstSnapshot {
  @UuidField({ description: AGAINST }) against!: string;
}

/** The same, for a page of accounts. */
export class ListChangedAccounts extends PageQuery {
  @UuidField({ description: AGAINST }) against!: string;
}

export class DiffedSnapshotView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty({ format: 'date-time' }) takenAt!: string;
  @ApiProperty() usageRows!: number;
  @ApiProperty() accountRows!: number;
  @ApiProperty() contentHash!: string;
}

export class ChangedDayView {
  @ApiProperty({ format: 'date', description: 'UTC' }) day!: string;
  @ApiProperty({ type: SnapshotDayView, nullable: true }) before!: SnapshotDayView | null;
  @ApiProperty({ type: SnapshotDayView, nullable: true }) after!: SnapshotDayView | null;
  @ApiProperty() added!: number;
  @ApiProperty() removed!: number;
}

export class ChangedImportView {
  @ApiProperty() no!: number;
  @ApiProperty({ enum: Object.keys(LOADED_KINDS) }) kind!: LoadedKind;
  @ApiProperty() fileName!: string;
  @ApiProperty({ description: 'Rows that it brought, or requests that it withdrew.' }) rows!: number;
  @ApiProperty() by!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Of withdrawals, and of an import withdrawn.' })
  reason!: string | null;
}

export class SnapshotDiffView {
  @ApiProperty({ type: DiffedSnapshotView }) before!: DiffedSnapshotView;
  @ApiProperty({ type: DiffedSnapshotView }) after!: DiffedSnapshotView;
  @ApiProperty({ description: 'Requests that came, over all days that differ.' }) added!: number;
  @ApiProperty({ description: 'Requests that went.' }) removed!: number;
  @ApiProperty({ type: [ChangedDayView], description: 'Days whose requests are not the same.' })
  days!: ChangedDayView[];
  @ApiProperty({ description: 'Whether what is known of the accounts is the same.' })
  isSameAccounts!: boolean;
  @ApiProperty({ type: [ChangedImportView], description: 'Imports that the later one has besides.' })
  came!: ChangedImportView[];
  @ApiProperty({
    type: [ChangedImportView],
    description: 'Imports that it has no more; who withdrew them, when and why.',
  })
  went!: ChangedImportView[];
  @ApiProperty({ description: 'How many imports came or went; the first 500 are listed.' })
  importsChanged!: number;
}

export class ChangedAccountView {
  @ApiProperty() accountId!: string;
  @ApiProperty() added!: number;
  @ApiProperty() removed!: number;
  @ApiProperty({ format: 'date-time', description: 'First of the requests that came or went.' })
  first!: string;
  @ApiProperty({ format: 'date-time', description: 'Last of them.' }) last!: string;
}

const toDiffed = (snapshot: Snapshot): DiffedSnapshotView => ({
  id: snapshot.id,
  number: snapshot.number,
  takenAt: snapshot.takenAt.toISOString(),
  usageRows: Number(snapshot.usageRows),
  accountRows: Number(snapshot.accountRows),
  contentHash: snapshot.contentHash,
});

const toCame = ({
  no,
  kind,
  fileName,
  rows,
  createdBy,
  finishedAt,
  reason,
}: ChangedImport): ChangedImportView => ({
  no,
  kind,
  fileName,
  rows,
  by: createdBy,
  at: finishedAt.toISOString(),
  reason,
});

/** An import that is gone tells who withdrew it; seen from the later snapshot, one that had not come yet who brought it. */
const toWent = (gone: ChangedImport): ChangedImportView => {
  const { withdrawnAt, withdrawnBy, withdrawnReason } = gone;
  const view = toCame(gone);
  return withdrawnAt
    ? { ...view, by: withdrawnBy!, at: withdrawnAt.toISOString(), reason: withdrawnReason }
    : view;
};

/** A difference as the api answers it. */
export const toSnapshotDiffView = (diff: SnapshotDiff): SnapshotDiffView => ({
  before: toDiffed(diff.before),
  after: toDiffed(diff.after),
  added: diff.days.reduce((sum, day) => sum + day.added, 0),
  removed: diff.days.reduce((sum, day) => sum + day.removed, 0),
  days: diff.days,
  isSameAccounts: diff.isSameAccounts,
  came: diff.came.map(toCame),
  went: diff.went.map(toWent),
  importsChanged: diff.changes,
});

/** An account that changed as the api answers it. */
export const toChangedAccountView = ({ first, last, ...rest }: ChangedAccount): ChangedAccountView => ({
  ...rest,
  first: first.toISOString(),
  last: last.toISOString(),
});
