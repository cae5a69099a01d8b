import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { until } from '../support/until';
import { startUsageEngine, usageEngineMissing, type RunningUsageEngine } from '../support/usage-engine';
import { usageEngineContract } from './usage-engine.contract';

const missing = usageEngineMissing();
// oxlint-disable-next-line node/no-process-env -- a ClickHouse for the contract is named from outside
const cluster = process.env['CLICKHOUSE_URL'];

if (missing) {
  process.stderr.write(`The embedded usage engine is not tested: ${missing}.\n`);
  test('without chdb the engine says what to do instead', () => expect(missing).toContain('chdb'));
} else {
  describe('the embedded usage engine', () => {
    let engine: RunningUsageEngine;
    beforeAll(async () => {
      engine = await startUsageEngine();
    });
    usageEngineContract(() => engine.url);
    afterAll(async () => {
      await engine.stop();
    });

    test('leaves nothing in the spool', async () => {
      await until(async () => (await readdir(join(engine.dir, 'spool'))).length === 0);
    });

    test('lets no web page in', async () => {
      const response = await fetch(`${engine.url}/?query=SELECT+1`, {
        headers: { 'sec-fetch-site': 'cross-site' },
      });
      expect(response.status).toBe(403);
    });
  });

  describe('the process of the usage engine', () => {
    const connect = (url: string, password?: string) =>
      createClient({
        url,
        clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
        log: { level: ClickHouseLogLevel.OFF },
        ...(password ? { password } : {}),
      });
    const running = async (client: ClickHouseClient, words: string): Promise<boolean> => {
      const query = `SELECT 1 FROM system.processes WHERE query LIKE '%${words}%' AND query NOT LIKE '%processes%'`;
      const found = await client.query({ query, format: 'JSONEachRow' });
      return (await found.json()).length > 0;
    };
    let dir: string;
    beforeEach(async () => {
      dir = await mkdtemp(join(tmpdir(), 'docket-usage-engine-'));
    });
    afterEach(() => rm(dir, { recursive: true, force: true }));

    test('finishes its queries on SIGTERM and exits 0', async () => {
      const engine = await startUsageEngine({ dir });
      const client = connect(engine.url);
      const query = 'SELECT sum(sleepEachRow(1)) AS s FROM numbers(5) SETTINGS max_block_size = 1';
      const result = client.query({ query, format: 'JSONEachRow' });
      await until(() => running(client, 'sleepEachRow'));
      const stopped = engine.stop();
      expect(await (await result).json()).toEqual([{ s: '0' }]);
      expect(await stopped).toBe(0);
      await client.close();
    });

    test('refuses a directory that another one has', async () => {
      const engine = await startUsageEngine({ dir });
      await expect(startUsageEngine({ dir })).rejects.toThrow(`is in use by process ${engine.pid}`);
      await engine.stop();
    });

    test('keeps all its work within its memory, and works on', async () => {
      const engine = await startUsageEngine({
        dir,
        env: { USAGE_ENGINE_MAX_MEMORY_MIB: '512', USAGE_ENGINE_MAX_THREADS: '1' },
      });
      const client = connect(engine.url);
      const query = 'SELECT uniqExact(number) FROM numbers(100000000)';
      await expect(client.command({ query })).rejects.toMatchObject({ type: 'MEMORY_LIMIT_EXCEEDED' });
      const threads = await client.query({
        query: "SELECT toString(getSetting('max_threads')) AS n",
        format: 'JSONEachRow',
      });
      expect(await threads.json()).toEqual([{ n: '1' }]);
      await client.close();
      await engine.stop();
    });

    test('asks for its password', async () => {
      const engine = await startUsageEngine({ dir, env: { USAGE_ENGINE_PASSWORD: 'correct horse' } });
      const [with_, without] = [connect(engine.url, 'correct horse'), connect(engine.url)];
      expect((await with_.ping({ select: true })).success).toBe(true);
      await expect(without.command({ query: 'SELECT 1' })).rejects.toMatchObject({ code: '516' });
      await Promise.all([with_.close(), without.close()]);
      await engine.stop();
    });

    test('makes tables whose parts keep no statistics of their columns', async () => {
      const engine = await startUsageEngine({ dir });
      const client = connect(engine.url);
      await client.command({ query: 'CREATE TABLE told (a UInt64) ENGINE = MergeTree ORDER BY a' });
      await client.command({ query: 'INSERT INTO told SELECT number FROM numbers(1000)' });
      await client.command({ query: 'OPTIMIZE TABLE told FINAL' });
      const query =
        "SELECT statistics FROM system.parts_columns WHERE database = currentDatabase() AND table = 'told' AND active";
      expect(await (await client.query({ query, format: 'JSONEachRow' })).json()).toEqual([
        { statistics: [] },
      ]);
      await client.close();
      await engine.stop();
    });

    test('opens again after kill -9 in the middle of an insert, earlier ones whole, the spool empty', async () => {
      const engine = await startUsageEngine({ dir });
      const client = connect(engine.url);
      await client.command({ query: 'CREATE TABLE kept (a UInt64, t String) ENGINE = MergeTree ORDER BY a' });
      await client.command({
        query: 'INSERT INTO kept SELECT number, toString(number) FROM numbers(100000)',
      });
      const cut = client
        .command({
          // Some 17 minutes, a second a block: an engine refuses blocks that sleep longer than three.
          query:
            'INSERT INTO kept SELECT number + 1000000, toString(sleepEachRow(0.01)) FROM numbers(100000) ' +
            'SETTINGS max_block_size = 100, min_insert_block_size_rows = 100',
        })
        .then(
          () => 'done',
          () => 'broken off',
        );
      const sending = client
        .insert({ table: 'kept', values: Readable.from(endless(), { objectMode: false }), format: 'CSV' })
        .then(
          () => 'done',
          () => 'broken off',
        );
      await until(() => running(client, 'sleepEachRow'));
      await until(async () => (await readdir(join(dir, 'spool'))).length > 0);
      await engine.stop('SIGKILL');
      expect([await cut, await sending]).toEqual(['broken off', 'broken off']);
      await client.close();
      await writeFile(join(dir, 'spool', 'left-behind'), 'x');

      const again = await startUsageEngine({ dir });
      expect(await readdir(join(dir, 'spool'))).toEqual([]);
      const reader = connect(again.url);
      const query = 'SELECT countIf(toString(a) = t) AS n FROM kept WHERE a < 100000';
      expect(await (await reader.query({ query, format: 'JSONEachRow' })).json()).toEqual([{ n: '100000' }]);
      await reader.close();
      expect(await again.stop()).toBe(0);
    });

    async function* endless() {
      for (;;) {
        yield '1,a\n'.repeat(1_000);
        await sleep(5);
      }
    }
  });
}

if (cluster) {
  describe('the ClickHouse of CLICKHOUSE_URL', () => usageEngineContract(() => cluster));
}
