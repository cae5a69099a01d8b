import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  assertVersion,
  assertZone,
  Clock,
  ConflictError,
  decodeCursor,
  type FieldError,
  findById,
  invalidInput,
  lockById,
  NotFoundError,
  type Page,
  toPage,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Teams, Users } from '@app/access';
import { Case } from '../case.entity';
import { Task, TaskLogEntry } from './task.entity';
import { findCycle, type TaskStatus } from './task-status';
import { DependencyCycleError, TakenError, TaskWaitsError } from './tasks.problems';
import {
  dependenciesOf,
  insertTasks,
  type ListedTask,
  type NewTaskRow,
  openTasks,
  setDependencies,
  type TaskFilter,
  tasksOf,
} from './tasks.queries';

/** How many tasks a case has at most. */
const MAX_TASKS = 1_000;
const HOUR = 3_600_000;

/** When a task is due: at an instant, or so long after the case was opened. */
export interface TaskDue {
  at?: Date | null;
  zone?: string | null;
  inHours?: number | null;
}

/** What a person says of a task. */
export interface TaskInput {
  title: string;
  description?: string;
  groupName?: string;
  ownerId?: string | null;
  teamId?: string | null;
  due?: TaskDue | null;
  isMandatory?: boolean;
  position?: number;
  /** Ids of tasks of the case, or `ref` of others of the same request. */
  dependsOn?: string[];
}

/** A task to add; `ref` names it within its request, `playbookKey` for ever within its case. */
export interface NewTask extends TaskInput {
  ref?: string;
  playbookKey?: string;
}

interface Portion {
  limit: number;
  cursor?: string;
}

/** The tasks of cases. Whoever changes one holds its case, so that closing, adding and depending wait for each other. */
@Injectable()
export class Tasks {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly users: Users,
    private readonly teams: Teams,
  ) {}

  /** Adds tasks in one act. @throws NotFoundError, CaseClosedError, InvalidInputError, ConflictError, DependencyCycleError */
  async add(actor: Actor, caseId: string, tasks: readonly NewTask[]): Promise<ListedTask[]> {
    return this.db.transaction(async (tx) => {
      const subject = await lockById(tx, Case, caseId);
      subject.assertOpen();
      const added = await this.addWithin(tx, actor, subject, tasks);
      const details = { taskIds: added, titles: tasks.map((task) => task.title) };
      await this.audit.record(tx, actor, { action: 'case.tasks_added', subjectId: caseId, caseId, details });
      return tasksOf(tx, caseId, { limit: MAX_TASKS, ids: added });
    });
  }

  /** The same inside the caller's transaction, which holds the case; gives the ids of those that are new. */
  async addWithin(tx: EntityManager, actor: Actor, to: Case, tasks: readonly NewTask[]): Promise<string[]> {
    const [present] = await Promise.all([
      tx.find(Task, { select: { id: true, position: true, playbookKey: true }, where: { caseId: to.id } }),
      this.assertPeople(tx, tasks, (i) => `/tasks/${i}`),
    ]);
    const last = Math.max(0, ...present.map((task) => task.position));
    const rows = tasks.map((task, i) => rowOf(task, to.openedAt, last + i + 1));
    const inserted = await insertTasks(tx, to.id, rows, actor.id, this.clock.now());
    if (present.length + inserted.size > MAX_TASKS)
      throw new ConflictError(`A case has at most ${MAX_TASKS} tasks.`);
    const ids = new Set(present.map((task) => task.id));
    const byRef = refs(tasks, rows, present);
    const errors: FieldError[] = [];
    const pairs = tasks.flatMap((task, i) =>
      !inserted.has(rows[i]!.id)
        ? []
        : (task.dependsOn ?? []).flatMap((name, j) => {
            const dependsOnId = byRef.get(name) ?? (ids.has(name) ? name : undefined);
            if (dependsOnId) return [{ taskId: rows[i]!.id, dependsOnId }];
            errors.push({ pointer: `/tasks/${i}/dependsOn/${j}`, detail: 'is no task of this case' });
            return [];
          }),
    );
    if (errors.length > 0) throw invalidInput(errors);
    if (pairs.length > 0) await this.depend(tx, to.id, [...inserted], pairs);
    return rows.filter((row) => inserted.has(row.id)).map((row) => row.id);
  }

  /** Whether the case, which the caller holds, can have so many more. */
  async haveRoom(tx: EntityManager, caseId: string, more: number): Promise<boolean> {
    return (await tx.countBy(Task, { caseId })) + more <= MAX_TASKS;
  }

  /** Changes what is named, if the task is still the one that was read. @throws NotFoundError, StaleVersionError, CaseClosedError, InvalidInputError, DependencyCycleError */
  async change(
    actor: Actor,
    caseId: string,
    id: string,
    version: number,
    { dependsOn, due, ...change }: Partial<TaskInput>,
  ): Promise<ListedTask> {
    return this.within(caseId, id, async (tx, task, subject) => {
      subject.assertOpen();
      assertVersion(task, version);
      await this.assertPeople(tx, [{ ...change, due: due ?? null }], () => '');
      Object.assign(task, change, due === undefined ? {} : dueOf(due, subject.openedAt));
      task.touch(this.clock.now());
      await tx.update(Task, { id }, task);
      if (dependsOn) await this.setDependsOn(tx, caseId, id, dependsOn);
      const details = { taskId: id, title: task.title, change: { ...change, due, dependsOn } };
      await this.audit.record(tx, actor, { action: 'case.task_changed', subjectId: caseId, caseId, details });
    });
  }

  /**
   * Moves a task on. It is completed while others that it waits for are open only with a reason, which is recorded.
   * @throws NotFoundError, IllegalTransitionError, TaskWaitsError, CaseClosedError
   */
  async move(
    actor: Actor,
    caseId: string,
    id: string,
    { status, forceReason }: { status: TaskStatus; forceReason?: string },
  ): Promise<ListedTask> {
    return this.within(caseId, id, async (tx, task, subject) => {
      subject.assertOpen();
      const from = task.status;
      task.move(status, this.clock.now());
      const [{ dependsOn } = { dependsOn: [] }] = await tasksOf(tx, caseId, { limit: 1, ids: [id] });
      const open = dependsOn.filter((one) => one.status !== 'Completed' && one.status !== 'Cancelled');
      if (status === 'Completed' && open.length > 0 && !forceReason)
        throw new TaskWaitsError(`It waits for: ${open.map((one) => one.title).join('; ')}.`, {
          tasks: open,
        });
      await tx.update(Task, { id }, task);
      const details = {
        taskId: id,
        title: task.title,
        from,
        to: status,
        ...(forceReason ? { forceReason } : {}),
      };
      await this.audit.record(tx, actor, { action: 'case.task_moved', subjectId: caseId, caseId, details });
    });
  }

  /** Makes the actor its owner, if nobody else is; said twice it is done once. @throws NotFoundError, TakenError, CaseClosedError */
  async take(actor: Actor, caseId: string, id: string): Promise<ListedTask> {
    return this.within(caseId, id, async (tx, task, subject) => {
      subject.assertOpen();
      if (task.ownerId === actor.id) return;
      if (task.ownerId) throw new TakenError('Somebody else has this task.', { ownerId: task.ownerId });
      task.ownerId = actor.id;
      task.touch(this.clock.now());
      await tx.update(Task, { id }, task);
      const details = { taskId: id, title: task.title };
      await this.audit.record(tx, actor, { action: 'case.task_taken', subjectId: caseId, caseId, details });
    });
  }

  /** Writes down what was done; also of a task that has ended. @throws NotFoundError */
  async log(actor: Actor, caseId: string, id: string, text: string): Promise<TaskLogEntry> {
    return this.db.transaction(async (tx) => {
      const task = await findTask(tx, caseId, id);
      const author = { authorId: actor.id, authorName: actor.name };
      const entry = { id: uuidv7(), taskId: id, text, ...author, writtenAt: this.clock.now() };
      await tx.insert(TaskLogEntry, entry);
      const details = { taskId: id, title: task.title, entryId: entry.id };
      await this.audit.record(tx, actor, { action: 'case.task_logged', subjectId: caseId, caseId, details });
      return entry;
    });
  }

  /** In order of writing. @throws NotFoundError */
  async logOf(caseId: string, id: string, o: Portion): Promise<Page<TaskLogEntry>> {
    await findTask(this.db.manager, caseId, id);
    const query = this.db.manager.getRepository(TaskLogEntry);
    const after = o.cursor ? { id: MoreThan(String(decodeCursor(o.cursor, 1)[0])) } : {};
    const rows = await query.find({
      where: { taskId: id, ...after },
      order: { id: 'ASC' },
      take: o.limit + 1,
    });
    return toPage(
      rows,
      o.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** The tasks of a case in their order. @throws NotFoundError */
  async list(caseId: string, o: Portion): Promise<Page<ListedTask>> {
    await findById(this.db.manager, Case, caseId);
    const [position, id] = o.cursor ? decodeCursor(o.cursor, 2) : [];
    const after = position === undefined ? {} : { after: [Number(position), String(id)] as const };
    const rows = await tasksOf(this.db.manager, caseId, { limit: o.limit + 1, ...after });
    return toPage(
      rows,
      o.limit,
      (row) => [row.position, row.id],
      (row) => row,
    );
  }

  /** Open tasks of all cases by when they are due. */
  async open(filter: TaskFilter, o: Portion): Promise<Page<ListedTask>> {
    const after = o.cursor ? { after: decodeCursor(o.cursor, 2).map(String) as [string, string] } : {};
    const rows = await openTasks(this.db.manager, filter, { limit: o.limit + 1, ...after });
    return toPage(
      rows,
      o.limit,
      (row) => [row.due, row.id],
      (row) => row,
    );
  }

  private async within(
    caseId: string,
    id: string,
    act: (tx: EntityManager, task: Task, subject: Case) => Promise<void>,
  ): Promise<ListedTask> {
    return this.db.transaction(async (tx) => {
      const subject = await lockById(tx, Case, caseId);
      await act(tx, await findTask(tx, caseId, id), subject);
      return (await tasksOf(tx, caseId, { limit: 1, ids: [id] }))[0]!;
    });
  }

  private async setDependsOn(
    tx: EntityManager,
    caseId: string,
    id: string,
    dependsOn: readonly string[],
  ): Promise<void> {
    const known = new Set(
      (await tx.find(Task, { select: { id: true }, where: { caseId } })).map((one) => one.id),
    );
    const errors = dependsOn.flatMap((other, i) =>
      known.has(other) ? [] : [{ pointer: `/dependsOn/${i}`, detail: 'is no task of this case' }],
    );
    if (errors.length > 0) throw invalidInput(errors);
    const pairs = dependsOn.map((dependsOnId) => ({ taskId: id, dependsOnId }));
    await this.depend(tx, caseId, [id], pairs);
  }

  /** @throws DependencyCycleError */
  private async depend(
    tx: EntityManager,
    caseId: string,
    taskIds: readonly string[],
    pairs: readonly { taskId: string; dependsOnId: string }[],
  ): Promise<void> {
    const all = await dependenciesOf(tx, caseId);
    for (const id of taskIds) all.set(id, []);
    for (const { taskId, dependsOnId } of pairs) all.get(taskId)!.push(dependsOnId);
    const taskId = findCycle(all);
    if (taskId) throw new DependencyCycleError('A task would wait for itself.', { taskId });
    await setDependencies(tx, taskIds, pairs);
  }

  private async assertPeople(
    tx: EntityManager,
    tasks: readonly Pick<TaskInput, 'ownerId' | 'teamId' | 'due'>[],
    at: (i: number) => string,
  ): Promise<void> {
    const of = (name: 'ownerId' | 'teamId') =>
      tasks.flatMap((task, i) => (task[name] ? [{ id: task[name], pointer: `${at(i)}/${name}` }] : []));
    await Promise.all([
      this.users.assertAssignable(tx, of('ownerId')),
      this.teams.assertAssignable(tx, of('teamId')),
    ]);
    tasks.forEach((task, i) => {
      if (task.due?.zone) assertZone(task.due.zone, `${at(i)}/due/zone`);
    });
  }
}

/** What the names of a request stand for: its own `ref`s, and playbook keys of tasks that the case had already. */
function refs(
  tasks: readonly NewTask[],
  rows: readonly NewTaskRow[],
  present: readonly Pick<Task, 'id' | 'playbookKey'>[],
): Map<string, string> {
  const kept = new Map(present.map((task) => [task.playbookKey, task.id]));
  return new Map(
    tasks.flatMap(({ ref, playbookKey }, i) =>
      ref ? [[ref, (playbookKey && kept.get(playbookKey)) ?? rows[i]!.id] as const] : [],
    ),
  );
}

/** @throws NotFoundError */
async function findTask(db: EntityManager, caseId: string, id: string): Promise<Task> {
  const task = await db.findOneBy(Task, { id, caseId });
  if (!task) throw new NotFoundError(`The case has no task with the id ${id}.`);
  return task;
}

function dueOf(
  due: TaskDue | null | undefined,
  openedAt: Date,
): Pick<Task, 'dueAt' | 'dueZone' | 'dueInHours'> {
  const inHours = due?.inHours ?? null;
  const at = inHours === null ? (due?.at ?? null) : new Date(openedAt.getTime() + inHours * HOUR);
  return { dueAt: at, dueZone: at ? (due?.zone ?? 'UTC') : null, dueInHours: inHours };
}

const rowOf = (task: NewTask, openedAt: Date, position: number): NewTaskRow => ({
  id: uuidv7(),
  title: task.title,
  description: task.description ?? '',
  groupName: task.groupName ?? '',
  ownerId: task.ownerId ?? null,
  teamId: task.teamId ?? null,
  ...dueOf(task.due, openedAt),
  isMandatory: task.isMandatory ?? false,
  position: task.position ?? position,
  playbookKey: task.playbookKey ?? null,
});
