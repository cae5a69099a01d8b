import { until } from '../../support/until';
import type { ContractClient } from './contract-client';

/** Questions that take their time. */
export function runningContract(c: ContractClient): void {
  const { rows, run } = c;

  describe('running queries', () => {
    /** Takes two minutes unless somebody ends it. */
    const slow = (mark: string, settings = ''): string =>
      `SELECT sleepEachRow(1) AS ${mark} FROM numbers(120) SETTINGS max_block_size = 1${settings}`;
    const running = async (mark: string): Promise<number> =>
      Number(
        (
          await rows<{ n: string }>(
            `SELECT count() AS n FROM system.processes WHERE query LIKE '%AS ${mark} FROM%' AND query NOT LIKE '%processes%'`,
          )
        )[0]?.n,
      );

    test('answers pings and other queries while long ones run, scalar subqueries too', async () => {
      const ids = ['scalar-1', 'scalar-2'].map((id) => `${c.database}-${id}`);
      const scalar = `SELECT 1 WHERE (SELECT max(held) FROM (${slow('held')})) = 0`;
      let isOver = false;
      const long = Promise.allSettled(ids.map((query_id) => rows(scalar, { query_id })));
      void long.then(() => (isOver = true));
      await until(async () => (await running('held')) === 2);
      for (let i = 0; i < 5; i += 1) {
        await c.client.ping();
        await rows('SELECT 1');
      }
      expect(isOver).toBe(false);
      for (const id of ids) await run(`KILL QUERY WHERE query_id = '${id}' SYNC`);
      expect((await long).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    });

    test('KILL QUERY ends one by the id the client gave it', async () => {
      const from = Date.now();
      const doomed = rows(slow('doomed'), { query_id: `${c.database}-doomed` });
      const outcome = expect(doomed).rejects.toMatchObject({ code: '394', type: 'QUERY_WAS_CANCELLED' });
      await until(async () => (await running('doomed')) === 1);
      await run(`KILL QUERY WHERE query_id = '${c.database}-doomed' SYNC`);
      await outcome;
      expect(Date.now() - from).toBeLessThan(60_000);
    });

    test('a client that goes away ends its query', async () => {
      const controller = new AbortController();
      const query = slow('left', ', cancel_http_readonly_queries_on_client_close = 1');
      const gone = expect(rows(query, { abort_signal: controller.signal })).rejects.toThrow('aborted');
      await until(async () => (await running('left')) === 1);
      controller.abort();
      await gone;
      const from = Date.now();
      await until(async () => (await running('left')) === 0);
      expect(Date.now() - from).toBeLessThan(60_000);
    });
  });
}
