import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One UTC day of an interval. */
export interface IntervalDay {
  day: string;
  rows: string;
  /** Sum of the rows' hashes modulo 2^256, decimal. */
  hash: string;
}

/**
 * The rows of the lab's table that came between two snapshots, with what they hashed to when the second was taken. A
 * snapshot is a list of intervals as it otherwise is one of imports, and keeps the hashes that it found.
 */
@Entity('usage_intervals')
@Index('ix_usage_intervals_definition_hash_until_at', ['definitionHash', 'untilAt'])
export class UsageInterval {
  /** From the numbers of the imports; the engine's rows carry it as `import_no`. */
  @PrimaryColumn('integer')
  no!: number;

  /** Of the table, watermark and mapping with which its rows were read. */
  @Column('text')
  definitionHash!: string;

  /** Its rows came after the interval before it and up to this instant. */
  @Column('timestamptz')
  untilAt!: Date;

  /** Latest request in it. */
  @Column('timestamptz')
  maxTs!: Date;

  @Column('jsonb')
  days!: IntervalDay[];

  /** Some of its rows were found to have changed: the next snapshot hashes them anew. */
  @Column('boolean', { default: false })
  isMoved!: boolean;

  /** When its rows were hashed last. */
  @Column('timestamptz')
  recordedAt!: Date;
}
