import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { ContractClient } from './contract-client';

/** Rows on their way in. */
export function insertsContract(c: ContractClient): void {
  const { count, insertCsv, rows, run } = c;

  describe('inserts', () => {
    const TABLE =
      "(id UInt32, name String, mark String DEFAULT concat(name, '!'), line UInt64 DEFAULT 0) ENGINE = MergeTree ORDER BY id";

    test('rows as objects, with defaults of columns left out, counted', async () => {
      await run(`CREATE TABLE objects ${TABLE}`);
      const { summary } = await c.client.insert({
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
      const response = await c.post(new Uint8Array(gzipSync('1,a\n2,b\n')), {
        query: `INSERT INTO ${c.database}.zipped (id, name) SELECT * FROM input('a UInt32, b String') FORMAT CSV`,
        headers: { 'content-encoding': 'gzip' },
      });
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
}
