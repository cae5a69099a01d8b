import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_TABLES, tableColumns } from '../usage-schema';
import { ACCOUNTS_FILE, USAGE_FILE } from '../usage-columns';
import { CLUSTER_SCHEMA, clusterSql, WATERMARK } from './cluster-schema';

/** Names and types of the columns of a table in the DDL. */
function columnsIn(table: string): string[] {
  const statement = CLUSTER_SCHEMA.find((each) => each.includes(`.${table}_local ON CLUSTER`))!;
  return /\(\n([^]*?)\n\)/
    .exec(statement)![1]!
    .split('\n')
    .map((line) => line.trim().replace(/,$/, ''))
    .filter((line) => !line.startsWith('INDEX '));
}

describe('The schema of a cluster', () => {
  it('is what the file says that people run', () => {
    expect(readFileSync(join(__dirname, 'cluster.sql'), 'utf8')).toBe(clusterSql());
  });

  it.each([
    ['usage', USAGE_FILE],
    ['accounts_history', ACCOUNTS_FILE],
  ] as const)('has the columns of one server in %s, but for those that an import makes', (table, kind) => {
    const made = ['import_no UInt32', 'line UInt32', `${kind.extra.name} ${kind.extra.type}`];
    const ofRows = tableColumns({ ...kind, numbers: [] });
    expect(columnsIn(table)).toEqual([
      ...ofRows.filter((column) => !made.includes(column)),
      `${WATERMARK} DateTime64(3, 'UTC') DEFAULT now64(3)`,
    ]);
  });

  it("has each of Docket's own tables whole on every server, as it would make it", () => {
    for (const ddl of OWN_TABLES) {
      const [, name, columns] = /^CREATE TABLE IF NOT EXISTS (\w+) (\([^]*\))\s+ENGINE/.exec(ddl)!;
      const start = `CREATE TABLE IF NOT EXISTS casework.${name} ON CLUSTER '{cluster}' ${columns}`;
      const there = CLUSTER_SCHEMA.find((each) => each.startsWith(start));
      expect(there).toMatch(
        /ENGINE = Replicated\w*MergeTree\('[^']*\/all\/[^']*', '\{shard\}-\{replica\}'\)/,
      );
    }
  });
});
