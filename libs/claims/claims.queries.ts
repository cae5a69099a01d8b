import type { EntityManager } from 'typeorm';
import { sendBehind } from '@app/platform';
import { Case, familySql } from '@app/cases';
import { type Keeper, Snapshot } from '@app/usage';
import { Claim } from './claim.entity';

/** The next number of a claim within its case; the caller holds the case. */
export async function nextNumber(tx: EntityManager, caseId: string): Promise<number> {
  const [row] = await tx.query<{ next: number }[]>(
    'SELECT coalesce(max(number), 0) + 1 AS next FROM claims WHERE case_id = $1',
    [caseId],
  );
  return row!.next;
}

/** Records that a letter cites claims; again is no change. */
export async function insertCitations(
  tx: EntityManager,
  claimIds: readonly string[],
  letterId: string,
  at: Date,
): Promise<void> {
  await sendBehind(
    tx,
    `INSERT INTO claim_citations (claim_id, letter_id, cited_at)
     SELECT DISTINCT claim_id, $2::uuid, $3::timestamptz FROM unnest($1::uuid[]) AS claim_id
     ON CONFLICT (claim_id, letter_id) DO NOTHING`,
    [claimIds, letterId, at],
  );
}

/** How many letters cite each of these claims; one that none cites is left out. */
export async function countCitations(
  db: EntityManager,
  claimIds: readonly string[],
): Promise<Map<string, number>> {
  const rows: { id: string; letters: number }[] = await db.query(
    `SELECT claim_id AS id, count(*)::int AS letters FROM claim_citations
     WHERE claim_id = ANY($1::uuid[]) GROUP BY claim_id`,
    [claimIds],
  );
  return new Map(rows.map(({ id, letters }) => [id, letters]));
}

/** A claim with what letters say of it beside its own words. */
export interface ListedClaim {
  claim: Claim;
  caseNumber: number;
  /** When the snapshot was taken on which it was counted. */
  takenAt: Date;
}

/** Claims of a case by number, and behind them those of the cases merged into it, case by case. */
export async function claimsOfFamily(db: EntityManager, caseId: string): Promise<ListedClaim[]> {
  const { entities, raw } = await db
    .createQueryBuilder(Claim, 'c')
    .innerJoin(Case, 'k', 'k.id = c.caseId')
    .innerJoin(Snapshot, 's', 's.id = c.snapshotId')
    .addSelect('k.number', 'case_number')
    .addSelect('s.takenAt', 'taken_at')
    .where(`c.caseId IN (WITH RECURSIVE ${familySql(':caseId')} SELECT id FROM family)`, { caseId })
    .orderBy('c.caseId <> :caseId')
    .addOrderBy('k.number')
    .addOrderBy('c.number')
    .getRawAndEntities<{ case_number: number; taken_at: Date }>();
  return entities.map((claim, at) => ({
    claim,
    caseNumber: raw[at]!.case_number,
    takenAt: raw[at]!.taken_at,
  }));
}

/**
 * Days that approved claims were counted on: what a letter cites, or may cite, must be there to be counted again. One
 * that was superseded and never cited needs nothing.
 */
export async function daysOfClaims(db: EntityManager, before: string): Promise<Keeper[]> {
  const rows: { from: string; to: string; claims: string; cited: string; id: string; number: number }[] =
    await db.query(
      `SELECT greatest(w.from_day, d.first_day) AS "from", least(w.to_day, d.after_last) AS "to",
         count(*) AS claims, count(*) FILTER (WHERE k.is_cited) AS cited, min(c.id::text) AS id,
         (array_agg(c.number ORDER BY c.id::text))[1] AS number
       FROM claims c
       JOIN snapshots s ON s.id = c.snapshot_id
       CROSS JOIN LATERAL (SELECT c.parameters->>'from' AS from_day, c.parameters->>'to' AS to_day) w
       CROSS JOIN LATERAL (SELECT s.days->0->>'day' AS first_day,
         to_char((s.days->-1->>'day')::date + 1, 'YYYY-MM-DD') AS after_last) d
       CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM claim_citations i WHERE i.claim_id = c.id) AS is_cited) k
       WHERE c.state = 'approved' AND (NOT c.is_superseded OR k.is_cited)
         AND greatest(w.from_day, d.first_day) < least(w.to_day, d.after_last) AND greatest(w.from_day, d.first_day) < $1
       GROUP BY 1, 2 ORDER BY 1, 2`,
      [before],
    );
  return rows.map(({ from, to, claims, cited, id, number }) => ({
    kind: 'claim',
    id,
    reason:
      claims === '1'
        ? `Approved claim ${number}${cited === '1' ? ', cited in a letter,' : ''} was counted on it.`
        : `${claims} approved claims were counted on it, of which letters cite ${cited}.`,
    from,
    to,
  }));
}
