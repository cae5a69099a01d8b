import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Case } from '@app/cases';
import { contentHash } from '@app/platform';
import type { BlastRadius } from './blast-radius';
import type { OrderAction, OrderOutcome, OrderStatus } from './order-status';

/**
 * An order to the account platform about a frozen list of a case's accounts. What is approved is its content: case,
 * action, reason, accounts and blast radius, bound by `contentHash`; content never changes after the draft is made.
 */
@Entity('orders')
@Unique('uq_orders_number', ['number'])
@Unique('uq_orders_id_proposed_by_content_hash', ['id', 'proposedBy', 'contentHash'])
@Index('ix_orders_case_id', ['caseId'])
@Index('uq_orders_reverts_order_id', ['revertsOrderId'], {
  unique: true,
  where: `status NOT IN ('rejected', 'cancelled')`,
})
@Check('ck_orders_action', `action IN ('ban', 'reinstate')`)
@Check(
  'ck_orders_status',
  `status IN ('draft', 'proposed', 'approved', 'executing', 'stopped', 'executed', 'rejected', 'cancelled')`,
)
@Check('ck_orders_outcome', `outcome IN ('complete', 'partial')`)
export class Order {
  @PrimaryColumn('uuid')
  id!: string;

  /** Rising, given by the database; how people name the order. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  number!: string;

  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  caseId!: string;

  @Column('text')
  action!: OrderAction;

  /** Told to the platform with every account. */
  @Column('text')
  reason!: string;

  /** The order that this one undoes. */
  @ForeignKey(() => Order, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  revertsOrderId!: string | null;

  @Column('text')
  status!: OrderStatus;

  /** Null until executed. */
  @Column('text', { nullable: true })
  outcome!: OrderOutcome | null;

  @Column('integer')
  itemCount!: number;

  /** SHA-256 of the canonical JSON array of the account ids in order. */
  @Column('text')
  accountsDigest!: string;

  @Column('jsonb')
  blastRadius!: BlastRadius;

  /** SHA-256 of the canonical content; what an approval is bound to. */
  @Column('text')
  contentHash!: string;

  @Column('text')
  draftedBy!: string;

  @Column('text')
  draftedByName!: string;

  @Column('timestamptz')
  draftedAt!: Date;

  @Column('text', { nullable: true })
  proposedBy!: string | null;

  @Column('text', { nullable: true })
  proposedByName!: string | null;

  @Column('timestamptz', { nullable: true })
  proposedAt!: Date | null;

  /** Start of the first execution. */
  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  /** End of the last execution. */
  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  /** Why it stands in `stopped`, `rejected` or `cancelled`. */
  @Column('text', { nullable: true })
  statusReason!: string | null;

  /** The platform asked for a pause until then (`Retry-After`); nothing is sent before. */
  @Column('timestamptz', { nullable: true })
  pausedUntil!: Date | null;

  /** The run that sends at present; it renews its lease while it lives. */
  @Column('uuid', { nullable: true })
  runId!: string | null;

  @Column('timestamptz', { nullable: true })
  runLeaseUntil!: Date | null;

  /** What the approval covers, as one hash. @param accountsDigest of the accounts that the items hold */
  contentHashWith(accountsDigest: string): string {
    const { caseId, action, reason, blastRadius } = this;
    return contentHash({ case: caseId, action, reason, accounts: accountsDigest, blastRadius });
  }
}
