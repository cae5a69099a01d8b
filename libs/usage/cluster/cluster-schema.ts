import type { FileKind } from '../file-columns';
import { ACCOUNTS_FILE, USAGE_FILE } from '../usage-columns';
import { OWN_TABLES } from '../usage-schema';

/** Database of the tables that the lab's pipeline fills. */
const LAB = 'gateway';
/** Docket's own, as `CLICKHOUSE_DATABASE` names it. */
const OWN = 'casework';
const ON_CLUSTER = "ON CLUSTER '{cluster}'";

/** The column that `USAGE_SOURCE_WATERMARK` names; the cluster fills it, no pipeline does. */
export const WATERMARK = 'ingested_at';

/**
 * Rows of a kind on shards: a replicated table on each and one over all of them. Repeats of a row have the same account
 * and so come to the same shard, where a batch that is sent again is known.
 */
function sharded({ columns, partitionBy, orderBy }: FileKind, table: string, more: string[]): string[] {
  const lines = [...columns.map(({ name, type }) => `${name} ${type}`), ...more];
  return [
    `CREATE TABLE IF NOT EXISTS ${LAB}.${table}_local ${ON_CLUSTER} (\n  ${lines.join(',\n  ')}\n)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/${LAB}/${table}', '{replica}')
PARTITION BY ${partitionBy} ORDER BY ${orderBy}
SETTINGS replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800`,
    `CREATE TABLE IF NOT EXISTS ${LAB}.${table} ${ON_CLUSTER} AS ${LAB}.${table}_local
ENGINE = Distributed('{cluster}', '${LAB}', '${table}_local', cityHash64(account_id))`,
  ];
}

/** One of Docket's own tables, whole on every server. */
const everywhere = (ddl: string): string =>
  ddl.replace(
    /^CREATE TABLE IF NOT EXISTS (\w+) (\([^]*\))\s+ENGINE = (\w+)/,
    (_, name: string, columns: string, engine: string) =>
      `CREATE TABLE IF NOT EXISTS ${OWN}.${name} ${ON_CLUSTER} ${columns}
ENGINE = Replicated${engine}('/clickhouse/tables/all/${OWN}/${name}', '{shard}-{replica}')`,
  );

/** DDL of a cluster whose usage Docket reads, in order; `cluster.sql` holds it for those who run it. */
export const CLUSTER_SCHEMA: readonly string[] = [
  `CREATE DATABASE IF NOT EXISTS ${LAB} ${ON_CLUSTER}`,
  ...sharded(USAGE_FILE, 'usage', [
    `${WATERMARK} DateTime64(3, 'UTC') DEFAULT now64(3)`,
    `INDEX ix_${WATERMARK} ${WATERMARK} TYPE minmax GRANULARITY 1`,
  ]),
  ...sharded(ACCOUNTS_FILE, 'accounts_history', [`${WATERMARK} DateTime64(3, 'UTC') DEFAULT now64(3)`]),
  `CREATE VIEW IF NOT EXISTS ${LAB}.accounts ${ON_CLUSTER} AS
SELECT * FROM ${LAB}.accounts_history ORDER BY account_id, ${WATERMARK} DESC LIMIT 1 BY account_id`,
  `CREATE DATABASE IF NOT EXISTS ${OWN} ${ON_CLUSTER}`,
  ...OWN_TABLES.map(everywhere),
  `CREATE SETTINGS PROFILE IF NOT EXISTS docket ${ON_CLUSTER} SETTINGS
  prefer_global_in_and_join = 1,
  distributed_product_mode = 'global',
  distributed_foreground_insert = 1,
  max_bytes_before_external_group_by = 8000000000,
  max_bytes_before_external_sort = 8000000000`,
  `CREATE USER IF NOT EXISTS docket ${ON_CLUSTER} IDENTIFIED WITH no_password HOST LOCAL SETTINGS PROFILE docket`,
  `GRANT ${ON_CLUSTER} SELECT ON ${LAB}.* TO docket`,
  `GRANT ${ON_CLUSTER} SELECT, INSERT, CREATE DATABASE, CREATE TABLE, CREATE VIEW, DROP TABLE, DROP VIEW ON ${OWN}.* TO docket`,
];

/** The file's text. */
export const clusterSql = (): string => `${HEAD}${CLUSTER_SCHEMA.map((each) => `${each};`).join('\n\n')}\n`;

const HEAD = `-- Usage on a cluster of ClickHouse that Docket reads (docs/operations.md, "A cluster").
-- The macros {cluster}, {shard} and {replica} must be set on every server. Give the user a password before it may come
-- from elsewhere: ALTER USER docket ON CLUSTER '{cluster}' IDENTIFIED BY '…' HOST ANY.
-- Written from the columns that Docket imports; a test compares them.

`;
