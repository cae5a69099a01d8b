import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Alert } from '@app/alerts';
import { Case } from '../case.entity';

/** A person took this alert out of this case: correlation does not put it back there. A person may. */
@Entity('case_alert_detachments')
@Index('ix_case_alert_detachments_case_id', ['caseId'])
export class CaseAlertDetachment {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Alert, { onDelete: 'RESTRICT' })
  alertId!: string;

  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  /** Id of the person. */
  @Column('text')
  detachedBy!: string;

  @Column('text')
  reason!: string;

  @Column('timestamptz')
  detachedAt!: Date;
}
