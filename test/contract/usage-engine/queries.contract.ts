import type { ContractClient } from './contract-client';

/** Questions, their parameters and their answers. */
export function queriesContract(c: ContractClient): void {
  const { count, rows, run } = c;

  describe('queries', () => {
    test('answers pings, with and without a query', async () => {
      expect(await c.client.ping()).toEqual({ success: true });
      expect(await c.client.ping({ select: true })).toEqual({ success: true });
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
      const result = await c.client.query({
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
      const { stream } = await c.client.exec({ query: 'SELECT 1 AS a FORMAT JSONCompactEachRow' });
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
      const result = await c.compressing.query({
        query: 'SELECT number FROM numbers(50000)',
        format: 'JSONEachRow',
      });
      expect(result.response_headers['content-encoding']).toBe('gzip');
      expect(await result.json()).toHaveLength(50_000);
      await run('CREATE TABLE squeezed (a UInt32) ENGINE = MergeTree ORDER BY a');
      await c.compressing.insert({ table: 'squeezed', values: [{ a: 1 }, { a: 2 }], format: 'JSONEachRow' });
      expect(await count('squeezed')).toBe(2);
    });

    test('streams an answer of 100 MB row by row', async () => {
      const result = await c.client.query({
        query: "SELECT number, repeat('x', 100) AS text FROM numbers(1000000)",
        format: 'JSONEachRow',
      });
      let n = 0;
      for await (const batch of result.stream()) n += batch.length;
      expect(n).toBe(1_000_000);
    });
  });
}
