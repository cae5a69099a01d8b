import type { EntityManager } from 'typeorm';
import type { Unit } from '../phrase';

/** What can be measured of a case. */
export const MEASURE_NAMES = [
  'accounts.confirmed',
  'exchanges.campaign',
  'exchanges.all',
  'activity.first_day',
  'activity.last_day',
] as const;
export type MeasureName = (typeof MEASURE_NAMES)[number];

/** The sets and the window that a value is counted over, frozen when it is computed. */
export interface MeasureParameters {
  caseId: string;
  /** Parameters of the snapshot, as the usage engine wants them. */
  snapshot_imports: number[];
  /** SHA-256 of the set of confirmed accounts. */
  accounts: string;
  /** SHA-256 of the set of API keys that carry cover traffic. */
  cover: string;
  /** First UTC day that counts and the first that does not any more; the snapshot's own bounds are far outside. */
  from: string;
  to: string;
}

/** A question whose answer is one value; `record` is the database of the record, `engine` the usage engine. */
export interface MeasureQuery {
  store: 'engine' | 'record';
  /** Must select one row with a column `value`. In the engine by name, in the record by `$1` = case. */
  sql: string;
}

/** A figure that prose may cite: what it counts in words, how, and another way to count it. */
export interface Measure {
  name: MeasureName;
  unit: Unit;
  /** What is counted and what is not, as a letter's footnote would say it. */
  countingRule: string;
  query: MeasureQuery;
  /** Counts the same by another way: other table first, other aggregation. Both must agree. */
  secondQuery: MeasureQuery;
}

/** Asks one query with the frozen parameters. @throws Error when the answer is not one value */
export async function askValue(
  ask: (sql: string, params: Record<string, unknown>) => Promise<{ value: string | number | null }[]>,
  record: EntityManager,
  { store, sql }: MeasureQuery,
  parameters: MeasureParameters,
): Promise<string | null> {
  const rows =
    store === 'engine'
      ? await ask(sql, { ...parameters })
      : await record.query<{ value: string | number | null }[]>(sql, [parameters.caseId]);
  if (rows.length > 1) throw new Error('a measure must have one value');
  const value = rows[0]?.value ?? null;
  return value === null ? null : String(value);
}
