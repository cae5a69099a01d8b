import { Check, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SubjectKind } from './alert-content';

/**
 * One thing that an alert's latest revision is about. What an earlier revision named and the latest does not is no
 * longer claimed, so nothing is correlated by it; the earlier revision still has it.
 *
 * There is no foreign key: it would be a third of what a delivery costs the database. Only the intake writes here,
 * in the transaction that writes the alert, and alerts refuse deletion.
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
}
