import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A request that carried an `Idempotency-Key`, and what it was answered. Kept for 24 hours. */
@Entity('idempotency_keys')
@Index('ix_idempotency_keys_created_at', ['createdAt'])
@Index('uq_idempotency_keys_claim', ['claim'], { unique: true })
@Check('ck_idempotency_keys_state', `state IN ('in_flight', 'answered')`)
export class IdempotencyKey {
  /** Keys of different callers never meet. */
  @PrimaryColumn('text')
  actorId!: string;

  @PrimaryColumn('text')
  key!: string;

  /** Who has taken the key: one that takes it over from a dead request is another. */
  @Column('uuid')
  claim!: string;

  /** SHA-256 over method, path and body: the same key with another request is a mistake of the caller. */
  @Column('text')
  fingerprint!: string;

  @Column('text')
  state!: 'in_flight' | 'answered';

  @Column('int', { nullable: true })
  status!: number | null;

  /** The header of this name in the answer. */
  @Column('text', { nullable: true })
  location!: string | null;

  /** As it was answered, its members in their order: binary JSON would sort them and cannot hold every sign. */
  @Column('json', { nullable: true })
  body!: unknown;

  @Column('timestamptz')
  createdAt!: Date;

  /** The last sign of life of the request that is being worked on. */
  @Column('timestamptz')
  aliveAt!: Date;
}
