import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Order } from './order.entity';

/**
 * One person's consent to the exact content of an order. The foreign key over order, proposer and hash makes the
 * database itself refuse an approval of other content, by the proposer, or of content that changes afterwards.
 */
@Entity('order_approvals')
@Index('uq_order_approvals_order_id', ['orderId'], { unique: true })
@ForeignKey(() => Order, ['orderId', 'proposerId', 'contentHash'], ['id', 'proposedBy', 'contentHash'], {
  name: 'fk_order_approvals_order_id_proposer_id_content_hash',
  onDelete: 'RESTRICT',
})
@Check('ck_order_approvals_four_eyes', `approver_id <> proposer_id`)
export class OrderApproval {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  orderId!: string;

  @Column('text')
  proposerId!: string;

  @Column('text')
  approverId!: string;

  @Column('text')
  approverName!: string;

  @Column('text')
  contentHash!: string;

  @Column('timestamptz')
  approvedAt!: Date;
}
