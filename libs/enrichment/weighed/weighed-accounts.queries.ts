import type { EntityManager } from 'typeorm';
import type { AccountStatus } from '@app/cases';
import type { AccountSuggestion, CandidateTier } from '../evidence-rows';

/** Which accounts of a case a list shows, by what the evidence says of them. */
export interface WeighedFilter {
  status?: AccountStatus;
  /** Null: the evidence suggests nothing. */
  suggestion?: AccountSuggestion | null;
  /** Number of the cluster. */
  cluster?: number;
  /** As which candidate it was found before it came into the case. */
  tier?: CandidateTier;
  /** With what the id begins. */
  prefix?: string;
  /** This one alone. */
  accountId?: string;
}

/** An account of a case with its verdict beside what the latest findings say of it. */
export interface WeighedAccount {
  accountId: string;
  status: AccountStatus;
  share: number | null;
  reason: string | null;
  decidedBy: string | null;
  suggestion: AccountSuggestion | null;
  score: number | null;
  exchanges: string | null;
  campaignExchanges: string | null;
  cluster: number | null;
  tier: CandidateTier | null;
  because: string[];
  /** First and last exchange; null when it was never used. */
  firstAt: Date | null;
  lastAt: Date | null;
}

/** Accounts of one status for which one thing is suggested. */
export interface WeighedCount {
  suggestion: AccountSuggestion | null;
  status: AccountStatus;
  accounts: number;
}

const WEIGHED = `case_accounts a
  LEFT JOIN account_evidence e ON e.case_id = a.case_id AND e.account_id = a.account_id
  LEFT JOIN cluster_members m ON m.case_id = a.case_id AND m.account_id = a.account_id
  LEFT JOIN account_candidates k ON k.case_id = a.case_id AND k.account_id = a.account_id`;

/** In byte order of the ids, after the one given. */
export async function weighedAccounts(
  db: EntityManager,
  caseId: string,
  filter: WeighedFilter,
  o: { limit: number; after?: string },
): Promise<WeighedAccount[]> {
  const { where, parameters, given } = conditionsOf(caseId, filter);
  if (o.after !== undefined) where.push(`a.account_id > ${given(o.after)}`);
  return db.query<WeighedAccount[]>(
    `SELECT a.account_id AS "accountId", a.status, a.share, a.reason, a.decided_by AS "decidedBy",
       e.suggestion, coalesce(e.score, k.score) AS score, coalesce(e.exchanges, k.exchanges) AS exchanges,
       coalesce(e.campaign_exchanges, k.campaign_exchanges) AS "campaignExchanges", m.number AS cluster, k.tier,
       coalesce(e.because, k.because, '[]') AS because,
       e.first_at AS "firstAt", e.last_at AS "lastAt"
     FROM ${WEIGHED} WHERE ${where.join(' AND ')} ORDER BY a.account_id LIMIT ${given(o.limit)}`,
    parameters,
  );
}

/** The ids of all of them, in byte order. */
export async function weighedIds(
  db: EntityManager,
  caseId: string,
  filter: WeighedFilter,
): Promise<string[]> {
  const { where, parameters } = conditionsOf(caseId, filter);
  const rows = await db.query<{ id: string }[]>(
    `SELECT a.account_id AS id FROM ${WEIGHED} WHERE ${where.join(' AND ')} ORDER BY a.account_id`,
    parameters,
  );
  return rows.map(({ id }) => id);
}

/** How many there are of each status for each suggestion. */
export async function countWeighed(
  db: EntityManager,
  caseId: string,
  filter: WeighedFilter,
): Promise<WeighedCount[]> {
  const { where, parameters } = conditionsOf(caseId, filter);
  return db.query<WeighedCount[]>(
    `SELECT e.suggestion, a.status, count(*)::int AS accounts
     FROM ${WEIGHED} WHERE ${where.join(' AND ')} GROUP BY e.suggestion, a.status ORDER BY 1, 2`,
    parameters,
  );
}

function conditionsOf(caseId: string, filter: WeighedFilter) {
  const parameters: unknown[] = [caseId];
  const given = (value: unknown): string => `$${parameters.push(value)}`;
  const where = ['a.case_id = $1'];
  if (filter.status) where.push(`a.status = ${given(filter.status)}`);
  if (filter.suggestion === null) where.push('e.suggestion IS NULL');
  if (filter.suggestion) where.push(`e.suggestion = ${given(filter.suggestion)}`);
  if (filter.cluster !== undefined) where.push(`m.number = ${given(filter.cluster)}`);
  if (filter.tier) where.push(`k.tier = ${given(filter.tier)}`);
  if (filter.prefix !== undefined) where.push(`starts_with(a.account_id, ${given(filter.prefix)})`);
  if (filter.accountId !== undefined) where.push(`a.account_id = ${given(filter.accountId)}`);
  return { where, parameters, given };
}
