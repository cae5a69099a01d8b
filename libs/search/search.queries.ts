import type { EntityManager } from 'typeorm';
import { timed } from '@app/platform';
import type { SearchedKind, SearchKind, SortKey } from './fields/field';
import type { Compiled } from './language/compile-query';
import { SearchTooBroadError } from './search.problems';

/** How long the database may look, ms; a person waits no longer, and an unbounded look would take it from others. */
const LOOK_MS = 5_000;
/** Counted of each kind when all are searched. */
export const COUNTED = 100;

/** One thing that was found. */
export interface FoundRow {
  id: string;
  title: string;
  /** Where the words that were looked for may be. */
  text: string;
  caseId: string | null;
  caseNumber: number | null;
  /** By the names of the fields. */
  values: Record<string, unknown>;
  /** Its place in the order. */
  keys: string[];
}

/** What of a kind is asked for, in which order and after what. */
export interface Look {
  kind: SearchedKind;
  compiled: Compiled;
  sort: string;
  limit: number;
  after?: readonly string[];
  /** Names of the values that the caller sees. */
  shown: readonly string[];
}

/** Rows of a kind in their order, `limit` at most. @throws SearchTooBroadError */
export async function look(db: EntityManager, o: Look): Promise<FoundRow[]> {
  const values = [...o.compiled.values];
  const page = pageOf(o, values);
  return timed(db, lookingFor(LOOK_MS), (tx) => tx.query<FoundRow[]>(page, values));
}

/** The first rows of several kinds, each with how many there are as far as they were counted; one statement. @throws SearchTooBroadError */
export async function lookAtAll(
  db: EntityManager,
  looks: readonly Look[],
): Promise<{ kind: SearchKind; items: FoundRow[]; count: number }[]> {
  if (looks.length === 0) return [];
  const values: unknown[] = looks.flatMap((one) => one.compiled.values);
  const parts = looks.map((one) => {
    const counted = `SELECT FROM ${one.kind.from} WHERE ${one.compiled.where} LIMIT ${COUNTED + 1}`;
    return `SELECT '${one.kind.kind}' AS kind,
      coalesce((SELECT jsonb_agg(to_jsonb(p) ORDER BY p.place) FROM (${pageOf(one, values)}) p), '[]') AS items,
      (SELECT count(*)::int FROM (${counted}) counted) AS count`;
  });
  return timed(db, lookingFor(LOOK_MS), (tx) => tx.query(parts.join(' UNION ALL '), values));
}

function pageOf(o: Look, values: unknown[]): string {
  const { keys } = o.kind.sorts[o.sort]!;
  const { order, rows } = cutOf(o, values);
  const shown = o.shown.map((name) => `'${name}', ${o.kind.shown[name]!}`).join(', ');
  // The page is cut first, by keys alone; names and numbers of other things are looked up for what is on it.
  return `SELECT row_number() OVER (ORDER BY ${order})::int AS place, ${o.kind.id} AS id, ${o.kind.title} AS title,
      ${o.kind.text} AS text, ${o.kind.caseId} AS "caseId",
      (SELECT r.number FROM cases r WHERE r.id = ${o.kind.caseId}) AS "caseNumber",
      jsonb_build_object(${shown}) AS values, ARRAY[${keys.map((key) => `${key.column}::text`).join(', ')}] AS keys
    FROM ${rows} ORDER BY ${order}`;
}

/** The order of a look, and the rows that it cuts out under the kind's alias. */
export function cutOf(o: Omit<Look, 'shown'>, values: unknown[]): { order: string; rows: string } {
  const { direction, keys } = o.kind.sorts[o.sort]!;
  const order = keys.map((key) => `${key.column} ${direction}`).join(', ');
  const columns = keys.map((key) => key.column).join(', ');
  const after = o.after
    ? ` AND (${columns}) ${direction === 'ASC' ? '>' : '<'} (${keys
        .map((key, i) => `$${values.push(o.after![i])}::${key.type}`)
        .join(', ')})`
    : '';
  const cut = `SELECT * FROM ${o.kind.from} WHERE ${o.compiled.where}${after} ORDER BY ${order} LIMIT ${Math.trunc(o.limit)}`;
  return { order, rows: `(${cut}) ${o.kind.alias}` };
}

/** Whether a text can be a key of this type; a cursor comes from outside. */
export function isKey(key: SortKey, text: unknown): text is string {
  if (typeof text !== 'string' || text.includes('\0')) return false;
  switch (key.type) {
    case 'int':
      return /^\d{1,9}$/.test(text);
    case 'uuid':
      return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text);
    case 'timestamptz':
      return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/.test(text);
    case 'text':
      return true;
  }
}

/** How long a search may take: its problem says how to narrow it down. */
export const lookingFor = (timeMs: number): { timeMs: number; tooLong: (seconds: number) => Error } => ({
  timeMs,
  tooLong: (seconds) => new SearchTooBroadError(`The search was given up after ${seconds} seconds.`),
});
