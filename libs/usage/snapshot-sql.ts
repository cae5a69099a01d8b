import type { Snapshot } from './snapshot.entity';
import { countsAmong } from './withdrawals/withdrawal-sql';

const NUMBERS = '{snapshot_imports:Array(UInt32)}';

/** The usage of a snapshot, in place of a table: `SELECT … FROM ${USAGE_AT} WHERE …` with `snapshotParams`. */
export const USAGE_AT = `(SELECT * FROM usage WHERE ${countsAmong(NUMBERS)})`;

/** The accounts of a snapshot, each once as the latest of its imports has it, in place of a table. */
export const ACCOUNTS_AT = `(SELECT * FROM accounts WHERE import_no IN ${NUMBERS} ORDER BY account_id, import_no DESC LIMIT 1 BY account_id)`;

/** Parameters of `USAGE_AT` and `ACCOUNTS_AT`. */
export function snapshotParams(snapshot: Pick<Snapshot, 'importNos'>): Record<string, unknown> {
  return { snapshot_imports: snapshot.importNos };
}
