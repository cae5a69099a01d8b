import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { OrderItem } from './order-item.entity';

/** One call to the platform about one item, with what came back. Append-only. */
@Entity('order_attempts')
@Index('ix_order_attempts_item_id', ['itemId'])
export class OrderAttempt {
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  id!: string;

  @ForeignKey(() => OrderItem, { onDelete: 'RESTRICT' })
  @Column('uuid')
  itemId!: string;

  @Column('timestamptz')
  sentAt!: Date;

  @Column('timestamptz')
  answeredAt!: Date;

  /** HTTP status; null when no answer came. */
  @Column('integer', { nullable: true })
  httpStatus!: number | null;

  /** What was said or what went wrong, if it was not plainly done. */
  @Column('text', { nullable: true })
  note!: string | null;
}
