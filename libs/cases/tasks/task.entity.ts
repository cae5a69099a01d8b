import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { assertTransition } from '@app/platform';
import { Team, User } from '@app/access';
import { Case } from '../case.entity';
import { TASK_STATUSES, type TaskStatus } from './task-status';

/** A piece of work on a case. */
@Entity('case_tasks')
@Unique('uq_case_tasks_case_id_playbook_key', ['caseId', 'playbookKey'])
@Index('ix_case_tasks_case_id_position', ['caseId', 'position', 'id'])
// Open tasks by when they are due, those without a day last, which TypeORM cannot say.
@Index('ix_case_tasks_owner_due', { synchronize: false })
@Index('ix_case_tasks_team_due', { synchronize: false })
@Index('ix_case_tasks_due', { synchronize: false })
@Check('ck_case_tasks_status', `status IN ('Waiting', 'InProgress', 'Completed', 'Cancelled')`)
@Check('ck_case_tasks_ended', `(status IN ('Completed', 'Cancelled')) = (ended_at IS NOT NULL)`)
export class Task {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  caseId!: string;

  @Column('text')
  title!: string;

  /** Markdown. */
  @Column('text')
  description!: string;

  /** Under which heading it is shown; empty for none. */
  @Column('text')
  groupName!: string;

  @ForeignKey(() => User, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  ownerId!: string | null;

  @ForeignKey(() => Team, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  teamId!: string | null;

  @Column('timestamptz', { nullable: true })
  dueAt!: Date | null;

  /** IANA zone in which the people concerned read the instant. */
  @Column('text', { nullable: true })
  dueZone!: string | null;

  /** Where the instant was told as hours after the opening of the case. */
  @Column('integer', { nullable: true })
  dueInHours!: number | null;

  @Column('text')
  status!: TaskStatus;

  /** The case does not close while it is open. */
  @Column('boolean')
  isMandatory!: boolean;

  /** Lower comes first. */
  @Column('integer')
  position!: number;

  /** The task of a playbook that it was made from. */
  @Column('text', { nullable: true })
  playbookKey!: string | null;

  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('timestamptz')
  updatedAt!: Date;

  /** Counts the changes; an edit must name the one that it read. */
  @Column('integer')
  version!: number;

  /** @throws IllegalTransitionError */
  move(to: TaskStatus, now: Date): void {
    assertTransition<TaskStatus>(TASK_STATUSES, this.status, to);
    this.status = to;
    if (to === 'InProgress') this.startedAt ??= now;
    this.endedAt = to === 'Completed' || to === 'Cancelled' ? now : null;
    this.touch(now);
  }

  /** Counts a change. */
  touch(now: Date): void {
    this.updatedAt = now;
    this.version += 1;
  }
}

/** That a task waits for another one of its case. */
@Entity('case_task_dependencies')
@Index('ix_case_task_dependencies_depends_on_id', ['dependsOnId'])
@Check('ck_case_task_dependencies_other', 'task_id <> depends_on_id')
export class TaskDependency {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Task, { onDelete: 'RESTRICT' })
  taskId!: string;

  @PrimaryColumn('uuid')
  @ForeignKey(() => Task, { onDelete: 'RESTRICT' })
  dependsOnId!: string;
}

/** What a person wrote down of their work on a task; never changed. */
@Entity('case_task_log')
@Index('ix_case_task_log_task_id_id', ['taskId', 'id'])
export class TaskLogEntry {
  /** Ordered by time. */
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Task, { onDelete: 'RESTRICT' })
  @Column('uuid')
  taskId!: string;

  @Column('text')
  text!: string;

  @Column('text')
  authorId!: string;

  @Column('text')
  authorName!: string;

  @Column('timestamptz')
  writtenAt!: Date;
}
