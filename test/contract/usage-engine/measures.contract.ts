import { snapshotParams, USAGE_AT, USAGE_AT_BY_ROW } from '@app/usage';
import { IN_CASE, IS_MEMBER, rowsOf } from '../../../libs/enrichment/sql';
import { MEASURES } from '../../../libs/claims/measures';
import type { MeasureParameters } from '../../../libs/claims/measures/measure';
import { USAGE_FILE } from '../../../libs/usage/usage-columns';
import { SCHEMA } from '../../../libs/usage/usage-schema';
import { PLACE } from '../../../libs/usage/withdrawals/withdrawal-sql';
import type { ContractClient } from './contract-client';

const REQUESTS = 200_000;

/** What claims are counted from. The engine decides by itself where sums would do, and each version of it anew. */
export function measuresContract(c: ContractClient): void {
  const { rows, run } = c;

  describe('measures', () => {
    const over = (importNos: number[]): MeasureParameters => ({
      ...(snapshotParams({ importNos }) as Pick<MeasureParameters, 'snapshot_imports'>),
      caseId: '',
      accounts: 'of accounts',
      cover: 'of keys',
      from: '2026-01-01',
      to: '2027-01-01',
    });
    const ask = <T>(sql: string, importNos: number[]) =>
      rows<T>(sql, { query_params: { ...over(importNos) } });
    const plan = async (sql: string, importNos: number[]): Promise<string> =>
      (await ask<{ explain: string }>(`EXPLAIN ${sql}`, importNos)).map(({ explain }) => explain).join('\n');
    const sums = USAGE_FILE.projections.map(({ name }) => name);

    beforeAll(async () => {
      for (const statement of SCHEMA) await run(statement);
      await run(
        `INSERT INTO usage (request_id, ts, account_id, api_key_id, model, status, import_no, line)
         SELECT toString(number), toDateTime64('2026-03-01', 3, 'UTC') + number % 8000000, 'acct-' || number % 50, 'key-' || number % 60,
           'm', if(number % 9 = 0, 429, 200), 1, number FROM numbers(${REQUESTS})`,
        { max_partitions_per_insert_block: '0' },
      );
      await run(
        "INSERT INTO account_sets SELECT 'of accounts', 'acct-' || number, 'accounts' FROM numbers(40)",
      );
      await run("INSERT INTO account_sets SELECT 'of keys', 'key-' || number, 'keys' FROM numbers(5)");
      await run(`INSERT INTO withdrawn_rows SELECT 2, ${PLACE} FROM usage WHERE line % 100 = 1`);
    });

    test('where sums are asked for, they are read', async () => {
      const sql = `SELECT account_hash, any(account_id), toDate(ts, 'UTC') AS day, count() FROM usage GROUP BY account_hash, day`;
      expect(await plan(sql, [1])).toContain(`(${sums[0]})`);
    });

    test('an account is bound to others by a programme, or by a contract with nobody knows whom', async () => {
      const recorded =
        "('programme', 'org-1'), ('enterprise', NULL), ('enterprise', 'org-1'), ('self_serve', NULL), (NULL, NULL)";
      // Colleagues are one owner; a contract binds them to nobody else.
      expect(
        await rows(
          `SELECT ${IS_MEMBER} AS bound FROM VALUES('contract Nullable(String), org_id Nullable(String)', ${recorded})`,
        ),
      ).toEqual([1, 1, 0, 0, 0].map((bound) => ({ bound })));
    });

    test('rows of accounts are found by the text of the account, which is not read', async () => {
      const counted = 'SELECT count() AS n, sum(line) AS lines FROM usage WHERE';
      const sql = `${counted} ${rowsOf('accounts')}`;
      expect(await ask(sql, [1])).toEqual(await ask(`${counted} ${IN_CASE}`, [1]));
      const how = (await ask<{ explain: string }>(`EXPLAIN indexes = 1 ${sql}`, [1]))
        .map(({ explain }) => explain)
        .join('\n');
      expect(how).toMatch(/account_id in 40-element set/);
      expect(how).not.toMatch(/Output: [^\n]*account_id/);
    });

    const counted = Object.values(MEASURES).filter(({ secondQuery }) => secondQuery.store === 'engine');
    const cases = counted.flatMap((measure) => [
      { ...measure, when: 'nothing is withdrawn', importNos: [1] },
      { ...measure, when: 'requests are withdrawn', importNos: [1, 2] },
    ]);
    test.each(cases)(
      '$name is reproduced from the rows themselves, not from sums of them, where $when',
      async ({ query, secondQuery, importNos }) => {
        const how = await plan(secondQuery.sql, importNos);
        expect(how).toContain(`ReadFromMergeTree (${c.database}.usage)`);
        for (const name of sums) expect(how).not.toContain(`(${name})`);
        const [first] = await ask<{ value: string }>(query.sql, importNos);
        expect(await ask(secondQuery.sql, importNos)).toEqual([first]);
        expect(first!.value).toMatch(/^\d/);
      },
    );

    test('rows are asked for their import only where there are others than those that count', async () => {
      const counted = (from: string): string => `SELECT count() AS n, sum(line) AS lines FROM ${from}`;
      const asksEach = async (importNos: number[], settings = ''): Promise<boolean> => {
        const sql = `EXPLAIN actions = 1 ${counted(USAGE_AT)} ${settings}`;
        return (await ask<{ explain: string }>(sql, importNos)).some(({ explain }) =>
          explain.includes('import_no'),
        );
      };
      const before = await ask(counted(USAGE_AT_BY_ROW), [1]);
      expect(await asksEach([1])).toBe(false);
      expect(await ask(counted(USAGE_AT), [1])).toEqual(before);
      // An import could end between the look at what is there and the rows.
      expect(await asksEach([1], 'SETTINGS enable_shared_storage_snapshot_in_query = 0')).toBe(true);

      await run(
        `INSERT INTO usage (request_id, ts, account_id, model, status, import_no, line)
         VALUES ('late', '2026-03-02 00:00:00.000', 'acct-1', 'm', 200, 3, 1)`,
      );
      expect(await asksEach([1])).toBe(true);
      expect(await ask(counted(USAGE_AT), [1])).toEqual(before);
      expect(await asksEach([1, 3])).toBe(false);
      expect(await ask(counted(USAGE_AT), [1, 3])).toEqual(await ask(counted(USAGE_AT_BY_ROW), [1, 3]));
    });

    test('what an import brings while a question is asked is not counted', async () => {
      const twice = `SELECT (SELECT count() FROM ${USAGE_AT} WHERE line < 1000000) AS n, count() AS again FROM ${USAGE_AT}`;
      const there = await rows<{ no: number }>('SELECT import_no AS no FROM imports_present');
      const importNos = there.map(({ no }) => no);
      const [usage] = await rows<{ n: string }>('SELECT count() AS n FROM usage');
      for (let no = 100; no < 160; no += 1) {
        const rowsThen = Number(usage!.n) + no - 100;
        const [[counted]] = await Promise.all([
          ask<{ n: string; again: string }>(twice, importNos),
          run(
            `INSERT INTO usage (request_id, ts, account_id, model, status, import_no, line)
             VALUES ('of ${no}', '2026-03-02 00:00:00.000', 'acct-1', 'm', 200, ${no}, 1)`,
          ),
        ]);
        expect(counted).toEqual({ n: String(rowsThen), again: String(rowsThen) });
        importNos.push(no);
      }
    });
  });
}
