import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { SnapshotSource } from './read-only/usage-source';

/** One UTC day of a snapshot. */
export interface SnapshotDay {
  day: string;
  rows: number;
  /** Hex of 256 bits, the same for the same rows in any order and from any imports. */
  hash: string;
}

/** The data that figures are counted from: the imports done at an instant. Never changed; the database refuses it. */
@Entity('snapshots')
@Unique('uq_snapshots_number', ['number'])
export class Snapshot {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ type: 'integer', generated: 'identity', generatedIdentity: 'ALWAYS' })
  number!: number;

  @Column('timestamptz')
  takenAt!: Date;

  @Column('text')
  takenBy!: string;

  @Column('text', { nullable: true })
  note!: string | null;

  /** Latest request in it; null when it has none. */
  @Column('timestamptz', { nullable: true })
  watermark!: Date | null;

  @Column('bigint')
  usageRows!: string;

  /** Accounts, each counted once. */
  @Column('bigint')
  accountRows!: string;

  /** Hex of 256 bits. */
  @Column('text')
  accountsHash!: string;

  /** SHA-256 over the days' and the accounts' hashes and the schema version: the same data gives the same hash. */
  @Column('text')
  contentHash!: string;

  @Column('jsonb')
  days!: SnapshotDay[];

  /** Numbers of the imports, rising. */
  @Column('integer', { array: true })
  importNos!: number[];

  /** The lab's own tables, where usage is read there; null where it was imported. */
  @Column('jsonb', { nullable: true })
  source!: SnapshotSource | null;

  @Column('text')
  engineVersion!: string;

  @Column('integer')
  schemaVersion!: number;
}
