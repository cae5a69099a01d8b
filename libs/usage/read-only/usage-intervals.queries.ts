import type { EntityManager } from 'typeorm';
import type { UsageInterval } from './usage-interval.entity';

/** Writes what intervals hash to now. */
export async function renewIntervals(
  tx: EntityManager,
  found: readonly Pick<UsageInterval, 'no' | 'days'>[],
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE usage_intervals AS i SET days = f.days, is_moved = false, recorded_at = $2
     FROM jsonb_to_recordset($1::jsonb) AS f(no integer, days jsonb) WHERE i.no = f.no`,
    [JSON.stringify(found), at],
  );
}
