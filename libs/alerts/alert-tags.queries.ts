import type { EntityManager } from 'typeorm';
import { sendBehind } from '@app/platform';

/** What the lists of alerts say, as rows. */
const LISTED = `SELECT DISTINCT tag, a.id AS alert_id FROM alerts a, unnest(a.tags || a.staff_tags) AS t (tag)
  WHERE a.id = ANY($1::uuid[])`;

/** Before the tags of alerts change: takes the present ones from the index of tags. The caller holds the alerts. */
export async function forgetTags(tx: EntityManager, alertIds: readonly string[]): Promise<void> {
  await sendBehind(
    tx,
    `DELETE FROM alert_tags t USING (${LISTED}) l WHERE t.tag = l.tag AND t.alert_id = l.alert_id`,
    [alertIds],
  );
}

/** After the tags of alerts have changed: enters them. The caller has forgotten the former ones. */
export async function enterTags(tx: EntityManager, alertIds: readonly string[]): Promise<void> {
  await sendBehind(tx, `INSERT INTO alert_tags (tag, alert_id) ${LISTED}`, [alertIds]);
}
