import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../case.entity';
import type { EntityKind } from '../case-terms';

/** A thing other than an account that a case is about, as its alerts named it: an address, a payment instrument. */
@Entity('case_entities')
@Index('ix_case_entities_kind_value', ['kind', 'value'])
@Check('ck_case_entities_kind', `kind IN ('address', 'instrument', 'fingerprint', 'template')`)
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
}
