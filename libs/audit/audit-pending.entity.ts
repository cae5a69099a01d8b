import { Entity, PrimaryColumn } from 'typeorm';

/** An event that waits for its seal; the sealer takes it away. */
@Entity('audit_pending')
export class AuditPending {
  @PrimaryColumn('bigint')
  eventId!: string;
}
