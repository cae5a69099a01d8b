import type { EntityManager } from 'typeorm';
import type { AccountStatus } from '../case-terms';
import type { OriginKind } from './account-origin';
import type { CaseAccount } from './case-account.entity';

/** How a case's accounts are sorted: by id; by share of traffic or by the latest verdict, the highest first. */
export const ACCOUNT_SORTS = ['id', 'share', 'decided'] as const;
export type AccountSort = (typeof ACCOUNT_SORTS)[number];

/** Which accounts of a case a list shows. */
export interface AccountFilter {
  status?: AccountStatus;
  sourceKind?: OriginKind;
  minShare?: number;
  maxShare?: number;
  /** With what the id begins. */
  prefix?: string;
  hasReason?: boolean;
  /** Null lists the accounts without a verdict. */
  decidedBy?: string | null;
}

/** An account of a case, and where else it is a subject. */
export interface ListedAccount extends CaseAccount {
  /** Further sources that named it. */
  furtherSources: number;
  otherCases: number;
}

/** A row and its sort key; the key is null where the account has no value to sort by. */
type KeyedAccount = ListedAccount & { sortKey: string | null };

/** A place in a list: the sort key, null behind the accounts that have one, and the id. */
export type AccountPlace = readonly [string | null, string];

const COLUMNS = `a.case_id AS "caseId", a.account_id AS "accountId", a.status, a.source, a.source_kind AS "sourceKind",
  a.source_ref AS "sourceRef", a.added_at AS "addedAt", a.reason, a.decided_by AS "decidedBy", a.decided_at AS "decidedAt",
  a.share, a.share_basis AS "shareBasis", a.share_by AS "shareBy", a.share_at AS "shareAt"`;

// A microsecond is lost in a JavaScript date: the cursor carries the database's own text.
const KEYS: Readonly<Record<Exclude<AccountSort, 'id'>, { column: string; type: string }>> = {
  share: { column: 'share', type: 'float8' },
  decided: { column: 'decided_at', type: 'timestamptz' },
};

/** Accounts of a case in order, after the place given. */
export async function accountsOf(
  db: EntityManager,
  caseId: string,
  filter: AccountFilter,
  o: { sort: AccountSort; limit: number; after?: AccountPlace },
): Promise<KeyedAccount[]> {
  const parameters: unknown[] = [caseId];
  const given = (value: unknown): string => `$${parameters.push(value)}`;
  const where = ['case_id = $1', ...conditions(filter, given)].join(' AND ');
  const limit = given(o.limit);
  const read =
    o.sort === 'id' ? byId(where, o.after, limit, given) : byKey(where, KEYS[o.sort], o.after, limit, given);
  return db.query<KeyedAccount[]>(
    `SELECT ${COLUMNS}, a.sort_key AS "sortKey",
       (SELECT count(*)::int FROM case_account_sources s WHERE s.case_id = $1 AND s.account_id = a.account_id) AS "furtherSources",
       (SELECT count(*)::int FROM case_accounts o JOIN cases c ON c.id = o.case_id AND c.merged_into_id IS NULL
        WHERE o.account_id = a.account_id AND o.case_id <> $1) AS "otherCases"
     FROM (${read}) a ORDER BY a.phase, a.place`,
    parameters,
  );
}

type Given = (value: unknown) => string;

function conditions(filter: AccountFilter, given: Given): string[] {
  const all: string[] = [];
  if (filter.status) all.push(`status = ${given(filter.status)}`);
  if (filter.sourceKind) all.push(`source_kind = ${given(filter.sourceKind)}`);
  if (filter.minShare !== undefined) all.push(`share >= ${given(filter.minShare)}`);
  if (filter.maxShare !== undefined) all.push(`share <= ${given(filter.maxShare)}`);
  if (filter.prefix !== undefined) all.push(`starts_with(account_id, ${given(filter.prefix)})`);
  if (filter.hasReason !== undefined) all.push(`reason IS ${filter.hasReason ? 'NOT ' : ''}NULL`);
  if (filter.decidedBy === null) all.push('decided_at IS NULL');
  if (filter.decidedBy) all.push(`decided_by = ${given(filter.decidedBy)}`);
  return all;
}

function byId(where: string, after: AccountPlace | undefined, limit: string, given: Given): string {
  const behind = after ? ` AND account_id > ${given(after[1])}` : '';
  return `SELECT *, NULL::text AS sort_key, 1 AS phase, row_number() OVER (ORDER BY account_id) AS place FROM (
    SELECT * FROM case_accounts WHERE ${where}${behind} ORDER BY account_id LIMIT ${limit}) x`;
}

/** First the accounts that have a value, the highest first, from an index of these alone; then the others by id. */
function byKey(
  where: string,
  { column, type }: { column: string; type: string },
  after: AccountPlace | undefined,
  limit: string,
  given: Given,
): string {
  const behindAll = `SELECT *, NULL::text AS sort_key, 1 AS phase, row_number() OVER (ORDER BY account_id) AS place FROM (
    SELECT * FROM case_accounts WHERE ${where} AND ${column} IS NULL
      ${after?.[0] === null ? ` AND account_id > ${given(after[1])}` : ''} ORDER BY account_id LIMIT ${limit}) y`;
  if (after?.[0] === null) return behindAll;
  const behind = after
    ? ` AND (${column}, account_id) < (${given(after[0])}::${type}, ${given(after[1])})`
    : '';
  return `(SELECT *, ${column}::text AS sort_key, 0 AS phase, row_number() OVER (ORDER BY ${column} DESC, account_id DESC) AS place FROM (
      SELECT * FROM case_accounts WHERE ${where} AND ${column} IS NOT NULL${behind}
      ORDER BY ${column} DESC, account_id DESC LIMIT ${limit}) x)
    UNION ALL (${behindAll}) ORDER BY phase, place LIMIT ${limit}`;
}
