import type { EntityManager } from 'typeorm';
import { invalidInput, sendBehind } from '@app/platform';
import type { Case } from './case.entity';
import type { CasePhase, CaseStage } from './case-stage';
import type { CaseKind } from './case-terms';

/** How a list of cases is sorted: by number, by last change, by severity and then number; always the highest first. */
export const CASE_SORTS = ['newest', 'updated', 'severity'] as const;
export type CaseSort = (typeof CASE_SORTS)[number];

/** Which cases a list shows; merged ones are found through the case they went into. */
export interface CaseFilter {
  stage?: CaseStage;
  phase?: CasePhase;
  kind?: CaseKind;
  severity?: number;
  /** Null lists the cases that nobody has. */
  ownerId?: string | null;
  teamId?: string;
  tag?: string;
}

const COLUMNS: Readonly<Record<keyof Omit<CaseFilter, 'tag'>, string>> = {
  stage: 'stage',
  phase: 'phase',
  kind: 'kind',
  severity: 'severity',
  ownerId: 'owner_id',
  teamId: 'team_id',
};

// A microsecond is lost in a JavaScript date: the cursor carries the database's own text.
const SORT_KEYS: Readonly<Record<CaseSort, { order: string; key: string; after: string }>> = {
  newest: { order: 'number DESC', key: `number::text`, after: 'number < $1::int' },
  updated: {
    order: 'updated_at DESC, number DESC',
    key: `updated_at::text`,
    after: '(updated_at, number) < ($1::timestamptz, $2::int)',
  },
  severity: {
    order: 'severity DESC, number DESC',
    key: `severity::text`,
    after: '(severity, number) < ($1::smallint, $2::int)',
  },
};

/** The sort key of a cursor, if it can be one of this list. @throws InvalidInputError */
export function cursorKey(sort: CaseSort, key: string): string {
  const isOne = sort === 'updated' ? !Number.isNaN(Date.parse(key)) : /^\d{1,9}$/.test(key);
  if (!isOne) throw invalidInput([{ pointer: '?cursor', detail: 'is not a cursor of this list' }]);
  return key;
}

/** Ids of cases in order with their sort keys, after the key given. */
export async function caseIds(
  db: EntityManager,
  filter: CaseFilter,
  o: { sort: CaseSort; limit: number; after?: readonly [string, number] },
): Promise<{ id: string; number: number; key: string }[]> {
  const sort = SORT_KEYS[o.sort];
  const values: unknown[] = [];
  const where = ['merged_into_id IS NULL'];
  if (o.after) {
    values.push(...(o.sort === 'newest' ? [o.after[1]] : o.after));
    where.push(sort.after);
  }
  for (const [name, column] of Object.entries(COLUMNS)) {
    const value = filter[name as keyof CaseFilter];
    if (value === null) where.push(`${column} IS NULL`);
    else if (value !== undefined) where.push(`${column} = $${values.push(value)}`);
  }
  if (filter.tag !== undefined) where.push(`tags @> ARRAY[$${values.push(filter.tag)}]::text[]`);
  return db.query<{ id: string; number: number; key: string }[]>(
    `SELECT id, number, ${sort.key} AS key FROM cases WHERE ${where.join(' AND ')}
     ORDER BY ${sort.order} LIMIT $${values.push(o.limit)}`,
    values,
  );
}

/** Writes all that people can change or move of these cases, in one statement however many they are. */
export async function saveCases(tx: EntityManager, cases: readonly Case[]): Promise<void> {
  await sendBehind(
    tx,
    `UPDATE cases c SET kind = t.kind, title = t.title, summary = t.summary, severity = t.severity, tlp = t.tlp,
       pap = t.pap, stage = t.stage, phase = t.phase, owner_id = t.owner_id, team_id = t.team_id, tags = t.tags,
       custom_fields = t.custom_fields, resolution = t.resolution, impact = t.impact, is_derived = t.is_derived,
       in_progress_at = t.in_progress_at, on_hold_at = t.on_hold_at, closed_at = t.closed_at,
       first_closed_at = t.first_closed_at, updated_at = t.updated_at, version = t.version
     FROM jsonb_to_recordset($1::jsonb) AS t(id uuid, kind text, title text, summary text, severity smallint, tlp text,
       pap text, stage text, phase text, owner_id uuid, team_id uuid, tags text[], custom_fields jsonb, resolution text,
       impact text, is_derived boolean, in_progress_at timestamptz, on_hold_at timestamptz, closed_at timestamptz,
       first_closed_at timestamptz, updated_at timestamptz, version integer)
     WHERE c.id = t.id`,
    [
      JSON.stringify(
        cases.map((of) => ({
          id: of.id,
          kind: of.kind,
          title: of.title,
          summary: of.summary,
          severity: of.severity,
          tlp: of.tlp,
          pap: of.pap,
          stage: of.stage,
          phase: of.phase,
          owner_id: of.ownerId,
          team_id: of.teamId,
          tags: of.tags,
          custom_fields: of.customFields,
          resolution: of.resolution,
          impact: of.impact,
          is_derived: of.isDerived,
          in_progress_at: of.inProgressAt,
          on_hold_at: of.onHoldAt,
          closed_at: of.closedAt,
          first_closed_at: of.firstClosedAt,
          updated_at: of.updatedAt,
          version: of.version,
        })),
      ),
    ],
  );
}
