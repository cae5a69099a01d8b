import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ItemReason, ItemState } from './order-status';
import { Order } from './order.entity';

/** One account of an order, and how far the order got with it. */
@Entity('order_items')
@Index('uq_order_items_order_id_account_id', ['orderId', 'accountId'], { unique: true })
@Index('uq_order_items_order_id_position', ['orderId', 'position'], { unique: true })
@Index('ix_order_items_order_id_open', ['orderId', 'position'], { where: `state IN ('pending', 'claimed')` })
@Check('ck_order_items_state', `state IN ('pending', 'claimed', 'done', 'failed', 'skipped')`)
export class OrderItem {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Order, { onDelete: 'RESTRICT' })
  @Column('uuid')
  orderId!: string;

  /** From 1, in order of account id. */
  @Column('integer')
  position!: number;

  /** The platform's own id of the account. */
  @Column('text')
  accountId!: string;

  @Column('text')
  state!: ItemState;

  @Column('text', { nullable: true })
  reason!: ItemReason | null;

  /** Calls that reached the platform or may have; waiting at its limit does not count. */
  @Column('integer')
  attempts!: number;

  /**
   * Idempotency-Key of the calls: the item's id. A new one is drawn only to ask again after a plain refusal, never
   * after an answer that was lost.
   */
  @Column('uuid')
  sendKey!: string;

  /** The run that has it. */
  @Column('uuid', { nullable: true })
  claimedBy!: string | null;

  /** Not to be sent before. */
  @Column('timestamptz', { nullable: true })
  notBefore!: Date | null;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;
}
