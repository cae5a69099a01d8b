import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { EvidenceItem } from './evidence-item.entity';

/** What may happen to an evidence item. `failed`: other bytes were found than were kept, or none. */
export const CUSTODY_ACTS = ['kept', 'read', 'verified', 'failed'] as const;
export type CustodyAct = (typeof CUSTODY_ACTS)[number];

/** One line of an item's custody log: who had it in hand, when, and what for. Append-only in the database itself. */
@Entity('custody_entries')
@Index('ix_custody_entries_evidence_id_id', ['evidenceId', 'id'])
@Check('ck_custody_entries_act', `act IN ('kept', 'read', 'verified', 'failed')`)
export class CustodyEntry {
  /** Rising in order of insertion, given by the database. */
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('uuid')
  evidenceId!: string;

  @ManyToOne(() => EvidenceItem, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'evidence_id' })
  item?: Relation<EvidenceItem>;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  actorId!: string;

  @Column('text')
  actorName!: string;

  @Column('text')
  act!: CustodyAct;
}
