import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Alert } from '@app/alerts';
import { Case } from '../case.entity';
import type { Explanation } from '../correlation/rule-set';

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

  /** Null when a person put it there; of what a person accepted, why it was proposed. */
  @Column('jsonb', { nullable: true })
  explanation!: Explanation | null;

  @Column('timestamptz')
  attachedAt!: Date;
}
