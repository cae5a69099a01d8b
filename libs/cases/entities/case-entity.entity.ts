import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../case.entity';
import type { EntityKind } from '../case-terms';

/** Who named an entity first: an alert of the case, or a person. */
export const ENTITY_SOURCES = ['alerts', 'staff'] as const;
export type EntitySource = (typeof ENTITY_SOURCES)[number];

/**
 * A thing other than an account that a case is about: an address, a payment instrument. One that was retracted stays,
 * so that alerts that name it do not bring it back; a person may.
 */
@Entity('case_entities')
@Index('ix_case_entities_kind_value', ['kind', 'value'])
@Index('ix_case_entities_value_trigrams', { synchronize: false })
@Check('ck_case_entities_kind', `kind IN ('address', 'instrument', 'fingerprint', 'template')`)
@Check('ck_case_entities_source', `source IN ('alerts', 'staff')`)
export class CaseEntity {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  kind!: EntityKind;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  value!: string;

  @Column('timestamptz')
  addedAt!: Date;

  @Column('text', { default: 'alerts' })
  source!: EntitySource;

  /** Why a person added it. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** Id of the person who added it. */
  @Column('text', { nullable: true })
  addedBy!: string | null;

  @Column('text', { nullable: true })
  retractedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  retractedAt!: Date | null;

  @Column('text', { nullable: true })
  retractedReason!: string | null;
}
