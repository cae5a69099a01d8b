import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * One act, written in the transaction that acted. Append-only: the database refuses to change or delete a row.
 * A bulk act is one event whose `details` carry a count and the digest of its items.
 */
@Entity('audit_events')
@Index('ix_audit_events_case_id_id', ['caseId', 'id'], { where: 'case_id IS NOT NULL' })
@Index('ix_audit_events_case_moves_at', ['at'], { where: `action IN ('case.moved', 'case.merged')` })
@Index('ix_audit_events_case_id_at_id', ['caseId', 'at', 'id'], { where: 'case_id IS NOT NULL' })
@Check('ck_audit_events_actor_kind', `actor_kind IN ('user', 'detector', 'system')`)
export class AuditEvent {
  /** Given by the database in order of insertion; not the order of commit, which is the seal's. */
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  actorKind!: 'user' | 'detector' | 'system';

  @Column('text')
  actorId!: string;

  @Column('text')
  actorName!: string;

  /** What was done, past tense: `order.approved`. */
  @Column('text')
  action!: string;

  /** Kind of thing acted on: `case`, `order`, `letter` … */
  @Column('text')
  subjectKind!: string;

  @Column('text')
  subjectId!: string;

  /** The case that the act belongs to, if any; its timeline is read from here. */
  @Column('uuid', { nullable: true })
  caseId!: string | null;

  /** What changed, as plain JSON; never a prompt, an output or a secret. */
  @Column('jsonb')
  details!: Record<string, unknown>;

  /** The acting transaction, by which the sealer knows that no earlier one is still open. */
  @Column('bigint')
  transactionId!: string;
}
