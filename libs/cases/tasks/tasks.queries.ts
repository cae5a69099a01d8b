import type { EntityManager } from 'typeorm';
import { sendBehind } from '@app/platform';
import type { TaskStatus } from './task-status';

/** A task as it is shown: with the tasks that it waits for. */
export interface ListedTask {
  id: string;
  caseId: string;
  caseNumber: number;
  title: string;
  description: string;
  groupName: string;
  ownerId: string | null;
  ownerName: string | null;
  teamId: string | null;
  dueAt: Date | null;
  dueZone: string | null;
  dueInHours: number | null;
  status: TaskStatus;
  isMandatory: boolean;
  position: number;
  playbookKey: string | null;
  startedAt: Date | null;
  endedAt: Date | null;
  version: number;
  dependsOn: { id: string; title: string; status: TaskStatus }[];
  /** When it is due as the database says it, for the order of lists. */
  due: string;
}

const SELECT = `SELECT t.id, t.case_id AS "caseId", c.number AS "caseNumber", t.title, t.description,
    t.group_name AS "groupName", t.owner_id AS "ownerId", u.name AS "ownerName", t.team_id AS "teamId",
    t.due_at AS "dueAt", t.due_zone AS "dueZone", t.due_in_hours AS "dueInHours", t.status,
    t.is_mandatory AS "isMandatory", t.position, t.playbook_key AS "playbookKey", t.started_at AS "startedAt",
    t.ended_at AS "endedAt", t.version, coalesce(t.due_at, 'infinity')::text AS due, coalesce(
      (SELECT jsonb_agg(jsonb_build_object('id', o.id, 'title', o.title, 'status', o.status) ORDER BY o.position, o.id)
       FROM case_task_dependencies d JOIN case_tasks o ON o.id = d.depends_on_id WHERE d.task_id = t.id), '[]') AS "dependsOn"
  FROM case_tasks t JOIN cases c ON c.id = t.case_id LEFT JOIN users u ON u.id = t.owner_id`;

/** The tasks of a case in their order, or those named. */
export async function tasksOf(
  db: EntityManager,
  caseId: string,
  o: { limit: number; ids?: readonly string[]; after?: readonly [number, string] },
): Promise<ListedTask[]> {
  return db.query<ListedTask[]>(
    `${SELECT} WHERE t.case_id = $1 AND ($2::uuid[] IS NULL OR t.id = ANY($2))
       AND ($3::int IS NULL OR (t.position, t.id) > ($3, $4::uuid))
     ORDER BY t.position, t.id LIMIT $5`,
    [caseId, o.ids ?? null, o.after?.[0] ?? null, o.after?.[1] ?? null, o.limit],
  );
}

/** Which tasks of all cases to list. */
export interface TaskFilter {
  /** Null lists the tasks that nobody has. */
  ownerId?: string | null;
  teamId?: string;
  status?: TaskStatus;
  dueBefore?: Date;
}

/** Open tasks of all cases but the merged ones, those due first before the others, after the one given. */
export async function openTasks(
  db: EntityManager,
  filter: TaskFilter,
  o: { limit: number; after?: readonly [string, string] },
): Promise<ListedTask[]> {
  const values: unknown[] = [];
  const where = ['t.ended_at IS NULL', 'c.merged_into_id IS NULL'];
  const and = (sql: string, value: unknown): void => {
    where.push(sql.replace('?', `$${values.push(value)}`));
  };
  if (filter.ownerId === null) where.push('t.owner_id IS NULL');
  else if (filter.ownerId) and('t.owner_id = ?', filter.ownerId);
  if (filter.teamId) and('t.team_id = ?', filter.teamId);
  if (filter.status) and('t.status = ?', filter.status);
  if (filter.dueBefore) and(`coalesce(t.due_at, 'infinity') < ?`, filter.dueBefore);
  if (o.after) {
    const [due, id] = [values.push(o.after[0]), values.push(o.after[1])];
    where.push(`(coalesce(t.due_at, 'infinity'), t.id) > ($${due}::timestamptz, $${id}::uuid)`);
  }
  return db.query<ListedTask[]>(
    `${SELECT} WHERE ${where.join(' AND ')}
     ORDER BY coalesce(t.due_at, 'infinity'), t.id LIMIT $${values.push(o.limit)}`,
    values,
  );
}

/** A row of `case_tasks` before it is written. */
export interface NewTaskRow {
  id: string;
  title: string;
  description: string;
  groupName: string;
  ownerId: string | null;
  teamId: string | null;
  dueAt: Date | null;
  dueZone: string | null;
  dueInHours: number | null;
  isMandatory: boolean;
  position: number;
  playbookKey: string | null;
}

/** Writes tasks of a case in one statement; a playbook's task that the case has already is left as it is. */
export async function insertTasks(
  tx: EntityManager,
  caseId: string,
  rows: readonly NewTaskRow[],
  by: string,
  now: Date,
): Promise<Set<string>> {
  const inserted: { id: string }[] = await tx.query(
    `INSERT INTO case_tasks (id, case_id, title, description, group_name, owner_id, team_id, due_at, due_zone,
       due_in_hours, status, is_mandatory, position, playbook_key, created_by, created_at, updated_at, version)
     SELECT t.id, $2, t."title", t."description", t."groupName", t."ownerId", t."teamId", t."dueAt", t."dueZone",
       t."dueInHours", 'Waiting', t."isMandatory", t."position", t."playbookKey", $3, $4, $4, 1
     FROM jsonb_to_recordset($1::jsonb) AS t(id uuid, "title" text, "description" text, "groupName" text,
       "ownerId" uuid, "teamId" uuid, "dueAt" timestamptz, "dueZone" text, "dueInHours" int, "isMandatory" boolean,
       "position" int, "playbookKey" text)
     ON CONFLICT ON CONSTRAINT uq_case_tasks_case_id_playbook_key DO NOTHING RETURNING id`,
    [JSON.stringify(rows), caseId, by, now],
  );
  return new Set(inserted.map((row) => row.id));
}

/** Which tasks of a case wait for which. */
export async function dependenciesOf(tx: EntityManager, caseId: string): Promise<Map<string, string[]>> {
  const rows: { task_id: string; on: string[] }[] = await tx.query(
    `SELECT d.task_id, array_agg(d.depends_on_id) AS on FROM case_task_dependencies d
     JOIN case_tasks t ON t.id = d.task_id WHERE t.case_id = $1 GROUP BY d.task_id`,
    [caseId],
  );
  return new Map(rows.map((row) => [row.task_id, row.on]));
}

/** Makes these, and no others, the dependencies of the tasks named. */
export async function setDependencies(
  tx: EntityManager,
  taskIds: readonly string[],
  pairs: readonly { taskId: string; dependsOnId: string }[],
): Promise<void> {
  await sendBehind(tx, 'DELETE FROM case_task_dependencies WHERE task_id = ANY($1::uuid[])', [taskIds]);
  await sendBehind(
    tx,
    `INSERT INTO case_task_dependencies (task_id, depends_on_id)
     SELECT DISTINCT t, d FROM unnest($1::uuid[], $2::uuid[]) AS p(t, d)`,
    [pairs.map((pair) => pair.taskId), pairs.map((pair) => pair.dependsOnId)],
  );
}

/** What keeps cases from closing: mandatory tasks that are open, and fields without a value. */
export interface Blockers {
  tasks: { id: string; title: string }[];
  fields: string[];
}

/** The blockers of these cases; a case without any is left out. */
export async function blockersOf(
  db: EntityManager,
  caseIds: readonly string[],
): Promise<Map<string, Blockers>> {
  const rows: { id: string; tasks: Blockers['tasks']; fields: string[] }[] = await db.query(
    `SELECT c.id, coalesce(
         (SELECT jsonb_agg(jsonb_build_object('id', t.id, 'title', t.title) ORDER BY t.position, t.id)
          FROM case_tasks t WHERE t.case_id = c.id AND t.is_mandatory AND t.ended_at IS NULL), '[]') AS tasks,
       ARRAY(
         SELECT f.key FROM custom_fields f
         WHERE f.archived_at IS NULL AND c.kind = ANY(f.kinds) AND NOT c.custom_fields ? f.key
           AND (f.is_required_to_close OR EXISTS (
             SELECT FROM case_playbooks cp JOIN playbooks p ON p.id = cp.playbook_id
             WHERE cp.case_id = c.id AND p.kind = c.kind AND f.key = ANY(p.required_fields)))
         ORDER BY f.position, f.key) AS fields
     FROM cases c WHERE c.id = ANY($1::uuid[])`,
    [caseIds],
  );
  return new Map(
    rows
      .filter((row) => row.tasks.length > 0 || row.fields.length > 0)
      .map(({ id, tasks, fields }) => [id, { tasks, fields }]),
  );
}
