import { type EntityManager, type FindOperator, Raw } from 'typeorm';
import { waySql } from '@app/cases';
import { Letter } from '../letter.entity';
import type { LetterState } from '../letter-state';
import type { FlagState } from './letter-flag.entity';

/** Letters with fixed words that were not given up and that say a claim; held until the transaction ends. */
export function lockLettersSaying(tx: EntityManager, claimId: string): Promise<Letter[]> {
  return tx
    .createQueryBuilder(Letter, 'l')
    .where(`l.id IN (SELECT letter_id FROM claim_citations WHERE claim_id = :claimId)`, { claimId })
    .andWhere(`l.state <> 'Withdrawn'`)
    .andWhere(`NOT EXISTS (SELECT FROM letter_flags f WHERE f.letter_id = l.id AND f.claim_id = :claimId)`)
    .orderBy('l.id', 'ASC')
    .setLock('pessimistic_write')
    .getMany();
}

/**
 * Letters with fixed words that were not given up, of a case and those that it was merged into: its judgements count for
 * all of them. Those that a flag names for this judgement are left out; held until the transaction ends.
 */
export function lockFrozenOnWay(tx: EntityManager, caseId: string, judgementId: string): Promise<Letter[]> {
  return tx
    .createQueryBuilder(Letter, 'l')
    .where(`l.case_id IN (WITH RECURSIVE ${waySql(':caseId')} SELECT id FROM way)`, { caseId })
    .andWhere(`l.state <> 'Withdrawn' AND EXISTS (SELECT FROM frozen_letters z WHERE z.letter_id = l.id)`)
    .andWhere(
      `NOT EXISTS (SELECT FROM letter_flags f WHERE f.letter_id = l.id AND f.judgement_id = :judgementId)`,
      { judgementId },
    )
    .orderBy('l.id', 'ASC')
    .setLock('pessimistic_write')
    .getMany();
}

/** Condition on a letter's id: whether it has a flag that nobody has settled. */
export const hasOpenFlag = (has: boolean): FindOperator<string> =>
  Raw((id) => `${id} ${has ? 'IN' : 'NOT IN'} (SELECT letter_id FROM letter_flags WHERE state = 'open')`);

/** How many flags of each of these letters nobody has settled. */
export async function openFlagsOf(
  db: EntityManager,
  letterIds: readonly string[],
): Promise<Map<string, number>> {
  const rows: { id: string; n: number }[] = await db.query(
    `SELECT letter_id AS id, count(*)::int AS n FROM letter_flags
     WHERE letter_id = ANY($1::uuid[]) AND state = 'open' GROUP BY letter_id`,
    [letterIds],
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** A letter that says a claim, frozen with it. */
export interface CitingLetter {
  id: string;
  caseId: string;
  year: number;
  sequence: number;
  state: LetterState;
  version: number;
  frozenAt: Date;
  deliveredAt: Date | null;
  flagState: FlagState | null;
}

/** Letters that say a claim, by id, after the one given. */
export function lettersCiting(
  db: EntityManager,
  claimId: string,
  o: { limit: number; after: string | null },
): Promise<CitingLetter[]> {
  return db.query(
    `SELECT l.id, l.case_id AS "caseId", l.year, l.sequence, l.state, z.version, z.frozen_at AS "frozenAt",
       d.delivered_at AS "deliveredAt", f.state AS "flagState"
     FROM claim_citations c
     JOIN letters l ON l.id = c.letter_id
     JOIN frozen_letters z ON z.letter_id = l.id
     LEFT JOIN dispatches d ON d.letter_id = l.id
     LEFT JOIN letter_flags f ON f.letter_id = l.id AND f.claim_id = c.claim_id
     WHERE c.claim_id = $1 AND ($2::uuid IS NULL OR c.letter_id > $2) ORDER BY c.letter_id LIMIT $3`,
    [claimId, o.after, o.limit],
  );
}
