import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../case.entity';

/** Two cases that alerts connect but that people work on already: whether they are one is for a person to say. */
@Entity('case_meetings')
@Index('ix_case_meetings_other_id', ['otherId'])
export class CaseMeeting {
  /** Of the two cases the one that was filed first. */
  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  otherId!: string;

  @Column('timestamptz')
  metAt!: Date;

  /** Who said that the two are not one, or took them apart again; correlation does not merge them while it is set. */
  @Column('text', { nullable: true })
  dismissedBy!: string | null;

  @Column('text', { nullable: true })
  dismissedByName!: string | null;

  @Column('timestamptz', { nullable: true })
  dismissedAt!: Date | null;

  @Column('text', { nullable: true })
  dismissedReason!: string | null;
}
