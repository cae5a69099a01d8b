import type { EntityManager } from 'typeorm';
import { timed } from '@app/platform';
import type { SearchedKind } from '../fields/field';
import type { Compiled } from '../language/compile-query';
import { cutOf, lookingFor } from '../search.queries';
import type { ExportColumn } from './export-columns';

/** How long one portion may take, ms: an export may look longer than a person waits, but no connection is held longer. */
const PORTION_MS = 30_000;

/** A row of an export. */
export interface ExportedRow {
  /** In the order of the columns; of an export as CSV. */
  values?: unknown[];
  /** The row as JSON, with the columns in their order; of an export as NDJSON. */
  line?: string;
  keys: string[];
}

/** What to read of a kind, and after what. */
export interface ExportCut {
  kind: SearchedKind;
  compiled: Compiled;
  columns: readonly ExportColumn[];
  limit: number;
  after?: readonly string[];
}

/** The next rows of an export, `limit` at most; a transaction of its own. @throws SearchTooBroadError */
export async function exportedRows(
  db: EntityManager,
  format: 'csv' | 'ndjson',
  { kind, compiled, columns, limit, after }: ExportCut,
): Promise<ExportedRow[]> {
  const values = [...compiled.values];
  const sort = Object.keys(kind.sorts)[0]!;
  const { order, rows } = cutOf({ kind, compiled, sort, limit, ...(after ? { after } : {}) }, values);
  const row =
    format === 'csv'
      ? `jsonb_build_array(${columns.map(({ sql }) => sql).join(', ')}) AS values`
      : // Not jsonb, which has an order of its own.
        `json_build_object(${columns.map(({ name, sql }) => `'${name}', ${sql}`).join(', ')})::text AS line`;
  const keys = kind.sorts[sort]!.keys.map((key) => `${key.column}::text`).join(', ');
  return timed(db, lookingFor(PORTION_MS), (tx) =>
    tx.query<ExportedRow[]>(`SELECT ${row}, ARRAY[${keys}] AS keys FROM ${rows} ORDER BY ${order}`, values),
  );
}
