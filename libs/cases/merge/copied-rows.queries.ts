import type { CopiedKind } from './merge-outcome';

/** What somebody says of a row and may say anew: a row where it is another than the merges made it was changed since. */
interface Verdict {
  columns: readonly string[];
  /** Which counts of several: the one that is later by this column; without it the origin's. */
  later?: string;
  /** The column with the verdict itself, where two that differ are told. */
  says?: string;
}

/** A table whose rows a merge copies into the survivor, by what names a row within its case and what it says. */
interface CopiedTable {
  kind: CopiedKind;
  table: string;
  key: readonly string[];
  /** How the row came to be; the survivor's own counts, then that of the case merged first. */
  origin: readonly string[];
  /** Each is compared, overruled and given back by itself. */
  verdicts: readonly Verdict[];
}

/** A new column of these tables is named here, and goes along. */
const COPIED: readonly CopiedTable[] = [
  {
    kind: 'account',
    table: 'case_accounts',
    key: ['account_id'],
    origin: ['source', 'source_kind', 'source_ref', 'added_at'],
    verdicts: [
      { columns: ['status', 'reason', 'decided_by', 'decided_at'], later: 'decided_at', says: 'status' },
      { columns: ['share', 'share_basis', 'share_by', 'share_at'], later: 'share_at' },
    ],
  },
  {
    kind: 'source',
    table: 'case_account_sources',
    key: ['account_id', 'kind', 'ref'],
    origin: ['source', 'added_by', 'added_at'],
    verdicts: [],
  },
  {
    kind: 'key',
    table: 'case_api_keys',
    key: ['api_key_id'],
    origin: [],
    verdicts: [
      {
        columns: ['account_id', 'verdict', 'reason', 'decided_by', 'decided_at'],
        later: 'decided_at',
        says: 'verdict',
      },
    ],
  },
  {
    kind: 'entity',
    table: 'case_entities',
    key: ['kind', 'value'],
    origin: ['source', 'reason', 'added_by', 'added_at'],
    verdicts: [{ columns: ['retracted_by', 'retracted_at', 'retracted_reason'], later: 'retracted_at' }],
  },
  {
    kind: 'violation',
    table: 'case_violations',
    key: ['clause_id'],
    origin: ['found_by', 'found_at'],
    verdicts: [],
  },
  {
    kind: 'member',
    table: 'case_members',
    key: ['user_id'],
    origin: ['added_by', 'added_at'],
    verdicts: [{ columns: ['part'] }],
  },
  {
    kind: 'playbook',
    table: 'case_playbooks',
    key: ['playbook_id'],
    origin: ['applied_by', 'applied_at'],
    verdicts: [],
  },
];

const of = (row: string, columns: readonly string[]): string =>
  columns.map((column) => `${row}.${column}`).join(', ');
const sameKey = (a: string, b: string, { key }: CopiedTable): string =>
  key.map((column) => `${a}.${column} = ${b}.${column}`).join(' AND ');
/** The key as one text that no other key has. */
const named = (row: string, { key }: CopiedTable): string =>
  key.length === 1 ? `${row}.${key[0]!}::text` : `jsonb_build_array(${of(row, key)})::text`;
/**
 * The row of the case that has the key of `as`, looked up by the primary key, and its place in the table. Until a large
 * import has been analysed the planner takes it for a handful of rows and would compare each with each.
 */
const rowOf = (caseId: string, as: string, t: CopiedTable): string =>
  `(SELECT y.*, y.ctid AS place FROM ${t.table} y WHERE y.case_id = ${caseId} AND ${sameKey('y', as, t)} OFFSET 0)`;
const latest = ({ later }: Verdict, row: string): string =>
  later ? `${row}.${later} DESC NULLS LAST, ` : '';
const anyOf = (conditions: readonly string[]): string =>
  conditions.length > 0 ? conditions.map((one) => `(${one})`).join(' OR ') : 'false';
const overruling = (t: CopiedTable): Verdict[] => t.verdicts.filter(({ later }) => later);
/** Each verdict that can be overruled as `row` has it, where `given` is the later one. */
const overruled = (
  t: CopiedTable,
  given: string,
  row: string,
  onlyIf: (at: number) => string = () => 'true',
) => {
  const newer = (v: Verdict): string =>
    `${onlyIf(t.verdicts.indexOf(v))} AND ${given}.${v.later} > coalesce(${row}.${v.later}, '-infinity')`;
  return {
    sets: overruling(t)
      .flatMap((v) =>
        v.columns.map(
          (column) => `${column} = CASE WHEN ${newer(v)} THEN ${given}.${column} ELSE ${row}.${column} END`,
        ),
      )
      .join(', '),
    where: anyOf(overruling(t).map(newer)),
  };
};

/** Whether a merge that stands made the row what it says. */
function isBrought(t: CopiedTable): string {
  const held = (
    verdict?: Verdict,
  ): string => `EXISTS (SELECT FROM standing k JOIN ${t.table} x ON x.case_id = k.from_id
            WHERE ${sameKey('x', 's', t)}${
              verdict
                ? ` AND ROW(${of('x', verdict.columns)}) IS NOT DISTINCT FROM ROW(${of('s', verdict.columns)})`
                : ''
            })`;
  return t.verdicts.length === 0 ? held() : t.verdicts.map(held).join(' AND ');
}

/**
 * Copies the rows of the cases in `m` (id, from_id, place) into $3. What the survivor itself held of them is written
 * down first; what it holds only because of the merges in `standing` (id, from_id) is not its own.
 */
function copyRows(t: CopiedTable): string {
  const columns = [...t.key, ...t.origin, ...t.verdicts.flatMap((verdict) => verdict.columns)];
  const { sets, where } = overruled(t, 'excluded', 's');
  const told = t.verdicts.find(({ says }) => says);
  const differ = told
    ? `s.${told.says} <> i.${told.says} AND s.${told.later} IS NOT NULL AND i.${told.later} IS NOT NULL`
    : 'false';
  const picked = [
    ...t.origin.map((column) => `first_value(i.${column}) OVER first`),
    ...t.verdicts.flatMap((verdict, at) =>
      verdict.columns.map((column) => `first_value(i.${column}) OVER verdict_${at}`),
    ),
  ];
  const windows = [
    `first AS (PARTITION BY ${of('i', t.key)} ORDER BY i.place)`,
    ...t.verdicts.map(
      (verdict, at) =>
        `verdict_${at} AS (PARTITION BY ${of('i', t.key)} ORDER BY ${latest(verdict, 'i')}i.place)`,
    ),
  ];
  return `
    ${t.kind}_in AS MATERIALIZED (
      SELECT m.id AS merge_id, m.place, x.* FROM m JOIN ${t.table} x ON x.case_id = m.from_id),
    ${t.kind}_both AS MATERIALIZED (
      SELECT i.merge_id, ${named('s', t)} AS key, ${differ} AS differs,
        CASE WHEN ${isBrought(t)}
          THEN (SELECT r.before FROM standing k JOIN case_merge_rows r ON r.merge_id = k.id
                WHERE r.kind = '${t.kind}' AND r.key = ${named('s', t)} ORDER BY k.id DESC LIMIT 1)
          ELSE to_jsonb(s) - 'place' END AS before
      FROM ${t.kind}_in i CROSS JOIN LATERAL ${rowOf('$3', 'i', t)} s),
    ${t.kind}_own AS (
      INSERT INTO case_merge_rows (merge_id, kind, key, before)
      SELECT merge_id, '${t.kind}', key, before FROM ${t.kind}_both WHERE before IS NOT NULL),
    ${t.kind}_copied AS (
      INSERT INTO ${t.table} AS s (case_id, ${columns.join(', ')})
      SELECT DISTINCT ON (${of('i', t.key)}) ${['$3::uuid', of('i', t.key), ...picked].join(', ')} FROM ${t.kind}_in i
      WINDOW ${windows.join(', ')}
      ORDER BY ${of('i', t.key)}
      ON CONFLICT ON CONSTRAINT pk_${t.table} DO ${sets ? `UPDATE SET ${sets} WHERE ${where}` : 'NOTHING'}
      RETURNING 1),
    ${t.kind}_count AS (
      SELECT m.id AS merge_id, jsonb_build_object('${t.kind}', jsonb_build_object(
        'added', (SELECT count(*) FROM ${t.kind}_in i WHERE i.merge_id = m.id)
          - (SELECT count(*) FROM ${t.kind}_both b WHERE b.merge_id = m.id),
        'both', (SELECT count(*) FROM ${t.kind}_both b WHERE b.merge_id = m.id))) AS counts
      FROM m)`;
}

/**
 * Takes out of $3 what only the merge $1 of the case $2 had brought, and gives what others hold too back the words of
 * the survivor's own and of the merges that still stand. A row that somebody changed since stays as it is, and a later
 * verdict on it goes along into the reopened case. `standing` (id, from_id) has the undone merge too.
 */
function returnRows(t: CopiedTable): string {
  const gone = 'c.merge_id IS DISTINCT FROM $1::uuid';
  const fields = (from: string, columns: readonly string[]): string[] =>
    columns.map((column) => `(${from}).${column}`);
  const pairs = [
    ...t.origin.map((column) => [column, `(d.first).${column}`] as const),
    ...t.verdicts.flatMap((verdict, at) =>
      verdict.columns.map((column) => [column, `(d.best_${at}).${column}`] as const),
    ),
  ];
  const words = t.verdicts.flatMap((verdict, at) => {
    const order = `array_agg(c.x ORDER BY ${latest(verdict, '(c.x)')}c.merge_id NULLS FIRST)`;
    return [`(${order})[1] AS together_${at}`, `(${order} FILTER (WHERE ${gone}))[1] AS best_${at}`];
  });
  const changes = t.verdicts.map(
    ({ columns }, at) =>
      `ROW(${of('s', columns)}) IS DISTINCT FROM ROW(${fields(`w.together_${at}`, columns).join(', ')})`,
  );
  const decided = [
    ...t.verdicts.map((_, at) => `w.best_${at}`),
    ...changes.map((change, at) => `${change} AS is_changed_${at}`),
    `${anyOf(changes)} AS is_changed`,
  ];
  const { sets, where } = overruled(t, 'd', 'f', (at) => `d.is_changed_${at}`);
  const carried = sets
    ? `UPDATE ${t.table} f SET ${sets}
       FROM (SELECT d.*, g.place AS own_place FROM ${t.kind}_decided d
         CROSS JOIN LATERAL ${rowOf('$2', 'd', t)} g WHERE d.is_changed OFFSET 0) d
       WHERE f.ctid = d.own_place AND (${where}) RETURNING 1`
    : 'SELECT 1 WHERE false';
  return `
    ${t.kind}_asked AS MATERIALIZED (
      SELECT ${of('f', t.key)} FROM ${t.table} f CROSS JOIN LATERAL ${rowOf('$3', 'f', t)} s WHERE f.case_id = $2),
    ${t.kind}_all AS (
      SELECT NULL::uuid AS merge_id, jsonb_populate_record(NULL::${t.table}, own.before) AS x
      FROM ${t.kind}_asked q CROSS JOIN LATERAL (
        SELECT r.before FROM standing k JOIN case_merge_rows r ON r.merge_id = k.id
        WHERE r.kind = '${t.kind}' AND r.key = ${named('q', t)} ORDER BY k.id DESC LIMIT 1) own
      UNION ALL
      SELECT given.id, given.x FROM ${t.kind}_asked q CROSS JOIN LATERAL (
        SELECT k.id, x FROM standing k JOIN ${t.table} x ON x.case_id = k.from_id AND ${sameKey('x', 'q', t)}
        OFFSET 0) given),
    ${t.kind}_words AS MATERIALIZED (
      SELECT ${[...t.key.map((column) => `(c.x).${column}`), ...words].join(', ')},
        (array_agg(c.x ORDER BY c.merge_id NULLS FIRST) FILTER (WHERE ${gone}))[1] AS first,
        count(*) FILTER (WHERE ${gone}) AS others
      FROM ${t.kind}_all c GROUP BY ${t.key.map((column) => `(c.x).${column}`).join(', ')}),
    ${t.kind}_decided AS MATERIALIZED (
      SELECT s.*, w.first, w.others, ${decided.join(', ')}
      FROM ${t.kind}_words w CROSS JOIN LATERAL ${rowOf('$3', 'w', t)} s),
    ${t.kind}_removed AS (
      DELETE FROM ${t.table} s USING ${t.kind}_decided d
      WHERE s.ctid = d.place AND NOT d.is_changed AND d.others = 0 RETURNING 1),
    ${t.kind}_restored AS (
      ${
        pairs.length === 0
          ? 'SELECT 1 WHERE false'
          : `UPDATE ${t.table} s SET ${pairs.map(([column, value]) => `${column} = ${value}`).join(', ')}
      FROM ${t.kind}_decided d WHERE s.ctid = d.place AND NOT d.is_changed AND d.others > 0
        AND ROW(${of(
          's',
          pairs.map(([column]) => column),
        )}) IS DISTINCT FROM ROW(${pairs.map(([, value]) => value).join(', ')})
      RETURNING 1`
      }),
    ${t.kind}_carried AS (${carried}),
    ${t.kind}_count AS (
      SELECT jsonb_build_object('${t.kind}', jsonb_build_object(
        'removed', (SELECT count(*) FROM ${t.kind}_removed),
        'restored', (SELECT count(*) FROM ${t.kind}_restored),
        'kept', (SELECT count(*) FROM ${t.kind}_decided WHERE NOT is_changed AND others > 0)
          - (SELECT count(*) FROM ${t.kind}_restored),
        'changed', (SELECT count(*) FROM ${t.kind}_decided WHERE is_changed),
        'carried', (SELECT count(*) FROM ${t.kind}_carried))) AS counts)`;
}

/** The CTEs that copy all tables, each ending in `<kind>_count` (merge_id, counts). */
export const COPY_ALL = COPIED.map(copyRows).join(',');

/** The CTEs that take the copies back, each ending in `<kind>_count` (counts). */
export const RETURN_ALL = COPIED.map(returnRows).join(',');

/** Counts of all copies of the merge named by `merge`, as one object. */
export const copyCounts = (merge: string): string =>
  COPIED.map(({ kind }) => `(SELECT counts FROM ${kind}_count WHERE merge_id = ${merge})`).join(' || ');

/** Counts of all copies taken back, as one object. */
export const RETURN_COUNTS = COPIED.map(({ kind }) => `(SELECT counts FROM ${kind}_count)`).join(' || ');

/** On how many accounts and keys the verdicts of the merge named by `merge` and of the survivor differed. */
export const differingVerdicts = (merge: string): string =>
  COPIED.filter(({ verdicts }) => verdicts.some(({ says }) => says))
    .map(({ kind }) => `(SELECT count(*) FROM ${kind}_both WHERE merge_id = ${merge} AND differs)`)
    .join(' + ');
