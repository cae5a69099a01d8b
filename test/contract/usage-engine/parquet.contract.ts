import { Readable } from 'node:stream';
import type { ContractClient } from './contract-client';

/** Parquet on its way in and out. */
export function parquetContract(c: ContractClient): void {
  const { rows, run } = c;

  describe('Parquet', () => {
    test('a Parquet file through input(), as text, in the order of its row groups, instants in UTC', async () => {
      await run('CREATE TABLE columnar (id String, at String, line UInt64) ENGINE = MergeTree ORDER BY line');
      const { stream } = await c.client.exec({
        query: `SELECT number AS id, toDateTime64(1777629600 + number, 3, 'America/New_York') AS at, 'x' AS more
          FROM numbers(50000) ORDER BY number FORMAT Parquet`,
        clickhouse_settings: { output_format_parquet_row_group_size: '1000' },
      });
      const file = Buffer.concat(await stream.toArray());
      const sent = await c.client.exec({
        query: `INSERT INTO columnar SELECT id, at, rowNumberInAllBlocks()
          FROM input('at Nullable(String), id Nullable(String)') FORMAT Parquet`,
        values: Readable.from([file], { objectMode: false }),
        clickhouse_settings: {
          parallelize_output_from_storages: 0,
          max_insert_threads: '1',
          input_format_parquet_preserve_order: 1,
          input_format_parquet_filter_push_down: 0,
          session_timezone: 'UTC',
        },
      });
      sent.stream.resume();
      expect(await rows('SELECT countIf(id != toString(line)) AS wrong, count() AS n FROM columnar')).toEqual(
        [{ wrong: '0', n: '50000' }],
      );
      expect(await rows('SELECT at FROM columnar WHERE line = 1')).toEqual([
        { at: '2026-05-01 10:00:01.000' },
      ]);
    });
  });
}
