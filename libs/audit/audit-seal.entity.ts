import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The place of one event in the chain: its hash covers its content and the hash before it. Append-only. */
@Entity('audit_seals')
@Index('uq_audit_seals_event_id', ['eventId'], { unique: true })
export class AuditSeal {
  /** 1, 2, 3 … without a gap. */
  @PrimaryColumn('bigint')
  sequence!: string;

  @Column('bigint')
  eventId!: string;

  /** SHA-256, lower-case hex. */
  @Column('text')
  hash!: string;

  @Column('timestamptz')
  sealedAt!: Date;
}
