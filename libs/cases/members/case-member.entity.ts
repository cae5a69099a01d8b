import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '@app/access';
import { Case } from '../case.entity';

/** A person who works on a case beside its owner, with a word on their part. */
@Entity('case_members')
@Index('ix_case_members_user_id', ['userId'])
export class CaseMember {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  @PrimaryColumn('uuid')
  @ForeignKey(() => User, { onDelete: 'RESTRICT' })
  userId!: string;

  /** What the person does in the case. */
  @Column('text')
  part!: string;

  @Column('text')
  addedBy!: string;

  @Column('timestamptz')
  addedAt!: Date;
}
