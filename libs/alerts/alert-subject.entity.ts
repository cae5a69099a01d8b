import { Check, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { SubjectKind } from './alert-content';
import { Alert } from './alert.entity';

/**
 * One thing that an alert's latest revision is about. What an earlier revision named and the latest does not is no
 * longer claimed, so nothing is correlated by it; the earlier revision still has it.
 */
@Entity('alert_subjects')
@Index('ix_alert_subjects_kind_value', ['kind', 'value'])
@Check('ck_alert_subjects_kind', `kind IN ('account', 'address', 'instrument', 'fingerprint', 'template')`)
export class AlertSubject {
  @PrimaryColumn('uuid')
  alertId!: string;

  @PrimaryColumn('text')
  kind!: SubjectKind;

  @PrimaryColumn('text')
  value!: string;

  @ManyToOne(() => Alert, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'alert_id' })
  alert?: Relation<Alert>;
}
