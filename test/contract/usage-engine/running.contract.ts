import { setTimeout as sleep } from 'node:timers/promises';
import type { ContractClient } from './contract-client';

/** Questions that take their time. */
export function runningContract(c: ContractClient): void {
  const { rows, run } = c;

  describe('running queries', () => {
    const SLOW = 'SELECT sleepEachRow(1) FROM numbers(20) SETTINGS max_block_size = 1';

    test('answers pings and other queries while long ones run, scalar subqueries too', async () => {
      const scalar = 'SELECT 1 WHERE (SELECT max(sleepEachRow(0.5)) FROM numbers(4)) = 0';
      const long = Promise.all([rows(scalar), rows(scalar)]);
      for (let i = 0; i < 5; i += 1) {
        const from = Date.now();
        await c.client.ping();
        await rows('SELECT 1');
        expect(Date.now() - from).toBeLessThan(800);
        await sleep(100);
      }
      await long;
    });

    test('KILL QUERY ends one by the id the client gave it', async () => {
      const from = Date.now();
      const doomed = rows(SLOW, { query_id: `${c.database}-doomed` });
      const outcome = expect(doomed).rejects.toMatchObject({ code: '394', type: 'QUERY_WAS_CANCELLED' });
      await sleep(300);
      await run(`KILL QUERY WHERE query_id = '${c.database}-doomed' SYNC`);
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
}
