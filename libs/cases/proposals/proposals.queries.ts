import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '@app/audit';
import type { AlertStage } from '@app/alerts';
import type { CaseStage } from '../case-stage';
import type { CorrelationProposal, ProposalStatus } from './correlation-proposal.entity';
import type { Near } from './near-cases';
import { type OpenProposal, pairOf } from './reconcile';

// Whoever holds several proposals takes them by alert, so that two who do so cannot block each other.
const IN_ORDER = 'ORDER BY p.alert_id, p.id FOR UPDATE OF p';

/** Holds the open proposals of these alerts. */
export function holdOpenProposals(tx: EntityManager, alertIds: readonly string[]): Promise<OpenProposal[]> {
  return tx.query<OpenProposal[]>(
    `SELECT p.id, p.alert_id AS "alertId", p.case_id AS "caseId", p.score, p.explanation
     FROM correlation_proposals p WHERE p.alert_id = ANY($1::uuid[]) AND p.status = 'open' ${IN_ORDER}`,
    [alertIds],
  );
}

/**
 * Which of these alerts people have turned down for which cases: a proposal declined, the alert taken out of the case.
 * What was said of a merged case is said of the one that it went into.
 */
export async function barredPairs(tx: EntityManager, alertIds: readonly string[]): Promise<Set<string>> {
  const rows: { alert_id: string; case_id: string }[] = await tx.query(
    `WITH RECURSIVE barred AS (
       SELECT alert_id, case_id FROM (
         SELECT alert_id, case_id FROM correlation_proposals WHERE alert_id = ANY($1::uuid[]) AND status = 'declined'
         UNION ALL SELECT alert_id, case_id FROM case_alert_detachments WHERE alert_id = ANY($1::uuid[])) said
       UNION
       SELECT b.alert_id, c.merged_into_id FROM barred b JOIN cases c ON c.id = b.case_id
       WHERE c.merged_into_id IS NOT NULL)
     SELECT alert_id, case_id FROM barred`,
    [alertIds],
  );
  return new Set(rows.map((row) => pairOf(row.alert_id, row.case_id)));
}

/** Raises proposals, in one statement. */
export async function insertProposals(
  tx: EntityManager,
  raised: readonly (Near & { alertId: string; caseId: string })[],
  now: Date,
): Promise<void> {
  if (raised.length === 0) return;
  await tx.query(
    `INSERT INTO correlation_proposals (id, alert_id, case_id, nearest_alert_id, score, explanation, status, raised_at, scored_at)
     SELECT id, alert_id, case_id, nearest, score, explanation, 'open', $7, $7
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::jsonb[])
       AS r(id, alert_id, case_id, nearest, score, explanation)`,
    [
      raised.map(() => uuidv7()),
      raised.map((one) => one.alertId),
      raised.map((one) => one.caseId),
      raised.map((one) => one.nearestAlertId),
      raised.map((one) => one.score),
      raised.map((one) => JSON.stringify(one.explanation)),
      now,
    ],
  );
}

/** Gives open proposals another score; the caller holds them. */
export async function updateScores(
  tx: EntityManager,
  rescored: readonly (Near & { id: string })[],
  now: Date,
): Promise<void> {
  if (rescored.length === 0) return;
  await tx.query(
    `UPDATE correlation_proposals p SET nearest_alert_id = r.nearest, score = r.score, explanation = r.explanation,
       scored_at = $5
     FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::jsonb[]) AS r(id, nearest, score, explanation)
     WHERE p.id = r.id`,
    [
      rescored.map((one) => one.id),
      rescored.map((one) => one.nearestAlertId),
      rescored.map((one) => one.score),
      rescored.map((one) => JSON.stringify(one.explanation)),
      now,
    ],
  );
}

/** How proposals end. */
export interface Settlement {
  by: Pick<Actor, 'id' | 'name'>;
  at: Date;
  reason: string;
}

/** Ends open proposals; the caller holds them. */
export async function supersedeProposals(
  tx: EntityManager,
  ids: readonly string[],
  how: Settlement,
): Promise<void> {
  await settleProposals(tx, ids, 'superseded', how);
}

/** Settles open proposals that the caller holds. */
export async function settleProposals(
  tx: EntityManager,
  ids: readonly string[],
  status: Exclude<ProposalStatus, 'open'>,
  { by, at, reason }: Settlement,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    `UPDATE correlation_proposals SET status = $2, settled_at = $3, settled_by = $4, settled_by_name = $5, reason = $6
     WHERE id = ANY($1::uuid[])`,
    [ids, status, at, by.id, by.name, reason],
  );
}

/** Ends what is proposed for cases that close; the caller holds the cases. */
export async function supersedeOfCases(
  tx: EntityManager,
  caseIds: readonly string[],
  { by, at }: Omit<Settlement, 'reason'>,
): Promise<void> {
  if (caseIds.length === 0) return;
  await tx.query(
    `WITH held AS MATERIALIZED (
       SELECT p.id FROM correlation_proposals p WHERE p.case_id = ANY($1::uuid[]) AND p.status = 'open' ${IN_ORDER})
     UPDATE correlation_proposals p SET status = 'superseded', settled_at = $2, settled_by = $3, settled_by_name = $4,
       reason = 'The case was closed.'
     FROM held WHERE p.id = held.id`,
    [caseIds, at, by.id, by.name],
  );
}

/**
 * What was proposed for cases that are merged is proposed for the one that they go into, with the greatest score, unless
 * a person turned it down there; cases that they met are met by it. The caller holds membership and all the cases.
 */
export async function carryHints(
  tx: EntityManager,
  fromIds: readonly string[],
  intoId: string,
  { by, at }: Omit<Settlement, 'reason'>,
): Promise<void> {
  const moved: [OpenProposal[], number] = await tx.query(
    `WITH held AS MATERIALIZED (
       SELECT p.id FROM correlation_proposals p WHERE p.case_id = ANY($1::uuid[]) AND p.status = 'open' ${IN_ORDER}),
     met AS (
       INSERT INTO case_meetings (case_id, other_id, met_at)
       SELECT CASE WHEN o.number < i.number THEN o.id ELSE i.id END,
         CASE WHEN o.number < i.number THEN i.id ELSE o.id END, m.met_at
       FROM case_meetings m JOIN cases o ON o.id = CASE WHEN m.case_id = ANY($1::uuid[]) THEN m.other_id ELSE m.case_id END
       JOIN cases i ON i.id = $2
       WHERE (m.case_id = ANY($1::uuid[]) OR m.other_id = ANY($1::uuid[])) AND m.dismissed_at IS NULL
         AND o.id <> $2 AND o.id <> ALL($1::uuid[])
       ON CONFLICT DO NOTHING)
     UPDATE correlation_proposals p SET status = 'superseded', settled_at = $3, settled_by = $4, settled_by_name = $5,
       reason = 'The case was merged into another.'
     FROM held WHERE p.id = held.id RETURNING p.*`,
    [fromIds, intoId, at, by.id, by.name],
  );
  if (moved[0].length === 0) return;
  await tx.query(
    `WITH former AS (
       SELECT DISTINCT ON (p.alert_id) n.id AS new_id, p.* FROM unnest($1::uuid[], $3::uuid[]) AS n(id, former)
       JOIN correlation_proposals p ON p.id = n.former ORDER BY p.alert_id, p.score DESC, p.id),
     nearer AS (
       UPDATE correlation_proposals o SET nearest_alert_id = f.nearest_alert_id, score = f.score,
         explanation = f.explanation, scored_at = $4
       FROM former f WHERE o.alert_id = f.alert_id AND o.case_id = $2 AND o.status = 'open' AND o.score < f.score)
     INSERT INTO correlation_proposals (id, alert_id, case_id, nearest_alert_id, score, explanation, status, raised_at, scored_at)
     SELECT f.new_id, f.alert_id, $2, f.nearest_alert_id, f.score, f.explanation, 'open', f.raised_at, $4 FROM former f
     WHERE NOT EXISTS (SELECT FROM correlation_proposals d
       WHERE d.alert_id = f.alert_id AND d.case_id = $2 AND d.status IN ('open', 'declined'))
     AND NOT EXISTS (SELECT FROM case_alert_detachments d WHERE d.alert_id = f.alert_id AND d.case_id = $2)`,
    [moved[0].map(() => uuidv7()), intoId, moved[0].map(({ id }) => id), at],
  );
}

/** A proposal as people see it, with what it is about. */
export interface ListedProposal extends Omit<CorrelationProposal, 'settledBy'> {
  alertType: string;
  alertTitle: string;
  alertSeverity: number;
  caseNumber: number;
  caseTitle: string;
}

/** The same with how alert and case stand now. */
export interface HeldProposal extends ListedProposal {
  alertStage: AlertStage;
  alertCaseId: string | null;
  sandbox: boolean;
  caseStage: CaseStage;
  mergedIntoId: string | null;
}

const COLUMNS = `p.id, p.alert_id AS "alertId", p.case_id AS "caseId", p.nearest_alert_id AS "nearestAlertId", p.score,
  p.explanation, p.status, p.raised_at AS "raisedAt", p.scored_at AS "scoredAt", p.settled_at AS "settledAt",
  p.settled_by_name AS "settledByName", p.reason, a.type AS "alertType", a.title AS "alertTitle",
  a.severity AS "alertSeverity", c.number AS "caseNumber", c.title AS "caseTitle"`;

/** Holds proposals and their cases, the cases in the order of their ids; ids that are not there are missing. */
export function holdProposals(tx: EntityManager, ids: readonly string[]): Promise<HeldProposal[]> {
  return tx.query<HeldProposal[]>(
    `SELECT ${COLUMNS}, a.stage AS "alertStage", a.case_id AS "alertCaseId", a.sandbox, c.stage AS "caseStage",
       c.merged_into_id AS "mergedIntoId"
     FROM correlation_proposals p JOIN alerts a ON a.id = p.alert_id JOIN cases c ON c.id = p.case_id
     WHERE p.id = ANY($1::uuid[]) ORDER BY c.id, p.alert_id, p.id FOR UPDATE OF c, p`,
    [ids],
  );
}

/** Which proposals to list. */
export interface ProposalFilter {
  status: ProposalStatus;
  caseId?: string;
  alertId?: string;
}

/** Latest first. An open one is shown while its alert waits and its case is open, which is when one can decide on it. */
export function listProposals(
  db: EntityManager,
  filter: ProposalFilter,
  o: { limit: number; before?: string },
): Promise<ListedProposal[]> {
  const values: unknown[] = [filter.status, o.limit];
  const where = ['p.status = $1'];
  if (filter.caseId !== undefined) where.push(`p.case_id = $${values.push(filter.caseId)}`);
  if (filter.alertId !== undefined) where.push(`p.alert_id = $${values.push(filter.alertId)}`);
  if (o.before !== undefined) where.push(`p.id < $${values.push(o.before)}::uuid`);
  if (filter.status === 'open')
    where.push(`a.case_id IS NULL AND a.stage <> 'Closed' AND c.stage <> 'Closed'`);
  return db.query<ListedProposal[]>(
    `SELECT ${COLUMNS} FROM correlation_proposals p JOIN alerts a ON a.id = p.alert_id JOIN cases c ON c.id = p.case_id
     WHERE ${where.join(' AND ')} ORDER BY p.id DESC LIMIT $2`,
    values,
  );
}
