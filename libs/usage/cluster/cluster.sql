-- Usage on a cluster of ClickHouse that Docket reads (docs/operations.md, "A cluster").
-- The macros {cluster}, {shard} and {replica} must be set on every server. Give the user a password before it may come
-- from elsewhere: ALTER USER docket ON CLUSTER '{cluster}' IDENTIFIED BY '…' HOST ANY.
-- Written from the columns that Docket imports; a test compares them.

CREATE DATABASE IF NOT EXISTS gateway ON CLUSTER '{cluster}';

CREATE TABLE IF NOT EXISTS gateway.usage_local ON CLUSTER '{cluster}' (
  request_id String,
  ts DateTime64(3, 'UTC'),
  account_id String,
  api_key_id Nullable(String),
  org_id Nullable(String),
  model LowCardinality(String),
  capability LowCardinality(Nullable(String)),
  input_tokens UInt32,
  output_tokens UInt32,
  status UInt16,
  ip Nullable(String),
  asn Nullable(UInt32),
  country LowCardinality(Nullable(String)),
  access_path LowCardinality(Nullable(String)),
  client_fingerprint Nullable(String),
  template_hash Nullable(UInt64),
  ingested_at DateTime64(3, 'UTC') DEFAULT now64(3),
  INDEX ix_ingested_at ingested_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/gateway/usage', '{replica}')
PARTITION BY toYYYYMM(ts) ORDER BY (account_id, ts)
SETTINGS replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE TABLE IF NOT EXISTS gateway.usage ON CLUSTER '{cluster}' AS gateway.usage_local
ENGINE = Distributed('{cluster}', 'gateway', 'usage_local', cityHash64(account_id));

CREATE TABLE IF NOT EXISTS gateway.accounts_history_local ON CLUSTER '{cluster}' (
  account_id String,
  created_at DateTime64(3, 'UTC'),
  org_id Nullable(String),
  org_name Nullable(String),
  org_seats Nullable(UInt32),
  contract LowCardinality(Nullable(String)),
  protected Nullable(Bool),
  email_domain Nullable(String),
  payment_instrument Nullable(String),
  declared_country LowCardinality(Nullable(String)),
  verification LowCardinality(Nullable(String)),
  status LowCardinality(Nullable(String)),
  ingested_at DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/gateway/accounts_history', '{replica}')
PARTITION BY tuple() ORDER BY account_id
SETTINGS replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800;

CREATE TABLE IF NOT EXISTS gateway.accounts_history ON CLUSTER '{cluster}' AS gateway.accounts_history_local
ENGINE = Distributed('{cluster}', 'gateway', 'accounts_history_local', cityHash64(account_id));

CREATE VIEW IF NOT EXISTS gateway.accounts ON CLUSTER '{cluster}' AS
SELECT * FROM gateway.accounts_history ORDER BY account_id, ingested_at DESC LIMIT 1 BY account_id;

CREATE DATABASE IF NOT EXISTS casework ON CLUSTER '{cluster}';

CREATE TABLE IF NOT EXISTS casework.account_sets ON CLUSTER '{cluster}' (set_hash String, member String, kind LowCardinality(String))
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/all/casework/account_sets', '{shard}-{replica}') ORDER BY (set_hash, member);

CREATE TABLE IF NOT EXISTS casework.withdrawn_rows ON CLUSTER '{cluster}' (import_no UInt32, place UInt64)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/all/casework/withdrawn_rows', '{shard}-{replica}') ORDER BY (import_no, place);

CREATE SETTINGS PROFILE IF NOT EXISTS docket ON CLUSTER '{cluster}' SETTINGS
  prefer_global_in_and_join = 1,
  distributed_product_mode = 'global',
  distributed_foreground_insert = 1,
  max_bytes_before_external_group_by = 8000000000,
  max_bytes_before_external_sort = 8000000000;

CREATE USER IF NOT EXISTS docket ON CLUSTER '{cluster}' IDENTIFIED WITH no_password HOST LOCAL SETTINGS PROFILE docket;

GRANT ON CLUSTER '{cluster}' SELECT ON gateway.* TO docket;

GRANT ON CLUSTER '{cluster}' SELECT, INSERT, CREATE DATABASE, CREATE TABLE, CREATE VIEW, DROP TABLE, DROP VIEW ON casework.* TO docket;
