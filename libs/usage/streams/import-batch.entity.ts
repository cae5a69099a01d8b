import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Reject } from '../import-staging';

/** A batch that came for a stream. It counts from when it is staged; one that is not was cut off and may come again. */
@Entity('import_batches')
@Index('ix_import_batches_import_id', ['importId'])
@Index('ix_import_batches_created_at', ['createdAt'])
export class ImportBatch {
  @PrimaryColumn('uuid')
  streamId!: string;

  /** As its sender calls it, else the SHA-256 of its bytes. */
  @PrimaryColumn('text')
  batch!: string;

  @Column('uuid')
  importId!: string;

  /** Line of the import at which the batch begins. */
  @Column('bigint')
  firstLine!: string;

  @Column('bigint')
  lines!: string;

  /** Of its bytes, unpacked, lower-case hex. */
  @Column('text')
  sha256!: string;

  @Column('bigint', { default: 0 })
  read!: string;

  @Column('bigint', { default: 0 })
  rejected!: string;

  /** The first of them, by line of the batch. */
  @Column('jsonb', { default: [] })
  rejects!: Reject[];

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  stagedAt!: Date | null;
}
