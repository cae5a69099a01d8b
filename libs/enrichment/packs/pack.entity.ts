import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Tlp } from '@app/alerts';
import { Case } from '@app/cases';
import { EvidenceItem } from '@app/evidence';
import type { PackManifest } from './pack-manifest';

/** What an outside reader of a case was given. Never changed; the database refuses it. */
@Entity('evidence_packs')
@Index('ix_evidence_packs_case_id_id', ['caseId', 'id'])
@Check('ck_evidence_packs_clearance', `clearance IN ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')`)
export class EvidencePack {
  /** Ordered by time. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  /** Whom it is for, as it was typed. */
  @Column('text')
  recipient!: string;

  /** The recipient however it is typed: whose pseudonyms it has. */
  @Column('text')
  recipientKey!: string;

  /** The most restrictive label that the recipient may read. */
  @Column('text')
  clearance!: Tlp;

  @Column('uuid')
  snapshotId!: string;

  @Column('jsonb')
  manifest!: PackManifest;

  @Column('uuid')
  @ForeignKey(() => EvidenceItem, { onDelete: 'RESTRICT' })
  manifestEvidenceId!: string;

  @Column('uuid')
  @ForeignKey(() => EvidenceItem, { onDelete: 'RESTRICT' })
  cellsEvidenceId!: string;

  @Column('uuid')
  @ForeignKey(() => EvidenceItem, { onDelete: 'RESTRICT' })
  accountsEvidenceId!: string;

  @Column('text')
  madeBy!: string;

  @Column('text')
  madeByName!: string;

  @Column('timestamptz')
  madeAt!: Date;
}
