import { ApiProperty } from '@nestjs/swagger';
import {
  BoolField,
  ChoiceField,
  InstantField,
  IntField,
  ObjectField,
  ObjectListField,
  omit,
  PageQuery,
  TextField,
  TextListField,
  UuidField,
  UuidListField,
  WhoField,
} from '@app/platform';
import type { TaskLogEntry } from './task.entity';
import { TASK_STATUSES, type TaskStatus, TASK_STATUS_NAMES } from './task-status';
import type { ListedTask } from './tasks.queries';
import type { NewTask, TaskDue, TaskInput } from './tasks.service';

/** When a task is due: an instant with its zone, or hours after the case was opened. */
export class DueInput {
  @InstantField({ optional: true, example: '2026-06-10T15:00:00Z' }) at?: string;
  @TextField({ optional: true, max: 64, description: 'IANA zone; UTC unless said.', example: 'UTC' })
  zone?: string;
  @IntField({ optional: true, min: 0, max: 87_600, description: 'Instead of `at`.', example: 24 })
  inHours?: number;
}

/** A task to add. */
export class AddTask {
  @TextField({ max: 300, example: 'Freeze a snapshot' }) title!: string;
  @TextField({ optional: true, min: 0, max: 20_000, description: 'Markdown.' }) description?: string;
  @TextField({ optional: true, min: 0, max: 100, example: 'Evidence' }) groupName?: string;
  @UuidField({ optional: true }) ownerId?: string;
  @UuidField({ optional: true }) teamId?: string;
  @ObjectField(() => DueInput, { optional: true }) due?: DueInput;
  @BoolField({ optional: true, description: 'The case does not close while it is open.' })
  isMandatory?: boolean;
  @IntField({ optional: true, min: 0, max: 1_000_000, description: 'Lower comes first.' }) position?: number;
  @TextField({ optional: true, max: 100, description: 'Names it for `dependsOn` within this request.' })
  ref?: string;
  @TextListField({
    optional: true,
    max: 100,
    maxItems: 100,
    description: 'Ids of tasks of the case, or `ref`s.',
    example: [],
  })
  dependsOn?: string[];
}

/** Tasks to add in one act. */
export class AddTasks {
  @ObjectListField(() => AddTask, { minItems: 1, maxItems: 200 }) tasks!: AddTask[];
}

/** What to change of a task. */
export class ChangeTask {
  @IntField({ min: 1, max: 2_147_483_647, description: 'The version that you read.', example: 1 })
  version!: number;
  @TextField({ optional: true, max: 300 }) title?: string;
  @TextField({ optional: true, min: 0, max: 20_000 }) description?: string;
  @TextField({ optional: true, min: 0, max: 100 }) groupName?: string;
  @UuidField({ optional: true, nullable: true }) ownerId?: string | null;
  @UuidField({ optional: true, nullable: true }) teamId?: string | null;
  @ObjectField(() => DueInput, { optional: true, nullable: true }) due?: DueInput | null;
  @BoolField({ optional: true }) isMandatory?: boolean;
  @IntField({ optional: true, min: 0, max: 1_000_000 }) position?: number;
  @UuidListField({ optional: true, maxItems: 100, description: 'All tasks that it waits for.' })
  dependsOn?: string[];
}

/** Where to move a task. */
export class MoveTask {
  @ChoiceField(TASK_STATUS_NAMES, { example: 'InProgress' }) status!: TaskStatus;
  @TextField({ optional: true, max: 2_000, description: 'Why it is completed although it waits for others.' })
  forceReason?: string;
}

/** What was done. */
export class AddLogEntry {
  @TextField({ max: 20_000, example: 'Asked the payment processor for the buyers.' }) text!: string;
}

/** Which open tasks to list. */
export class TasksQuery extends PageQuery {
  @WhoField() owner?: string;
  @UuidField({ optional: true }) teamId?: string;
  @ChoiceField(['Waiting', 'InProgress'], { optional: true }) status?: TaskStatus;
  @InstantField({ optional: true, description: 'Due before this instant.' }) dueBefore?: string;
}

/** A task that another one waits for. */
export class DependencyView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: TASK_STATUS_NAMES }) status!: TaskStatus;
}

/** A task. */
export class TaskView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty() caseNumber!: number;
  @ApiProperty() title!: string;
  @ApiProperty({ description: 'Markdown.' }) description!: string;
  @ApiProperty() groupName!: string;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) ownerId!: string | null;
  @ApiProperty({ type: String, nullable: true }) ownerName!: string | null;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) teamId!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) dueAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'IANA zone in which it is read.' }) dueZone!:
    string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Where it counts from the opening of the case.' })
  dueInHours!: number | null;
  @ApiProperty({ enum: TASK_STATUS_NAMES }) status!: TaskStatus;
  @ApiProperty({ enum: TASK_STATUS_NAMES, isArray: true }) allowed!: TaskStatus[];
  @ApiProperty() isMandatory!: boolean;
  @ApiProperty() position!: number;
  @ApiProperty({ type: String, nullable: true, example: 'distillation/freeze-snapshot' }) playbookKey!:
    string | null;
  @ApiProperty({ type: [DependencyView] }) dependsOn!: DependencyView[];
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) startedAt!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) endedAt!: string | null;
  @ApiProperty() version!: number;
}

/** What a person wrote down of their work on a task. */
export class LogEntryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() text!: string;
  @ApiProperty() authorId!: string;
  @ApiProperty() authorName!: string;
  @ApiProperty({ format: 'date-time' }) writtenAt!: string;
}

const toDue = ({ at, ...due }: DueInput): TaskDue => ({ ...due, ...(at ? { at: new Date(at) } : {}) });

/** Reads a task to add. */
export const toNewTask = ({ due, ...task }: AddTask): NewTask => ({
  ...task,
  ...(due ? { due: toDue(due) } : {}),
});

/** Reads a change of a task. */
export const toTaskChange = ({ due, ...change }: ChangeTask): Partial<TaskInput> => ({
  ...omit(change, 'version'),
  ...(due === undefined ? {} : { due: due && toDue(due) }),
});

/** Shows a task. */
export const toTaskView = (task: ListedTask): TaskView => ({
  ...omit(task, 'due'),
  dueAt: task.dueAt?.toISOString() ?? null,
  startedAt: task.startedAt?.toISOString() ?? null,
  endedAt: task.endedAt?.toISOString() ?? null,
  allowed: [...TASK_STATUSES[task.status]],
});

/** Shows an entry. */
export const toLogEntryView = (entry: TaskLogEntry): LogEntryView => ({
  ...omit(entry, 'taskId'),
  writtenAt: entry.writtenAt.toISOString(),
});
