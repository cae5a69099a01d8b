import type { EntityManager } from 'typeorm';
import { decodeCursor, type Page, toPage } from '@app/platform';
import type { PageOfList } from '../alerts.queries';
import { MutingRule } from './muting-rule.entity';

/** Rules, the latest first. @param standingAt leaves out those that have ended by then */
export async function listRules(
  db: EntityManager,
  standingAt: Date | undefined,
  page: PageOfList,
): Promise<Page<MutingRule>> {
  const query = db
    .createQueryBuilder(MutingRule, 'r')
    .orderBy('r.id', 'DESC')
    .take(page.limit + 1);
  if (standingAt) query.where('r.endedAt IS NULL AND r.expiresAt > :standingAt', { standingAt });
  if (page.cursor !== undefined)
    query.andWhere('r.id < :after', { after: String(decodeCursor(page.cursor, 1)[0]) });
  return toPage(
    await query.getMany(),
    page.limit,
    (rule) => [rule.id],
    (rule) => rule,
  );
}

/**
 * How many alerts each rule keeps from the inbox now, and when the last of them arrived. Counted from the index of
 * muted alerts: a counter on the rule would let detectors wait for each other.
 */
export function mutedByRules(
  db: EntityManager,
  ruleIds: readonly string[],
): Promise<{ ruleId: string; muted: number; lastAt: Date | null }[]> {
  return db.query(
    `SELECT r.id AS "ruleId", c.muted, l.first_seen_at AS "lastAt" FROM unnest($1::uuid[]) AS r (id)
     CROSS JOIN LATERAL (SELECT count(*)::int AS muted FROM alerts WHERE muted_by = r.id) c
     LEFT JOIN LATERAL (SELECT first_seen_at FROM alerts WHERE muted_by = r.id ORDER BY id DESC LIMIT 1) l ON true`,
    [ruleIds],
  );
}

/** Brings the first of what a rule muted back to the inbox; gives what was brought back, in the order of the ids. */
export async function unmuteSome(
  tx: EntityManager,
  ruleId: string,
  limit: number,
): Promise<{ id: string; sandbox: boolean }[]> {
  const [rows]: [{ id: string; sandbox: boolean }[], number] = await tx.query(
    `WITH held AS MATERIALIZED (SELECT id FROM alerts WHERE muted_by = $1 ORDER BY id LIMIT $2 FOR UPDATE)
     UPDATE alerts a SET muted_by = NULL FROM held WHERE a.id = held.id AND a.muted_by = $1 RETURNING a.id, a.sandbox`,
    [ruleId, limit],
  );
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}
