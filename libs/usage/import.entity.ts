import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Transitions } from '@app/platform';
import type { Mapping } from './mappings/column-mapping';
import type { LoadedKind } from './usage-columns';

/** Where an import can go. */
export const IMPORT_TRANSITIONS = {
  awaiting_content: ['loading', 'cancelled'],
  loading: ['done', 'failed', 'cancelled'],
  done: [],
  failed: [],
  cancelled: [],
} as const satisfies Transitions<string>;
export type ImportState = keyof typeof IMPORT_TRANSITIONS;
/** What may be done with an import: send its bytes, end it before its rows count, or withdraw what it brought. */
export const IMPORT_ACTS = ['upload', 'cancel', 'withdraw'] as const;
export type ImportAct = (typeof IMPORT_ACTS)[number];

export const IMPORT_STATES = Object.keys(IMPORT_TRANSITIONS) as ImportState[];

/**
 * How far the loading is: rows are `staging` beside the table, then checked for what is known (`settling`), then moved
 * into it partition by partition (`moving`). From `moving` on it can only end well.
 */
export const IMPORT_PHASES = ['staging', 'settling', 'moving', 'over'] as const;
export type ImportPhase = (typeof IMPORT_PHASES)[number];

/** A file of usage or accounts, what it was and what became of it. Counts are of records; bigints come as text. */
@Entity('imports')
@Unique('uq_imports_no', ['no'])
@Index('ix_imports_state_commit_no', ['state', 'commitNo'])
@Check('ck_imports_kind', `kind IN ('usage', 'accounts', 'withdrawals')`)
@Check('ck_imports_reason', `(kind = 'withdrawals') = (reason IS NOT NULL)`)
@Check(
  'ck_imports_withdrawn',
  `(withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL)
   AND (withdrawn_at IS NULL OR (state = 'done' AND kind <> 'accounts'))`,
)
@Check('ck_imports_state', `state IN ('awaiting_content', 'loading', 'done', 'failed', 'cancelled')`)
@Check('ck_imports_phase', `phase IN ('staging', 'settling', 'moving', 'over')`)
export class Import {
  @PrimaryColumn('uuid')
  id!: string;

  /** Rises from 1; the engine's rows carry it as `import_no`. */
  @Column({ type: 'integer', generated: 'identity', generatedIdentity: 'ALWAYS' })
  no!: number;

  @Column('text')
  kind!: LoadedKind;

  /** As the caller named it; says format and compression. */
  @Column('text')
  fileName!: string;

  @Column('text')
  state!: ImportState;

  @Column('text')
  phase!: ImportPhase;

  /** In the file store; null before the content came and again when the import is over. */
  @Column('text', { nullable: true })
  path!: string | null;

  @Column('bigint', { nullable: true })
  bytes!: string | null;

  /** Of the file as it was received, lower-case hex. */
  @Column('text', { nullable: true })
  sha256!: string | null;

  /** Bytes of the file as it lies that are loaded. */
  @Column('bigint', { default: 0 })
  fileBytesDone!: string;

  /** Unpacked bytes, of Parquet row groups, that are loaded: where to go on after a crash. 0 is the start, before any header. */
  @Column('bigint', { default: 0 })
  nextOffset!: string;

  /** Line of the file at `nextOffset`, of Parquet the row. */
  @Column('bigint', { default: 1 })
  nextLine!: string;

  /** Records read, the header not among them. */
  @Column('bigint', { default: 0 })
  read!: string;

  @Column('bigint', { default: 0 })
  loaded!: string;

  @Column('bigint', { default: 0 })
  rejected!: string;

  /** Records that an earlier import brought already. */
  @Column('bigint', { default: 0 })
  known!: string;

  /** Rows are looked at one by one, since some cannot be loaded as they are. */
  @Column('boolean', { default: false })
  careful!: boolean;

  /** Tries that failed since the last progress. */
  @Column('integer', { default: 0 })
  attempts!: number;

  /** Why it failed, or why it waits. */
  @Column('text', { nullable: true })
  error!: string | null;

  /** What a reader of the figures must know although the import is done. */
  @Column('text', { nullable: true })
  warning!: string | null;

  /** Latest request in it. */
  @Column('timestamptz', { nullable: true })
  maxTs!: Date | null;

  /** CSV of rejects in the file store; null when there are none. */
  @Column('text', { nullable: true })
  rejectsPath!: string | null;

  /** 1, 2, 3 … in the order in which imports were done. */
  @Column('integer', { nullable: true })
  commitNo!: number | null;

  /** Of an import of accounts: how many accounts there are with it and all that were done before. */
  @Column('bigint', { nullable: true })
  accountRows!: string | null;

  /** Of an import of accounts: content hash of those, decimal. */
  @Column('numeric', { nullable: true })
  accountHash!: string | null;

  /** How the lab's columns are read, as it was when the file was announced; null where they are ours. */
  @Column('jsonb', { nullable: true })
  mapping!: Mapping | null;

  /** SHA-256 of the mapping, lower-case hex. */
  @Column('text', { nullable: true })
  mappingHash!: string | null;

  /** The kept mapping that it is a copy of; null where it came with the announcement. */
  @Column('uuid', { nullable: true })
  mappingId!: string | null;

  /** The stream whose batches it takes; null where it is a file. */
  @Column('uuid', { nullable: true })
  streamId!: string | null;

  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  /** Of withdrawals: why these requests do not count; null of everything else. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** Since when it does not count as a whole; snapshots that have it keep it. */
  @Column('timestamptz', { nullable: true })
  withdrawnAt!: Date | null;

  @Column('text', { nullable: true })
  withdrawnBy!: string | null;

  @Column('text', { nullable: true })
  withdrawnReason!: string | null;

  /** What may be done with it now. */
  get allowed(): ImportAct[] {
    const isOpen = this.state === 'awaiting_content' || this.state === 'loading';
    return [
      ...(this.state === 'awaiting_content' && !this.streamId ? (['upload'] as const) : []),
      ...(isOpen && !this.streamId && this.phase !== 'moving' ? (['cancel'] as const) : []),
      ...(this.state === 'done' && this.kind !== 'accounts' && !this.withdrawnAt
        ? (['withdraw'] as const)
        : []),
    ];
  }
}
