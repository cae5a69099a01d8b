import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Letter } from './letter.entity';

/** The recipient's acknowledgement that a letter came in. Append-only. */
@Entity('receipts')
@Index('ix_receipts_letter_id_id', ['letterId', 'id'])
export class Receipt {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Letter, { onDelete: 'RESTRICT' })
  @Column('uuid')
  letterId!: string;

  /** When it was received, as the recipient says. */
  @Column('timestamptz')
  receivedAt!: Date;

  /** The recipient's own reference; may be empty. */
  @Column('text')
  reference!: string;

  @Column('text')
  note!: string;

  @Column('text')
  recordedBy!: string;

  @Column('text')
  recordedByName!: string;

  @Column('timestamptz')
  recordedAt!: Date;
}
