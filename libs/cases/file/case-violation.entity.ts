import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PolicyClause } from '@app/policies';
import { Case } from '../case.entity';

/** The case's breach of one clause of a policy version. */
@Entity('case_violations')
@Index('ix_case_violations_clause_id', ['clauseId'])
export class CaseViolation {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  @PrimaryColumn('uuid')
  @ForeignKey(() => PolicyClause, { onDelete: 'RESTRICT' })
  clauseId!: string;

  /** Id of the person who found it. */
  @Column('text')
  foundBy!: string;

  @Column('timestamptz')
  foundAt!: Date;
}
