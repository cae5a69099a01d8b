import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Case } from '../case.entity';
import type { CaseKind } from '../case-terms';

/** One task of a playbook. */
export interface PlaybookTask {
  /** Names it within the playbook, through all its versions. */
  key: string;
  title: string;
  /** Markdown. */
  description: string;
  groupName: string;
  /** Hours after the opening of the case; null for no due date. */
  dueInHours: number | null;
  isMandatory: boolean;
  /** Keys of the tasks that it waits for. */
  dependsOn: string[];
}

/** What is to be done in a case of a kind. A version never changes: an edit is the next version. */
@Entity('playbooks')
@Unique('uq_playbooks_kind_version', ['kind', 'version'])
export class Playbook {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: CaseKind;

  @Column('integer')
  version!: number;

  @Column('text')
  name!: string;

  @Column('text')
  description!: string;

  @Column('jsonb')
  tasks!: PlaybookTask[];

  /** Keys of the custom fields without which a case that has this playbook does not close. */
  @Column('text', { array: true })
  requiredFields!: string[];

  @Column('text')
  writtenBy!: string;

  @Column('timestamptz')
  writtenAt!: Date;
}

/** That a version of a playbook was applied to a case. */
@Entity('case_playbooks')
@Index('ix_case_playbooks_playbook_id', ['playbookId'])
export class CasePlaybook {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  caseId!: string;

  @PrimaryColumn('uuid')
  @ForeignKey(() => Playbook, { onDelete: 'RESTRICT' })
  playbookId!: string;

  @Column('text')
  appliedBy!: string;

  @Column('timestamptz')
  appliedAt!: Date;
}
