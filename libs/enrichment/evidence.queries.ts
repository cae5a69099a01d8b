import type { EntityManager } from 'typeorm';
import { figure } from '@app/platform';
import type { Keeper, UsageEngine } from '@app/usage';
import type { EvidenceRows } from './evidence-rows';
import { Finding } from './finding.entity';

/** Rows of one statement: a few hundred kilobytes of JSON. */
const BATCH = 5_000;

const ACCOUNT_TOTALS = `
  INSERT INTO account_evidence (case_id, account_id, exchanges, failed, input_tokens, output_tokens, first_at, last_at,
                                active_days, keys, totals_finding_id)
  SELECT $1, r."accountId", r.exchanges, r.failed, r."inputTokens", r."outputTokens", r."firstAt", r."lastAt",
         r."activeDays", r.keys, $2
  FROM jsonb_to_recordset($3::jsonb) AS r("accountId" text, exchanges bigint, failed bigint, "inputTokens" bigint,
    "outputTokens" bigint, "firstAt" timestamptz, "lastAt" timestamptz, "activeDays" integer, keys integer)
  ON CONFLICT (case_id, account_id) DO UPDATE SET
    exchanges = EXCLUDED.exchanges, failed = EXCLUDED.failed, input_tokens = EXCLUDED.input_tokens,
    output_tokens = EXCLUDED.output_tokens, first_at = EXCLUDED.first_at, last_at = EXCLUDED.last_at,
    active_days = EXCLUDED.active_days, keys = EXCLUDED.keys, totals_finding_id = EXCLUDED.totals_finding_id`;

const ACCOUNT_VERDICTS = `
  INSERT INTO account_evidence (case_id, account_id, suggestion, score, campaign_exchanges, campaign_families, shared,
                                because, suggestion_finding_id)
  SELECT $1, r."accountId", r.suggestion, r.score, r."campaignExchanges", r."campaignFamilies", r.shared, r.because, $2
  FROM jsonb_to_recordset($3::jsonb) AS r("accountId" text, suggestion text, score real, "campaignExchanges" bigint,
    "campaignFamilies" integer, shared jsonb, because jsonb)
  ON CONFLICT (case_id, account_id) DO UPDATE SET
    suggestion = EXCLUDED.suggestion, score = EXCLUDED.score, campaign_exchanges = EXCLUDED.campaign_exchanges,
    campaign_families = EXCLUDED.campaign_families, shared = EXCLUDED.shared, because = EXCLUDED.because,
    suggestion_finding_id = EXCLUDED.suggestion_finding_id`;

const KEY_VERDICTS = `
  INSERT INTO key_evidence (case_id, account_id, api_key_id, exchanges, campaign_exchanges, capabilities, hours,
                            suggestion, score, because, finding_id)
  SELECT $1, r."accountId", r."apiKeyId", r.exchanges, r."campaignExchanges", r.capabilities, r.hours, r.suggestion,
         r.score, r.because, $2
  FROM jsonb_to_recordset($3::jsonb) AS r("accountId" text, "apiKeyId" text, exchanges bigint,
    "campaignExchanges" bigint, capabilities jsonb, hours jsonb, suggestion text, score real, because jsonb)
  ON CONFLICT (case_id, account_id, api_key_id) DO UPDATE SET
    exchanges = EXCLUDED.exchanges, campaign_exchanges = EXCLUDED.campaign_exchanges,
    capabilities = EXCLUDED.capabilities, hours = EXCLUDED.hours, suggestion = EXCLUDED.suggestion,
    score = EXCLUDED.score, because = EXCLUDED.because, finding_id = EXCLUDED.finding_id`;

const CANDIDATES = `
  INSERT INTO account_candidates (case_id, account_id, tier, score, exchanges, campaign_exchanges, evidence, because, finding_id)
  SELECT $1, r."accountId", r.tier, r.score, r.exchanges, r."campaignExchanges", r.evidence, r.because, $2
  FROM jsonb_to_recordset($3::jsonb) AS r("accountId" text, tier text, score real, exchanges bigint,
    "campaignExchanges" bigint, evidence jsonb, because jsonb)`;

const CLUSTERS = `
  INSERT INTO account_clusters (case_id, number, accounts, in_case, exchanges, evidence, because, bridges, finding_id)
  SELECT $1, r.number, r.accounts, r."inCase", r.exchanges, r.evidence, r.because, r.bridges, $2
  FROM jsonb_to_recordset($3::jsonb) AS r(number integer, accounts integer, "inCase" integer, exchanges bigint,
    evidence jsonb, because jsonb, bridges jsonb)`;

const CLUSTER_MEMBERS = `
  INSERT INTO cluster_members (case_id, account_id, number, in_case, strength, evidence, because, finding_id)
  SELECT $1, r."accountId", r.number, r."inCase", r.strength, r.evidence, r.because, $2
  FROM jsonb_to_recordset($3::jsonb) AS r("accountId" text, number integer, "inCase" boolean, strength real,
    evidence jsonb, because jsonb)`;

const STATEMENTS: Record<EvidenceRows['kind'], string> = {
  'account-totals': ACCOUNT_TOTALS,
  'account-verdicts': ACCOUNT_VERDICTS,
  'key-verdicts': KEY_VERDICTS,
  candidates: CANDIDATES,
  clusters: CLUSTERS,
  'cluster-members': CLUSTER_MEMBERS,
};

/** Tables whose rows for a case are those of one finding: an account that is no candidate any more must go. */
const REPLACED: Partial<Record<EvidenceRows['kind'], string>> = {
  candidates: 'DELETE FROM account_candidates WHERE case_id = $1',
  clusters: 'DELETE FROM account_clusters WHERE case_id = $1',
  'cluster-members': 'DELETE FROM cluster_members WHERE case_id = $1',
};

/** Columns that tell which finding the evidence of a case follows now. */
const CURRENT: Partial<Record<Finding['analyzer'], string>> = {
  'account-totals': 'SELECT 1 FROM account_evidence WHERE case_id = $1 AND totals_finding_id = $2',
  membership: `SELECT 1 FROM account_evidence WHERE case_id = $1 AND suggestion_finding_id = $2
    UNION ALL SELECT 1 FROM account_candidates WHERE case_id = $1 AND finding_id = $2`,
  clusters: `SELECT 1 FROM account_clusters WHERE case_id = $1 AND finding_id = $2
    UNION ALL SELECT 1 FROM cluster_members WHERE case_id = $1 AND finding_id = $2`,
  'cover-traffic': 'SELECT 1 FROM key_evidence WHERE case_id = $1 AND finding_id = $2',
};

/**
 * Stores a finding, unless the same input was answered before: by another run meanwhile, or long ago for rows that
 * were overwritten since. Gives the one that stands.
 */
export async function keepFinding(tx: EntityManager, found: Finding): Promise<Finding> {
  await tx.query(
    `INSERT INTO findings (id, case_id, analyzer, version, question, snapshot_id, accounts_hash, account_count, parameters,
       input_hash, queries, engine_version, result, row_count, rows_hash, enriched_through, content_hash, started_at, finished_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11::jsonb, $12, $13::jsonb, $14, $15, $16, $17, $18, $19)
     ON CONFLICT (case_id, input_hash) DO NOTHING`,
    [
      found.id,
      found.caseId,
      found.analyzer,
      found.version,
      found.question,
      found.snapshotId,
      found.accountsHash,
      found.accountCount,
      JSON.stringify(found.parameters),
      found.inputHash,
      JSON.stringify(found.queries),
      found.engineVersion,
      JSON.stringify(found.result),
      found.rowCount,
      found.rowsHash,
      found.enrichedThrough,
      found.contentHash,
      found.startedAt,
      found.finishedAt,
    ],
  );
  return tx.findOneByOrFail(Finding, { caseId: found.caseId, inputHash: found.inputHash });
}

/** Writes what an analyzer left, in place of what an earlier finding said of the same accounts or keys. */
export async function writeRows(
  tx: EntityManager,
  caseId: string,
  findingId: string,
  evidence: EvidenceRows,
): Promise<void> {
  const replaced = REPLACED[evidence.kind];
  if (replaced) await tx.query(replaced, [caseId]);
  for (let from = 0; from < evidence.rows.length; from += BATCH) {
    const batch = JSON.stringify(evidence.rows.slice(from, from + BATCH));
    await tx.query(STATEMENTS[evidence.kind], [caseId, findingId, batch]);
  }
}

/** Whether every row that a finding left is still the case's evidence, so that it need not be written again. */
export async function isCurrent(db: EntityManager, finding: Finding): Promise<boolean> {
  const rows = CURRENT[finding.analyzer];
  if (!rows) return true;
  const [found] = await db.query<{ n: string }[]>(`SELECT count(*) AS n FROM (${rows}) AS r`, [
    finding.caseId,
    finding.id,
  ]);
  return Number(found!.n) === finding.rowCount;
}

/** Members of a frozen set, in byte order. */
export async function membersOf(engine: UsageEngine, setHash: string): Promise<string[]> {
  const rows = await engine.query<{ member: string }>(
    'SELECT DISTINCT member FROM account_sets WHERE set_hash = {accounts:String} ORDER BY member',
    { accounts: setHash },
  );
  return rows.map(({ member }) => member);
}

/** Days on which accounts of open cases had exchanges, by the months that they go over. */
export async function daysOfOpenCases(db: EntityManager, before: string): Promise<Keeper[]> {
  const rows: { from: string; to: string; cases: string; id: string }[] = await db.query(
    `SELECT min(first_day) AS "from", max(after_last) AS "to", count(*) AS cases, min(case_id::text) AS id
     FROM (SELECT e.case_id, to_char(min(e.first_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS first_day,
             to_char((max(e.last_at) AT TIME ZONE 'UTC')::date + 1, 'YYYY-MM-DD') AS after_last
           FROM account_evidence e JOIN cases c ON c.id = e.case_id AND c.stage <> 'Closed'
           WHERE e.first_at IS NOT NULL GROUP BY e.case_id) AS spans
     WHERE first_day < $1 GROUP BY substring(first_day FOR 7), substring(after_last FOR 7) ORDER BY 1, 2`,
    [before],
  );
  return rows.map(({ from, to, cases, id }) => ({
    kind: 'case',
    id,
    reason:
      cases === '1'
        ? 'Accounts of an open case had exchanges in it.'
        : `Accounts of ${figure(Number(cases))} open cases had exchanges in it.`,
    from,
    to,
  }));
}
