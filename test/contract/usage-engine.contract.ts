import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import {
  ClickHouseLogLevel,
  createClient,
  type ClickHouseClient,
  type ClickHouseSettings,
} from '@clickhouse/client';

/**
 * What Docket needs of a ClickHouse, embedded or not, as tests through the client it uses.
 *
 * The tests work in a database of their own that is dropped at the end, so whoever stops the ClickHouse after
 * them registers that after calling this.
 */
export function usageEngineContract(getUrl: () => string): void {
  const database = `contract_${process.pid}_${Date.now()}`;
  let client: ClickHouseClient;
  let compressing: ClickHouseClient;

  const connect = (options: object = {}) =>
    createClient({
      url: getUrl(),
      database,
      log: { level: ClickHouseLogLevel.OFF },
      request_timeout: 60_000,
      // Old and new ClickHouse differ in this default; without quotes a 64-bit count loses its last digits.
      clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
      ...options,
    });
  const rows = async <T>(query: string, options: object = {}): Promise<T[]> =>
    (await client.query({ query, format: 'JSONEachRow', ...options })).json<T>() as Promise<T[]>;
  const run = (query: string, clickhouse_settings: ClickHouseSettings = {}) =>
    client.command({ query, clickhouse_settings });
  const count = async (table: string) =>
    Number((await rows<{ n: string }>(`SELECT count() AS n FROM ${table}`))[0]?.n);
  const insertCsv = async (
    query: string,
    csv: string | Readable,
    clickhouse_settings: ClickHouseSettings = {},
  ) => {
    const values = typeof csv === 'string' ? Readable.from([Buffer.from(csv)], { objectMode: false }) : csv;
    const { stream, summary } = await client.exec({ query, values, clickhouse_settings });
    stream.resume();
    return summary;
  };

  beforeAll(async () => {
    const first = createClient({ url: getUrl() });
    await first.command({ query: `CREATE DATABASE ${database}` });
    await first.close();
    client = connect();
    compressing = connect({ compression: { request: true, response: true } });
  });

  afterAll(async () => {
    await run(`DROP DATABASE ${database}`);
    await client.close();
    await compressing.close();
  });

  describe('queries', () => {
    test('answers pings, with and without a query', async () => {
      expect(await client.ping()).toEqual({ success: true });
      expect(await client.ping({ select: true })).toEqual({ success: true });
    });

    test('takes typed parameters literally, whatever they contain', async () => {
      const text = 'it\'s \\ a "tab"\there\nand `there` {x:String} ; -- ü 漢';
      const query_params = {
        text,
        list: ["a'b", 'c,d'],
        at: new Date('2026-06-10T01:02:03.456Z'),
        none: null,
        table: 'one',
      };
      const query = `SELECT {text:String} AS text, {list:Array(String)} AS list,
        toUnixTimestamp64Milli({at:DateTime64(3, 'UTC')}) AS at, {none:Nullable(String)} AS none FROM system.{table:Identifier}`;
      expect(await rows(query, { query_params })).toEqual([
        { text, list: query_params.list, at: String(query_params.at.getTime()), none: null },
      ]);
    });

    test('takes 25,000 ids in one parameter, in the URL and in a multipart body', async () => {
      const query_params = { ids: Array.from({ length: 25_000 }, (_, i) => i) };
      const query = 'SELECT count() AS n FROM numbers(100000) WHERE number IN {ids:Array(UInt32)}';
      expect(await rows(query, { query_params, use_multipart_params: true })).toEqual([{ n: '25000' }]);
      const inUrl = { ids: query_params.ids.slice(0, 5_000) };
      expect(await rows(query, { query_params: inUrl })).toEqual([{ n: '5000' }]);
    });

    test('parameters and settings end with their query', async () => {
      const query = "SELECT {x:UInt8} AS x, toString(getSetting('max_block_size')) AS size";
      const settings = { query_params: { x: 7 }, clickhouse_settings: { max_block_size: '77' } };
      expect(await rows(query, settings)).toEqual([{ x: 7, size: '77' }]);
      await expect(rows('SELECT {x:UInt8} AS x')).rejects.toMatchObject({ type: 'UNKNOWN_QUERY_PARAMETER' });
      expect(await rows("SELECT toString(getSetting('max_block_size')) AS size")).not.toEqual([
        { size: '77' },
      ]);
    });

    test('keeps apart the parameters of queries that run at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, x) =>
          rows<{ x: number }>('SELECT {x:UInt8} AS x', { query_params: { x } }),
        ),
      );
      expect(answers.flat().map(({ x }) => x)).toEqual(Array.from({ length: 40 }, (_, x) => x));
    });

    test('answers in the format of the client or of the statement, with ids and headers', async () => {
      const result = await client.query({
        query: 'SELECT 1 AS a, 2 AS b',
        format: 'CSVWithNames',
        query_id: 'of-the-client',
      });
      expect(await result.text()).toBe('"a","b"\n1,2\n');
      expect(result.query_id).toBe('of-the-client');
      expect(result.response_headers).toMatchObject({
        'x-clickhouse-query-id': 'of-the-client',
        'x-clickhouse-format': 'CSVWithNames',
      });
      const { stream } = await client.exec({ query: 'SELECT 1 AS a FORMAT JSONCompactEachRow' });
      expect((await stream.toArray()).join('')).toBe('[1]\n');
    });

    test('answers nothing, and what is not a SELECT', async () => {
      expect(await rows('SELECT 1 WHERE 0')).toEqual([]);
      await run('CREATE TABLE shown (a UInt8) ENGINE = Memory');
      expect(await rows('SHOW TABLES')).toContainEqual({ name: 'shown' });
      expect(await rows('EXISTS TABLE shown')).toEqual([{ result: 1 }]);
      expect(await rows("WITH 2 AS two SELECT two /* it's; */ -- a comment\n")).toEqual([{ two: 2 }]);
    });

    test('compresses both ways when asked', async () => {
      const result = await compressing.query({
        query: 'SELECT number FROM numbers(50000)',
        format: 'JSONEachRow',
      });
      expect(result.response_headers['content-encoding']).toBe('gzip');
      expect(await result.json()).toHaveLength(50_000);
      await run('CREATE TABLE squeezed (a UInt32) ENGINE = MergeTree ORDER BY a');
      await compressing.insert({ table: 'squeezed', values: [{ a: 1 }, { a: 2 }], format: 'JSONEachRow' });
      expect(await count('squeezed')).toBe(2);
    });

    test('streams an answer of 100 MB row by row', async () => {
      const result = await client.query({
        query: "SELECT number, repeat('x', 100) AS text FROM numbers(1000000)",
        format: 'JSONEachRow',
      });
      let n = 0;
      for await (const batch of result.stream()) n += batch.length;
      expect(n).toBe(1_000_000);
    });
  });

  describe('errors', () => {
    test.each([
      ['SELECT * FROM nowhere', '60', 'UNKNOWN_TABLE', 404],
      ['SELEC 1', '62', 'SYNTAX_ERROR', 400],
      ['SELECT 1; SELECT 2', '62', 'SYNTAX_ERROR', 400],
      ['SELECT nothing', '47', 'UNKNOWN_IDENTIFIER', 404],
      ["SELECT throwIf(1, 'on purpose')", '395', 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO', 500],
      ["SELECT toUInt8('x')", '6', 'CANNOT_PARSE_TEXT', 400],
    ])('%s', async (query, code, type, status) => {
      await expect(client.command({ query })).rejects.toMatchObject({ code, type });
      const url = new URL(getUrl());
      const response = await fetch(url, { method: 'POST', body: query });
      expect(response.status).toBe(status);
      expect(response.headers.get('x-clickhouse-exception-code')).toBe(code);
      expect(await response.text()).toMatch(new RegExp(`^Code: ${code}\\. DB::Exception: [^]*\\(${type}\\)`));
    });

    test('an unknown setting is refused', async () => {
      const clickhouse_settings = { no_such_setting: 1 } as ClickHouseSettings;
      await expect(rows('SELECT 1', { clickhouse_settings })).rejects.toMatchObject({ code: '115' });
    });

    test('a query over its memory limit fails alone', async () => {
      const clickhouse_settings = { max_memory_usage: '50000000' };
      const query = 'SELECT uniqExact(number) FROM numbers(10000000)';
      await expect(rows(query, { clickhouse_settings })).rejects.toMatchObject({
        code: '241',
        type: 'MEMORY_LIMIT_EXCEEDED',
      });
      expect((await client.ping()).success).toBe(true);
    });
  });

  describe('inserts', () => {
    const TABLE =
      "(id UInt32, name String, mark String DEFAULT concat(name, '!'), line UInt64 DEFAULT 0) ENGINE = MergeTree ORDER BY id";

    test('rows as objects, with defaults of columns left out, counted', async () => {
      await run(`CREATE TABLE objects ${TABLE}`);
      const { summary } = await client.insert({
        table: 'objects',
        values: [
          { id: 1, name: 'a' },
          { id: 2, name: 'b' },
        ],
        format: 'JSONEachRow',
      });
      expect(summary?.written_rows).toBe('2');
      expect(await rows('SELECT id, mark FROM objects ORDER BY id')).toEqual([
        { id: 1, mark: 'a!' },
        { id: 2, mark: 'b!' },
      ]);
    });

    test('rows in the statement, with a semicolon and a quote in them', async () => {
      await run(`CREATE TABLE inline ${TABLE}`);
      await run(String.raw`INSERT INTO inline (id, name) VALUES (1, 'a;b'), (2, 'it\'s')`);
      expect(await rows('SELECT name FROM inline ORDER BY id')).toEqual([{ name: 'a;b' }, { name: "it's" }]);
    });

    test('a CSV through input(), numbered in the order of the file', async () => {
      await run(`CREATE TABLE numbered ${TABLE}`);
      const lines = 300_000;
      async function* csv() {
        yield 'id,name\n';
        for (let i = 0; i < lines; i += 1_000) {
          yield Array.from({ length: 1_000 }, (_, j) => `${i + j},"name, ${i + j}"\n`).join('');
          await Promise.resolve();
        }
      }
      const summary = await insertCsv(
        `INSERT INTO numbered (id, name, line) SELECT id, name, rowNumberInAllBlocks() FROM input('id UInt32, name String') FORMAT CSVWithNames`,
        Readable.from(csv(), { objectMode: false }),
        // One reader keeps the order; how many write does not matter.
        { parallelize_output_from_storages: 0, max_insert_threads: '4' },
      );
      expect(summary?.written_rows).toBe(String(lines));
      expect(await rows('SELECT countIf(id != line) AS wrong, count() AS n FROM numbered')).toEqual([
        { wrong: '0', n: String(lines) },
      ]);
    });

    test('a body that is compressed already', async () => {
      await run(`CREATE TABLE zipped ${TABLE}`);
      const url = new URL(getUrl());
      url.searchParams.set(
        'query',
        `INSERT INTO ${database}.zipped (id, name) SELECT * FROM input('a UInt32, b String') FORMAT CSV`,
      );
      const body = new Uint8Array(gzipSync('1,a\n2,b\n'));
      const response = await fetch(url, { method: 'POST', body, headers: { 'content-encoding': 'gzip' } });
      expect(response.status).toBe(200);
      expect(await count('zipped')).toBe(2);
    });

    test('a bad row is named, and nothing of its insert is kept', async () => {
      await run(`CREATE TABLE strict ${TABLE}`);
      const csv = `${'1,a\n'.repeat(4)}five,b\n`;
      const bad = { code: '27', message: expect.stringContaining('(at row 5)') };
      await expect(insertCsv('INSERT INTO strict (id, name) FORMAT CSV', csv)).rejects.toMatchObject(bad);
      const through =
        "INSERT INTO strict (id, name) SELECT * FROM input('id UInt32, name String') FORMAT CSV";
      await expect(insertCsv(through, csv)).rejects.toMatchObject(bad);
      expect(await count('strict')).toBe(0);
    });

    test('a sender that breaks off leaves nothing of its insert', async () => {
      await run(`CREATE TABLE broken ${TABLE}`);
      async function* halfway() {
        yield '1,a\n'.repeat(50_000);
        await sleep(200);
        throw new Error('the file ended early');
      }
      await expect(
        insertCsv(
          'INSERT INTO broken (id, name) FORMAT CSV',
          Readable.from(halfway(), { objectMode: false }),
        ),
      ).rejects.toThrow();
      await sleep(300);
      expect(await count('broken')).toBe(0);
    });

    test('a repeat under the same deduplication token is absorbed on a plain MergeTree', async () => {
      await run(`CREATE TABLE once ${TABLE} SETTINGS non_replicated_deduplication_window = 1000`);
      const plain = 'INSERT INTO once (id, name) FORMAT CSV';
      const through = "INSERT INTO once (id, name) SELECT * FROM input('id UInt32, name String') FORMAT CSV";
      for (const [token, query] of [
        ['a', plain],
        ['a', plain],
        ['b', through],
        ['b', through],
      ] as const) {
        await insertCsv(query, '1,a\n2,b\n', { insert_deduplication_token: token });
      }
      expect(await count('once')).toBe(4);
    });
  });

  describe('running queries', () => {
    const SLOW = 'SELECT sleepEachRow(1) FROM numbers(20) SETTINGS max_block_size = 1';

    test('answers pings and other queries while long ones run, scalar subqueries too', async () => {
      const scalar = 'SELECT 1 WHERE (SELECT max(sleepEachRow(0.5)) FROM numbers(4)) = 0';
      const long = Promise.all([rows(scalar), rows(scalar)]);
      for (let i = 0; i < 5; i += 1) {
        const from = Date.now();
        await client.ping();
        await rows('SELECT 1');
        expect(Date.now() - from).toBeLessThan(800);
        await sleep(100);
      }
      await long;
    });

    test('KILL QUERY ends one by the id the client gave it', async () => {
      const from = Date.now();
      const doomed = rows(SLOW, { query_id: `${database}-doomed` });
      const outcome = expect(doomed).rejects.toMatchObject({ code: '394', type: 'QUERY_WAS_CANCELLED' });
      await sleep(300);
      await run(`KILL QUERY WHERE query_id = '${database}-doomed' SYNC`);
      await outcome;
      expect(Date.now() - from).toBeLessThan(5_000);
    });

    test('a client that goes away ends its query', async () => {
      const mark = `gone_${Date.now()}`;
      const controller = new AbortController();
      const query = `SELECT sleepEachRow(1) AS ${mark} FROM numbers(20) SETTINGS max_block_size = 1, cancel_http_readonly_queries_on_client_close = 1`;
      const gone = expect(rows(query, { abort_signal: controller.signal })).rejects.toThrow('aborted');
      await sleep(300);
      controller.abort();
      await gone;
      const left = `SELECT count() AS n FROM system.processes WHERE query LIKE '%AS ${mark}%' AND query NOT LIKE '%processes%'`;
      for (let i = 0; i < 40 && (await rows<{ n: string }>(left))[0]?.n !== '0'; i += 1) await sleep(100);
      expect(await rows(left)).toEqual([{ n: '0' }]);
    });
  });

  describe('tables', () => {
    const COLUMNS = '(part UInt8, id UInt32, v String) ENGINE = MergeTree PARTITION BY part ORDER BY id';

    test('partitions move between tables, one or all', async () => {
      for (const table of ['staging', 'live', 'copy']) await run(`CREATE TABLE ${table} ${COLUMNS}`);
      await run("INSERT INTO staging SELECT number % 3, number, 'v' FROM numbers(300)");
      await run('ALTER TABLE staging MOVE PARTITION 1 TO TABLE live');
      expect([await count('staging'), await count('live')]).toEqual([200, 100]);
      await run('ALTER TABLE copy ATTACH PARTITION ALL FROM staging');
      expect([await count('staging'), await count('copy')]).toEqual([200, 200]);
      await run('ALTER TABLE live DROP PARTITION 1');
      expect(await count('live')).toBe(0);
    });

    test('lightweight DELETE', async () => {
      await run(`CREATE TABLE lighter ${COLUMNS}`);
      await run("INSERT INTO lighter SELECT 0, number, 'v' FROM numbers(100)");
      await run('DELETE FROM lighter WHERE id >= 90');
      expect(await count('lighter')).toBe(90);
    });

    test('ReplacingMergeTree keeps the last version', async () => {
      await run(
        'CREATE TABLE latest (id UInt32, version UInt32, v String) ENGINE = ReplacingMergeTree(version) ORDER BY id',
      );
      await run("INSERT INTO latest VALUES (1, 1, 'old')");
      await run("INSERT INTO latest VALUES (1, 2, 'new')");
      expect(await rows('SELECT v FROM latest FINAL')).toEqual([{ v: 'new' }]);
    });

    test('digests of rows that do not depend on their order', async () => {
      const digest = (order: string) =>
        `SELECT hex(groupBitXor(reinterpretAsUInt128(sipHash128(number, toString(number))))) AS h FROM (SELECT number FROM numbers(1000) ORDER BY number ${order})`;
      const [up, down] = [
        await rows<{ h: string }>(digest('ASC')),
        await rows<{ h: string }>(digest('DESC')),
      ];
      expect(up).toEqual(down);
      expect(up[0]?.h).toMatch(/^[0-9A-F]{16,32}$/);
    });
  });
}
