import type { ContractClient } from './contract-client';

/** Tables and their partitions. */
export function tablesContract(c: ContractClient): void {
  const { count, rows, run } = c;

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
