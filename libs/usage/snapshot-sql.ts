import type { Snapshot } from './snapshot.entity';
import { IMPORTS_PRESENT } from './usage-schema';
import { countsAmong, isNotWithdrawnBy } from './withdrawals/withdrawal-sql';

const NUMBERS = '{snapshot_imports:Array(UInt32)}';

/**
 * SQL condition that the engine answers once, before it reads: usage holds rows of no other imports. An import may end
 * while a question is asked, so this counts only where all of a question sees the table as it was at one instant.
 */
const HOLDS_NO_OTHERS = `getSettingOrDefault('enable_shared_storage_snapshot_in_query', 0) = 1
  AND (SELECT count() FROM ${IMPORTS_PRESENT} WHERE import_no NOT IN ${NUMBERS}) = 0`;

/**
 * The usage of a snapshot, in place of a table: `SELECT … FROM ${USAGE_AT} WHERE …` with `snapshotParams`. Rows are asked
 * for their import only where there are others. See ADR 0061.
 */
export const USAGE_AT = `(SELECT * FROM usage WHERE (${HOLDS_NO_OTHERS} OR import_no IN ${NUMBERS}) AND ${isNotWithdrawnBy(NUMBERS)})`;

/** The same, every row asked for its import: for what must not rest on a sum that was kept. */
export const USAGE_AT_BY_ROW = `(SELECT * FROM usage WHERE ${countsAmong(NUMBERS)})`;

/** The accounts of a snapshot, each once as the latest of its imports has it, in place of a table. */
export const ACCOUNTS_AT = `(SELECT * FROM accounts WHERE import_no IN ${NUMBERS} ORDER BY account_id, import_no DESC LIMIT 1 BY account_id)`;

/** Parameters of `USAGE_AT`, `USAGE_AT_BY_ROW` and `ACCOUNTS_AT`. */
export function snapshotParams(snapshot: Pick<Snapshot, 'importNos'>): Record<string, unknown> {
  return { snapshot_imports: snapshot.importNos };
}
