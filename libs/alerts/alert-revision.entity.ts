import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { AlertContent } from './alert-content';
import { Alert } from './alert.entity';

/** What an alert claimed at one time. Every revision is kept whole; append-only in the database itself. */
@Entity('alert_revisions')
export class AlertRevision {
  @PrimaryColumn('uuid')
  alertId!: string;

  /** From 1. */
  @PrimaryColumn('integer')
  revision!: number;

  @ManyToOne(() => Alert, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'alert_id' })
  alert?: Relation<Alert>;

  @Column('jsonb')
  content!: AlertContent;

  @Column('text')
  contentHash!: string;

  @Column('timestamptz')
  receivedAt!: Date;
}
