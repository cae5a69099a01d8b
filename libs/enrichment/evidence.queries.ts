import type { EntityManager } from 'typeorm';
import type { UsageEngine } from '@app/usage';
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

const STATEMENTS: Record<EvidenceRows['kind'], string> = {
  'account-totals': ACCOUNT_TOTALS,
  'account-verdicts': ACCOUNT_VERDICTS,
  'key-verdicts': KEY_VERDICTS,
};

/** Columns that tell which finding the evidence of a case follows now. */
const CURRENT: Partial<Record<Finding['analyzer'], string>> = {
  'account-totals': 'SELECT 1 FROM account_evidence WHERE case_id = $1 AND totals_finding_id = $2',
  'shared-infrastructure': 'SELECT 1 FROM account_evidence WHERE case_id = $1 AND suggestion_finding_id = $2',
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
