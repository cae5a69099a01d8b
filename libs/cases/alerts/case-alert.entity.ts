import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Alert } from '@app/alerts';
import { Case } from '../case.entity';

/** Why correlation put an alert into its case: what it has in common with the case's other alerts. */
export interface Explanation {
  /** By kind of subject: how many values it shares, and the first few of them in alphabetical order. */
  shared: { kind: string; count: number; examples: string[] }[];
}

/** An alert's place in a case; an alert has one case at most. */
@Entity('case_alerts')
@Index('ix_case_alerts_case_id_alert_id', ['caseId', 'alertId'])
export class CaseAlert {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Alert, { onDelete: 'RESTRICT' })
  alertId!: string;

  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  caseId!: string;

  @Column('text')
  source!: 'staff' | 'correlation';

  /** Null when a person put it there. */
  @Column('jsonb', { nullable: true })
  explanation!: Explanation | null;

  @Column('timestamptz')
  attachedAt!: Date;
}
