import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Dispatch } from './dispatch.entity';
import type { AttemptOutcome } from './letter-state';

/** One try to deliver a letter. It is written before the try; one without an outcome was cut off, or is under way. */
@Entity('dispatch_attempts')
@Index('ix_dispatch_attempts_dispatch_id_id', ['dispatchId', 'id'])
@Check('ck_dispatch_attempts_outcome', `outcome IN ('delivered', 'failed', 'unclear')`)
export class DispatchAttempt {
  /** Rising in order of insertion, given by the database. */
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  id!: string;

  @ForeignKey(() => Dispatch, { onDelete: 'RESTRICT' })
  @Column('uuid')
  dispatchId!: string;

  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  @Column('text', { nullable: true })
  outcome!: AttemptOutcome | null;

  /** What went wrong, or what a person found out. */
  @Column('text', { nullable: true })
  note!: string | null;
}
