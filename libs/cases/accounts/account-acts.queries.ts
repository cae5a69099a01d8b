import type { EntityManager } from 'typeorm';
import type { AccountStatus } from '../case-terms';
import type { AccountActKind } from './account-act.entity';

/** Who acts, when, and under which id the act is kept. */
export interface ActStamp {
  actId: string;
  caseId: string;
  by: { id: string; name: string };
  at: Date;
}

/** What came of an act on accounts. */
export interface ActOutcome {
  /** Ids of which something else is held now. */
  changed: string[];
  /** How many had it already. */
  unchanged: number;
  /** Ids that the case does not list. */
  unknown: string[];
}

// What was held before is read first: the case is locked, so nobody changes it in between. Every step carries the case
// along and is joined by the whole key: by a case that the planner believes to be small, as one that was just filled
// is, it would go through all of the one side for each of the other.
const HELD = `c.case_id, c.account_id, c.status, c.reason, c.decided_by, c.decided_at, c.share, c.share_basis, c.share_by, c.share_at`;
const CHANGE_COLUMNS = `act_id, account_id, from_status, to_status, from_reason, from_decided_by, from_decided_at,
  from_share, to_share, from_share_basis, from_share_by, from_share_at`;
const ACT_COLUMNS = 'id, case_id, kind, status, reason, sets_share, undoes_id, changed, by_id, by_name, at';

const ANSWER = `
  SELECT (SELECT count(*) FROM known) AS known,
    (SELECT coalesce(json_agg(account_id), '[]') FROM touched) AS changed,
    (SELECT coalesce(json_agg(account_id ORDER BY account_id), '[]') FROM (
      SELECT account_id FROM asked EXCEPT SELECT account_id FROM known) x) AS unknown`;

interface AnswerRow {
  known: string;
  changed: string[];
  unknown: string[];
}

const toOutcome = ({ known, changed, unknown }: AnswerRow): ActOutcome => ({
  changed,
  unchanged: Number(known) - changed.length,
  unknown,
});

/**
 * Gives accounts a status and, if it is said, a share; those that have it keep their reason. Keeps the act and what was
 * held of each account before. One statement for any number.
 */
export async function judgeAccounts(
  tx: EntityManager,
  { actId, caseId, by, at }: ActStamp,
  accounts: readonly string[] | 'suspected',
  verdict: { status: AccountStatus; reason: string; share?: number; shareBasis?: string },
): Promise<ActOutcome> {
  const asked =
    accounts === 'suspected'
      ? `SELECT case_id, account_id FROM case_accounts WHERE case_id = $1 AND status = 'suspected'`
      : 'SELECT DISTINCT $1::uuid AS case_id, account_id COLLATE "C" AS account_id FROM unnest($11::text[]) AS t(account_id)';
  const parameters: unknown[] = [
    caseId,
    verdict.status,
    verdict.reason,
    by.id,
    at,
    verdict.share !== undefined,
    verdict.share ?? null,
    verdict.shareBasis ?? verdict.reason,
    actId,
    by.name,
  ];
  const [row]: AnswerRow[] = await tx.query(
    `WITH asked AS MATERIALIZED (${asked}),
     known AS MATERIALIZED (
       SELECT ${HELD}, c.status <> $2 AS moves, $6::boolean AND c.share IS DISTINCT FROM $7::float8 AS shares
       FROM case_accounts c JOIN asked USING (case_id, account_id)),
     touched AS MATERIALIZED (SELECT * FROM known WHERE moves OR shares),
     updated AS (
       UPDATE case_accounts c SET status = $2,
         reason = CASE WHEN t.moves THEN $3 ELSE c.reason END,
         decided_by = CASE WHEN t.moves THEN $4 ELSE c.decided_by END,
         decided_at = CASE WHEN t.moves THEN $5::timestamptz ELSE c.decided_at END,
         share = CASE WHEN t.shares THEN $7 ELSE c.share END,
         share_basis = CASE WHEN t.shares THEN $8 ELSE c.share_basis END,
         share_by = CASE WHEN t.shares THEN $4 ELSE c.share_by END,
         share_at = CASE WHEN t.shares THEN $5 ELSE c.share_at END
       FROM touched t WHERE c.case_id = t.case_id AND c.account_id = t.account_id),
     act AS (
       INSERT INTO case_account_acts (${ACT_COLUMNS})
       SELECT $9, $1, 'verdict', $2, $3, $6, NULL, n, $4, $10, $5 FROM (SELECT count(*) AS n FROM touched) WHERE n > 0),
     change AS (
       INSERT INTO case_account_changes (${CHANGE_COLUMNS})
       SELECT $9, account_id, CASE WHEN moves THEN status END, CASE WHEN moves THEN $2 END,
         CASE WHEN moves THEN reason END, CASE WHEN moves THEN decided_by END, CASE WHEN moves THEN decided_at END,
         CASE WHEN shares THEN share END, CASE WHEN shares THEN $7 END,
         CASE WHEN shares THEN share_basis END, CASE WHEN shares THEN share_by END, CASE WHEN shares THEN share_at END
       FROM touched)
     ${ANSWER}`,
    accounts === 'suspected' ? parameters : [...parameters, accounts],
  );
  return toOutcome(row!);
}

/** Says shares of traffic, each account its own; null is unknown again. One statement for any number. */
export async function setShares(
  tx: EntityManager,
  { actId, caseId, by, at }: ActStamp,
  shares: readonly { accountId: string; share: number | null }[],
  basis: string,
): Promise<ActOutcome> {
  const [row]: AnswerRow[] = await tx.query(
    `WITH asked AS MATERIALIZED (
       SELECT $1::uuid AS case_id, account_id COLLATE "C" AS account_id, said FROM unnest($6::text[], $7::float8[]) AS t(account_id, said)),
     known AS MATERIALIZED (
       SELECT ${HELD}, asked.said FROM case_accounts c JOIN asked USING (case_id, account_id)),
     touched AS MATERIALIZED (SELECT * FROM known WHERE share IS DISTINCT FROM said),
     updated AS (
       UPDATE case_accounts c SET share = t.said, share_basis = $2, share_by = $3, share_at = $4
       FROM touched t WHERE c.case_id = t.case_id AND c.account_id = t.account_id),
     act AS (
       INSERT INTO case_account_acts (${ACT_COLUMNS})
       SELECT $5, $1, 'share', NULL, $2, true, NULL, n, $3, $8, $4::timestamptz
       FROM (SELECT count(*) AS n FROM touched) WHERE n > 0),
     change AS (
       INSERT INTO case_account_changes (act_id, account_id, from_share, to_share, from_share_basis, from_share_by, from_share_at)
       SELECT $5, account_id, share, said, share_basis, share_by, share_at FROM touched)
     ${ANSWER}`,
    [
      caseId,
      basis,
      by.id,
      at,
      actId,
      shares.map((one) => one.accountId),
      shares.map((one) => one.share),
      by.name,
    ],
  );
  return toOutcome(row!);
}

/** What came of undoing an act. */
export interface UndoOutcome {
  /** Ids of which is held again what was held before the act. */
  undone: string[];
  /** How many went back when the act was undone before. */
  already: number;
  /** How many were judged anew since, and stay as they are. */
  left: number;
}

/**
 * Takes accounts back to before an act where what it gave still stands: the same verdict or share of the same person
 * and instant. Keeps that as an act of its own. One statement for any number.
 */
export async function undoAct(
  tx: EntityManager,
  { actId, caseId, by, at }: ActStamp,
  undoesId: string,
  reason: string,
): Promise<UndoOutcome> {
  const [row]: { asked: string; undone: string[]; already: string }[] = await tx.query(
    `WITH asked AS MATERIALIZED (
       SELECT $1::uuid AS case_id, ch.*, a.by_id, a.at AS said_at, a.sets_share FROM case_account_changes ch
       JOIN case_account_acts a ON a.id = ch.act_id WHERE ch.act_id = $2),
     held AS MATERIALIZED (
       SELECT ${HELD}, a.from_status, a.from_reason, a.from_decided_by, a.from_decided_at,
         a.from_share, a.from_share_basis, a.from_share_by, a.from_share_at,
         a.to_status IS NOT NULL AND c.status = a.to_status AND c.decided_at = a.said_at AND c.decided_by = a.by_id AS moves,
         a.sets_share AND c.share IS NOT DISTINCT FROM a.to_share AND c.share_at = a.said_at AND c.share_by = a.by_id AS shares
       FROM case_accounts c JOIN asked a USING (case_id, account_id)),
     touched AS MATERIALIZED (SELECT * FROM held WHERE moves OR shares),
     updated AS (
       UPDATE case_accounts c SET
         status = CASE WHEN t.moves THEN t.from_status ELSE c.status END,
         reason = CASE WHEN t.moves THEN t.from_reason ELSE c.reason END,
         decided_by = CASE WHEN t.moves THEN t.from_decided_by ELSE c.decided_by END,
         decided_at = CASE WHEN t.moves THEN t.from_decided_at ELSE c.decided_at END,
         share = CASE WHEN t.shares THEN t.from_share ELSE c.share END,
         share_basis = CASE WHEN t.shares THEN t.from_share_basis ELSE c.share_basis END,
         share_by = CASE WHEN t.shares THEN t.from_share_by ELSE c.share_by END,
         share_at = CASE WHEN t.shares THEN t.from_share_at ELSE c.share_at END
       FROM touched t WHERE c.case_id = t.case_id AND c.account_id = t.account_id),
     act AS (
       INSERT INTO case_account_acts (${ACT_COLUMNS})
       SELECT $3, $1, 'undo', NULL, $4, EXISTS (SELECT FROM touched WHERE shares), $2, n, $5, $6, $7::timestamptz
       FROM (SELECT count(*) AS n FROM touched) WHERE n > 0),
     change AS (
       INSERT INTO case_account_changes (${CHANGE_COLUMNS})
       SELECT $3, account_id, CASE WHEN moves THEN status END, CASE WHEN moves THEN from_status END,
         CASE WHEN moves THEN reason END, CASE WHEN moves THEN decided_by END, CASE WHEN moves THEN decided_at END,
         CASE WHEN shares THEN share END, CASE WHEN shares THEN from_share END,
         CASE WHEN shares THEN share_basis END, CASE WHEN shares THEN share_by END, CASE WHEN shares THEN share_at END
       FROM touched)
     SELECT (SELECT count(*) FROM asked) AS asked,
       (SELECT coalesce(json_agg(account_id), '[]') FROM touched) AS undone,
       (SELECT count(*) FROM (
         SELECT u.account_id FROM case_account_acts b JOIN case_account_changes u ON u.act_id = b.id WHERE b.undoes_id = $2
         EXCEPT SELECT account_id FROM touched) x) AS already`,
    [caseId, undoesId, actId, reason, by.id, by.name, at],
  );
  const { asked, undone } = row!;
  const already = Number(row!.already);
  return { undone, already, left: Number(asked) - undone.length - already };
}

/** One act on one account, with what was held of it before and after. */
export interface AccountHistoryEntry {
  actId: string;
  caseId: string;
  kind: AccountActKind;
  undoesId: string | null;
  fromStatus: AccountStatus | null;
  toStatus: AccountStatus | null;
  setsShare: boolean;
  fromShare: number | null;
  toShare: number | null;
  reason: string;
  byId: string;
  byName: string;
  at: Date;
}

/** Acts on an account in these cases, latest first. */
export async function historyOf(
  db: EntityManager,
  caseIds: readonly string[],
  accountId: string,
  o: { limit: number; before?: string },
): Promise<AccountHistoryEntry[]> {
  return db.query<AccountHistoryEntry[]>(
    `SELECT ch.act_id AS "actId", a.case_id AS "caseId", a.kind, a.undoes_id AS "undoesId", ch.from_status AS "fromStatus",
       ch.to_status AS "toStatus", a.sets_share AS "setsShare", ch.from_share AS "fromShare", ch.to_share AS "toShare",
       a.reason, a.by_id AS "byId", a.by_name AS "byName", a.at
     FROM case_account_changes ch JOIN case_account_acts a ON a.id = ch.act_id
     WHERE ch.account_id = $2 AND a.case_id = ANY($1::uuid[]) AND ($3::uuid IS NULL OR ch.act_id < $3)
     ORDER BY ch.act_id DESC LIMIT $4`,
    [caseIds, accountId, o.before ?? null, o.limit],
  );
}
