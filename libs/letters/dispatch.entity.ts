import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { DispatchState } from './letter-state';
import { LetterSignature } from './letter-signature.entity';

/** The decision to send a signed letter, written down before anything leaves. A letter has one at most. */
@Entity('dispatches')
@Unique('uq_dispatches_letter_id', ['letterId'])
@Check('ck_dispatches_state', `state IN ('intended', 'delivered', 'waiting')`)
@Check('ck_dispatches_delivered_at', `(state = 'delivered') = (delivered_at IS NOT NULL)`)
export class Dispatch {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => LetterSignature, { onDelete: 'RESTRICT' })
  @Column('uuid')
  letterId!: string;

  @Column('text')
  state!: DispatchState;

  @Column('text')
  requestedBy!: string;

  @Column('text')
  requestedByName!: string;

  @Column('timestamptz')
  requestedAt!: Date;

  @Column('timestamptz', { nullable: true })
  deliveredAt!: Date | null;
}
