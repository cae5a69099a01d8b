import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A job that a committed transaction has decided on and that the relay has not yet moved to its queue. */
@Entity('outbox_messages')
export class OutboxMessage {
  /** Rising in order of insertion, given by the database. */
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  id!: string;

  /** Names the job in its queue; never given twice, also not by a database that was restored from a backup. */
  @Column('text', { default: () => 'gen_random_uuid()' })
  jobId!: string;

  @Column('text')
  queue!: string;

  @Column('text')
  name!: string;

  @Column('jsonb')
  payload!: object;

  @Column('jsonb')
  options!: object;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
