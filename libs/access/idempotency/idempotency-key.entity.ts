import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A request that carried an `Idempotency-Key`, and what it was answered. Kept for 24 hours. */
@Entity('idempotency_keys')
@Index('ix_idempotency_keys_created_at', ['createdAt'])
@Check('ck_idempotency_keys_state', `state IN ('in_flight', 'answered')`)
export class IdempotencyKey {
  /** Keys of different callers never meet. */
  @PrimaryColumn('text')
  actorId!: string;

  @PrimaryColumn('text')
  key!: string;

  /** SHA-256 over method, path and body: the same key with another request is a mistake of the caller. */
  @Column('text')
  fingerprint!: string;

  @Column('text')
  state!: 'in_flight' | 'answered';

  @Column('int', { nullable: true })
  status!: number | null;

  @Column('jsonb', { nullable: true })
  body!: unknown;

  @Column('timestamptz')
  createdAt!: Date;
}
