import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '@app/platform';
import type { Snapshot } from './snapshot.entity';

/** What to write beside a new snapshot. */
export class TakeSnapshot {
  @TextField({ optional: true, max: 1000, example: 'State for the letter to the committee' }) note?: string;
}

export class SnapshotDayView {
  @ApiProperty({ format: 'date', description: 'UTC' }) day!: string;
  @ApiProperty() rows!: number;
  @ApiProperty({ description: 'Of the rows in any order, 256 bits, hex.' }) hash!: string;
}

export class SnapshotSourceView {
  @ApiProperty({ example: 'gateway.requests' }) usage!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null where accounts are imported.' })
  accounts!: string | null;
  @ApiProperty({ description: 'Column that says when a row came in.' }) watermark!: string;
  @ApiProperty({ format: 'date-time', description: 'Rows that came later are not in it.' }) until!: string;
  @ApiProperty({ description: 'Of tables, watermark and mapping.' }) definitionHash!: string;
}

export class SnapshotView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty({ format: 'date-time' }) takenAt!: string;
  @ApiProperty() takenBy!: string;
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String, description: 'Latest request in it.' })
  watermark!: string | null;
  @ApiProperty() usageRows!: number;
  @ApiProperty() accountRows!: number;
  @ApiProperty({ description: 'The same for the same data, whatever files it came in.' })
  contentHash!: string;
  @ApiProperty({ type: [SnapshotDayView] }) days!: SnapshotDayView[];
  @ApiProperty({ type: [Number], description: 'Numbers of the imports in it.' }) imports!: number[];
  @ApiProperty({
    type: SnapshotSourceView,
    nullable: true,
    description: "The lab's own tables, where usage is read there; null where it was imported.",
  })
  source!: SnapshotSourceView | null;
  @ApiProperty() engineVersion!: string;
  @ApiProperty() schemaVersion!: number;
}

export class SnapshotVerdictView {
  @ApiProperty() verified!: boolean;
  @ApiProperty() usageRows!: number;
  @ApiProperty() accountRows!: number;
  @ApiProperty() contentHash!: string;
  @ApiProperty({ type: [String], description: 'Days that differ, `accounts`, `schema` or `source`.' })
  differences!: string[];
  @ApiProperty({
    type: [String],
    example: ['2025-01'],
    description: 'Months whose rows were dropped for their age: their days differ.',
  })
  dropped!: string[];
}

export const toSnapshotView = (snapshot: Snapshot): SnapshotView => ({
  id: snapshot.id,
  number: snapshot.number,
  takenAt: snapshot.takenAt.toISOString(),
  takenBy: snapshot.takenBy,
  note: snapshot.note,
  watermark: snapshot.watermark?.toISOString() ?? null,
  usageRows: Number(snapshot.usageRows),
  accountRows: Number(snapshot.accountRows),
  contentHash: snapshot.contentHash,
  days: snapshot.days,
  imports: snapshot.importNos,
  source: snapshot.source,
  engineVersion: snapshot.engineVersion,
  schemaVersion: snapshot.schemaVersion,
});
