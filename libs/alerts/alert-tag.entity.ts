import { Entity, PrimaryColumn } from 'typeorm';

/**
 * That an alert has a tag, from its detector or from people: what the alert's own two lists say, by tag and arrival, so
 * that the alerts of a tag are found however rare it is. An index over the lists finds them too, but not in order, and
 * costs a delivery several times as much.
 *
 * Whoever changes the lists holds the alert and changes this in the same transaction; alerts refuse deletion.
 */
@Entity('alert_tags')
export class AlertTag {
  @PrimaryColumn('text')
  tag!: string;

  @PrimaryColumn('uuid')
  alertId!: string;
}
