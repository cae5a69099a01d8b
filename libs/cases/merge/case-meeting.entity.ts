import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../case.entity';

/** Two cases that alerts connect but that people work on already: whether they are one is for a person to say. */
@Entity('case_meetings')
@Index('ix_case_meetings_other_id', ['otherId'])
export class CaseMeeting {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  otherId!: string;

  @Column('timestamptz')
  metAt!: Date;
}
