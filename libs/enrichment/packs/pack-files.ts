import { stringify } from 'csv-stringify/sync';
import type { PackTableName } from './pack-manifest';
import type { ClusteredAccount } from './packs.queries';
import type { Pseudonyms } from './pseudonyms';
import type { Cell, ShownCell } from './suppress';

/** Lines that are written at once. */
const LINES = 2_000;

const clusterKey = (cluster: number | null): string => (cluster === null ? 'none' : String(cluster));

/** How many accounts each cluster has, by its number; those in none come last. */
export function clusterCells(accounts: readonly ClusteredAccount[]): Cell[] {
  const counts = new Map<number | null, number>();
  for (const { cluster } of accounts) counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a ?? Number.MAX_SAFE_INTEGER) - (b ?? Number.MAX_SAFE_INTEGER))
    .map(([cluster, n]) => ({ key: clusterKey(cluster), accounts: n, exchanges: null }));
}

/** The accounts’ file in the order of the pseudonyms; a cluster that is not shown as a cell is not shown here. */
export function* accountLines(
  accounts: readonly ClusteredAccount[],
  pseudonyms: Pseudonyms,
  shown: ReadonlySet<string>,
): Generator<string> {
  yield 'pseudonym,cluster\r\n';
  const lines = accounts
    .map(({ accountId, cluster }) => {
      const key = clusterKey(cluster);
      return `${pseudonyms.of(accountId)},${shown.has(key) ? key : ''}\r\n`;
    })
    .sort();
  for (let at = 0; at < lines.length; at += LINES) yield lines.slice(at, at + LINES).join('');
}

/** All tables as one file; a suppressed cell has its key and no figures. */
export function* cellLines(
  tables: readonly { name: PackTableName; cells: ShownCell[] | null }[],
): Generator<string> {
  yield 'table,key,accounts,exchanges,suppressed\r\n';
  for (const { name, cells } of tables)
    yield stringify(
      (cells ?? []).map((cell) =>
        cell.isSuppressed
          ? [name, cell.key, null, null, 'yes']
          : [name, cell.key, cell.accounts, cell.exchanges, 'no'],
      ),
      // It would quote only what has both of CR and LF; a spreadsheet must take nothing for a formula.
      { record_delimiter: 'windows', escape_formulas: true, quoted_match: /[\r\n]/ },
    );
}
