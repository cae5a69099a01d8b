import type { EntityManager } from 'typeorm';
import type { AlertStage, SubjectKind } from '@app/alerts';
import type { AccountStatus } from '../case-terms';

/** What a page is about: an account or another thing that alerts name and cases have. */
export interface SubjectName {
  kind: SubjectKind;
  value: string;
}

/** How many there are, counted to this many: a widespread thing would cost the whole store. */
export const COUNTED = 1_000;
/** Alerts naming one thing that a list of them can show. */
export const SHOWN_ALERTS = 10_000;
/** Of these latest alerts it is told what they name together. */
export const LOOKED_INTO = 500;

// The order of the index is that of arrival for the most part, and looking further would have no end.
const NAMED = `named AS MATERIALIZED (
  SELECT a.id FROM (SELECT alert_id FROM alert_subjects WHERE kind = $1 AND value = $2 LIMIT ${SHOWN_ALERTS}) s
  JOIN alerts a ON a.id = s.alert_id AND NOT a.sandbox)`;

/** An alert that names a thing. */
export interface NamingAlert {
  id: string;
  detectorId: string;
  type: string;
  title: string;
  severity: number;
  stage: AlertStage;
  caseId: string | null;
  caseNumber: number | null;
  occurredFrom: Date;
  occurredTo: Date;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

/** Alerts that name a thing, latest first; those of the sandbox are nobody's. */
export async function alertsNaming(
  db: EntityManager,
  { kind, value }: SubjectName,
  o: { limit: number; before?: string },
): Promise<NamingAlert[]> {
  return db.query<NamingAlert[]>(
    `WITH ${NAMED}
     SELECT a.id, a.detector_id AS "detectorId", a.type, a.title, a.severity, a.stage, a.case_id AS "caseId",
       c.number AS "caseNumber", a.occurred_from AS "occurredFrom", a.occurred_to AS "occurredTo",
       a.first_seen_at AS "firstSeenAt", a.last_seen_at AS "lastSeenAt"
     FROM (SELECT id FROM named WHERE $3::uuid IS NULL OR id < $3 ORDER BY id DESC LIMIT $4) n
     JOIN alerts a ON a.id = n.id LEFT JOIN cases c ON c.id = a.case_id ORDER BY a.id DESC`,
    [kind, value, o.before ?? null, o.limit],
  );
}

/** How many alerts name a thing, and when it was seen; of the first that do, as many as are counted. */
export interface AlertSpan {
  count: number;
  firstSeenAt: Date | null;
  lastSeenAt: Date | null;
  firstOccurredAt: Date | null;
  lastOccurredAt: Date | null;
}

/** The alerts that name a thing, in figures; one more than is counted tells that there are more. */
export async function alertSpan(db: EntityManager, { kind, value }: SubjectName): Promise<AlertSpan> {
  const rows: AlertSpan[] = await db.query(
    `SELECT count(*)::int AS count, min(a.first_seen_at) AS "firstSeenAt", max(a.last_seen_at) AS "lastSeenAt",
       min(a.occurred_from) AS "firstOccurredAt", max(a.occurred_to) AS "lastOccurredAt"
     FROM (SELECT a.* FROM alert_subjects s JOIN alerts a ON a.id = s.alert_id AND NOT a.sandbox
           WHERE s.kind = $1 AND s.value = $2 LIMIT ${COUNTED + 1}) a`,
    [kind, value],
  );
  return rows[0]!;
}

/** A thing that is named together with another. */
export interface Companion extends SubjectName {
  /** Alerts that name both, among those that were looked into. */
  alerts: number;
}

/**
 * What the latest alerts that name a thing name beside it, by kind and value. Of each alert no more is read than a page
 * can show, however much it names.
 */
export async function namedTogether(
  db: EntityManager,
  { kind, value }: SubjectName,
  kinds: readonly SubjectKind[],
  o: { limit: number; after?: readonly [string, string] },
): Promise<Companion[]> {
  return db.query<Companion[]>(
    `WITH ${NAMED}, latest AS MATERIALIZED (SELECT id FROM named ORDER BY id DESC LIMIT ${LOOKED_INTO})
     SELECT s.kind, s.value, count(*)::int AS alerts
     FROM latest CROSS JOIN LATERAL (
       SELECT s.kind, s.value FROM alert_subjects s
       WHERE s.alert_id = latest.id AND s.kind = ANY($3::text[]) AND (s.kind, s.value) <> ($1, $2)
         AND ($4::text IS NULL OR (s.kind, s.value) > ($4, $5))
       ORDER BY s.kind, s.value LIMIT $6) s
     GROUP BY s.kind, s.value ORDER BY s.kind, s.value LIMIT $6`,
    [kind, value, kinds, o.after?.[0] ?? null, o.after?.[1] ?? null, o.limit],
  );
}

/** Ids of the cases that have an entity, the latest first; merged ones are found through the case they went into. */
export async function casesWithEntity(
  db: EntityManager,
  { kind, value }: SubjectName,
  o: { limit: number; before?: string },
): Promise<{ caseId: string; addedAt: Date; source: 'alerts' | 'staff' }[]> {
  return db.query(
    `SELECT e.case_id AS "caseId", e.added_at AS "addedAt", e.source
     FROM case_entities e JOIN cases c ON c.id = e.case_id AND c.merged_into_id IS NULL
     WHERE e.kind = $1 AND e.value = $2 AND e.retracted_at IS NULL AND ($3::uuid IS NULL OR e.case_id < $3)
     ORDER BY e.case_id DESC LIMIT $4`,
    [kind, value, o.before ?? null, o.limit],
  );
}

/** How many cases have an entity; one more than is counted tells that there are more. */
export async function countCasesWithEntity(db: EntityManager, { kind, value }: SubjectName): Promise<number> {
  const rows: { n: number }[] = await db.query(
    `SELECT count(*)::int AS n FROM (
       SELECT FROM case_entities e JOIN cases c ON c.id = e.case_id AND c.merged_into_id IS NULL
       WHERE e.kind = $1 AND e.value = $2 AND e.retracted_at IS NULL LIMIT ${COUNTED + 1}) x`,
    [kind, value],
  );
  return rows[0]!.n;
}

/** An account as a subject of one case. */
export interface AccountInCase {
  caseId: string;
  status: AccountStatus;
  source: string;
  addedAt: Date;
  reason: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  share: number | null;
  shareBasis: string | null;
}

/** Every case in which an account is a subject, the latest first; merged ones are found through the case they went into. */
export async function casesWithAccount(
  db: EntityManager,
  accountId: string,
  o: { limit: number; before?: string },
): Promise<AccountInCase[]> {
  return db.query<AccountInCase[]>(
    `SELECT a.case_id AS "caseId", a.status, a.source, a.added_at AS "addedAt", a.reason, a.decided_by AS "decidedBy",
       a.decided_at AS "decidedAt", a.share, a.share_basis AS "shareBasis"
     FROM case_accounts a JOIN cases c ON c.id = a.case_id AND c.merged_into_id IS NULL
     WHERE a.account_id = $1 AND ($2::uuid IS NULL OR a.case_id < $2) ORDER BY a.case_id DESC LIMIT $3`,
    [accountId, o.before ?? null, o.limit],
  );
}

/** An account over its cases: how many by status, and the shares of its traffic together. */
export interface AccountTally {
  suspected: number;
  confirmed: number;
  cleared: number;
  /** Of the cases that have not cleared it; null where none says a share. */
  shareSum: number | null;
}

/** Counts an account's cases; of more than are counted, the first. */
export async function tallyAccount(db: EntityManager, accountId: string): Promise<AccountTally> {
  const rows: AccountTally[] = await db.query(
    `SELECT count(*) FILTER (WHERE status = 'suspected')::int AS suspected,
       count(*) FILTER (WHERE status = 'confirmed')::int AS confirmed,
       count(*) FILTER (WHERE status = 'cleared')::int AS cleared,
       round((sum(share) FILTER (WHERE status <> 'cleared'))::numeric, 6)::float8 AS "shareSum"
     FROM (SELECT a.status, a.share FROM case_accounts a JOIN cases c ON c.id = a.case_id AND c.merged_into_id IS NULL
           WHERE a.account_id = $1 LIMIT ${COUNTED + 1}) x`,
    [accountId],
  );
  return rows[0]!;
}
