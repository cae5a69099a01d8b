import type { EntityManager } from 'typeorm';
import { timed, UnavailableError } from '@app/platform';
import type { CasePart } from './case-part';

/** How long one look may take, ms. */
const LOOK_MS = 30_000;

/** A line of an export. */
export interface PartRow {
  part: string;
  line: string;
  keys: string[];
}

/** Rows of a part to read: so many at most, after the one given. */
export interface PartLook {
  part: CasePart;
  limit: number;
  after?: readonly string[];
}

/** The next rows of each of these parts, each in its order; one statement, in a transaction of its own. */
export async function rowsOf(
  db: EntityManager,
  ids: { caseId: string; family: readonly string[] },
  looks: readonly PartLook[],
): Promise<PartRow[]> {
  const values: unknown[] = [ids.caseId, ids.family];
  const selects = looks.map(({ part, limit, after }) => {
    const columns = part.keys.map(({ column }) => column).join(', ');
    const behind = after
      ? ` AND (${columns}) > (${part.keys.map(({ type }, i) => `$${values.push(after[i])}::${type}`).join(', ')})`
      : '';
    const members = Object.entries(part.members).map(([name, sql]) => `'${name}', ${sql}`);
    return `(SELECT '${part.name}' AS part, json_build_object(${members.join(', ')})::text AS line,
        ARRAY[${part.keys.map(({ column }) => `${column}::text`).join(', ')}] AS keys,
        row_number() OVER (ORDER BY ${columns}) AS place
      FROM ${part.from}${behind} ORDER BY ${columns} LIMIT ${Math.trunc(limit)})`;
  });
  // PostgreSQL wants to know of both what they are, also where a part names one of them alone.
  const all = `SELECT part, line, keys FROM (${selects.join(' UNION ALL ')}) p
    WHERE $1::uuid IS NOT NULL AND $2::uuid[] IS NOT NULL ORDER BY part, place`;
  const tooLong = (seconds: number): Error =>
    new UnavailableError(`The record did not give a part of the case within ${seconds} seconds.`);
  return timed(db, { timeMs: LOOK_MS, tooLong }, (tx) => tx.query<PartRow[]>(all, values));
}
