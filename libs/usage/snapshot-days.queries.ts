import type { Snapshot } from './snapshot.entity';
import { snapshotParams, USAGE_AT_BY_ROW } from './snapshot-sql';
import { contentSum } from './staging-sql';
import { USAGE_FILE } from './usage-columns';
import type { UsageEngine } from './usage-engine';

/** Whole UTC days, the last one excluded. */
export interface DayWindow {
  from: string;
  to: string;
}

/** Rows and content hash of a snapshot by UTC day as they lie there now; hashes decimal. */
export function daysNow(
  engine: UsageEngine,
  snapshot: Snapshot,
  window?: DayWindow,
): Promise<{ day: string; rows: string; hash: string }[]> {
  const within = window
    ? "WHERE ts >= toDateTime64({from:String}, 3, 'UTC') AND ts < toDateTime64({to:String}, 3, 'UTC')"
    : '';
  return engine.query(
    `SELECT toString(toDate(ts)) AS day, toString(count()) AS rows, ${contentSum(USAGE_FILE)} AS hash
     FROM ${USAGE_AT_BY_ROW} ${within} GROUP BY day ORDER BY day`,
    { ...snapshotParams(snapshot), ...window },
  );
}
