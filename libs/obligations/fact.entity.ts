import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '@app/cases';
import type { FactKey } from './regime';

/**
 * A dated fact of a case from which clocks start: when it was so (`at`), and when we knew (`recordedAt`). Append-only: a
 * correction is a new record that points back, so that what was known at any moment can be told.
 */
@Entity('facts')
@Index('ix_facts_case_id', ['caseId'])
@Index('uq_facts_corrects_id', ['correctsId'], { unique: true })
export class Fact {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  caseId!: string;

  @Column('text')
  key!: FactKey;

  @Column('timestamptz')
  at!: Date;

  /** IANA zone in which the people concerned read the instant. */
  @Column('text')
  zone!: string;

  /** What shows it: a document, a message, an alert. */
  @Column('text')
  source!: string;

  @Column('text', { nullable: true })
  note!: string | null;

  /** The record that this one corrects. */
  @ForeignKey(() => Fact, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  correctsId!: string | null;

  @Column('timestamptz')
  recordedAt!: Date;

  @Column('text')
  recordedBy!: string;

  @Column('text')
  recordedByName!: string;
}
