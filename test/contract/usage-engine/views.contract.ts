import type { ContractClient } from './contract-client';

/** Views over tables that somebody else keeps: what reading usage in the lab's own table needs. */
export function viewsContract(c: ContractClient): void {
  const { rows, run } = c;

  describe('views', () => {
    test('a table tells its columns with their types', async () => {
      await run(
        "CREATE TABLE told (id LowCardinality(Nullable(String)), at DateTime64(6, 'UTC')) ENGINE = MergeTree ORDER BY at",
      );
      expect(await rows('DESCRIBE TABLE told')).toMatchObject([
        { name: 'id', type: 'LowCardinality(Nullable(String))' },
        { name: 'at', type: "DateTime64(6, 'UTC')" },
      ]);
    });

    test('a view is replaced in place, and is told from a table', async () => {
      for (const n of [1, 2]) await run(`CREATE OR REPLACE VIEW shifted AS SELECT ${n} AS n`);
      expect(await rows('SELECT n FROM shifted')).toEqual([{ n: 2 }]);
      expect(
        await rows(
          "SELECT engine FROM system.tables WHERE database = currentDatabase() AND name = 'shifted'",
        ),
      ).toEqual([{ engine: 'View' }]);
    });

    test('a row finds its interval among bounds', async () => {
      const bounds = "CAST([-9223372036854775808, 10, 20], 'Array(Int64)')";
      const interval = `transform(roundDown(at, ${bounds}), ${bounds}, CAST([1, 2, 9], 'Array(UInt32)'), toUInt32(9))`;
      await run(
        `CREATE OR REPLACE VIEW divided AS SELECT toInt64(number) - 5 AS at, ${interval} AS no FROM numbers(30)`,
      );
      expect(
        await rows(
          'SELECT no, min(at) AS first, max(at) AS last FROM divided WHERE no IN {nos:Array(UInt32)} GROUP BY no ORDER BY no',
          {
            query_params: { nos: [1, 2] },
          },
        ),
      ).toEqual([
        { no: 1, first: '-5', last: '9' },
        { no: 2, first: '10', last: '19' },
      ]);
    });

    test('hashes of rows add up in any order, whatever the table they are read through', async () => {
      const sum = "toString(sum(reinterpretAsUInt256(SHA256(formatRowNoNewline('RowBinary', id, v)))))";
      await run('CREATE TABLE hashed (id String, v LowCardinality(String)) ENGINE = MergeTree ORDER BY id');
      await run("INSERT INTO hashed SELECT toString(number), 'v' FROM numbers(1000)");
      await run(
        "CREATE OR REPLACE VIEW hashed_plain AS SELECT id, CAST(v, 'String') AS v FROM hashed ORDER BY id DESC",
      );
      const [direct] = await rows(`SELECT ${sum} AS h FROM hashed`);
      expect(await rows(`SELECT ${sum} AS h FROM hashed_plain`)).toEqual([direct]);
    });
  });
}
