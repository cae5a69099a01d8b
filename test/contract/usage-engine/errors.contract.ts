import type { ClickHouseSettings } from '@clickhouse/client';
import type { ContractClient } from './contract-client';

/** How it says no. */
export function errorsContract(c: ContractClient): void {
  const { rows } = c;

  describe('errors', () => {
    test.each([
      ['SELECT * FROM nowhere', '60', 'UNKNOWN_TABLE', 404],
      ['SELEC 1', '62', 'SYNTAX_ERROR', 400],
      ['SELECT 1; SELECT 2', '62', 'SYNTAX_ERROR', 400],
      ['SELECT nothing', '47', 'UNKNOWN_IDENTIFIER', 404],
      ["SELECT throwIf(1, 'on purpose')", '395', 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO', 500],
      ["SELECT toUInt8('x')", '6', 'CANNOT_PARSE_TEXT', 400],
    ])('%s', async (query, code, type, status) => {
      await expect(c.client.command({ query })).rejects.toMatchObject({ code, type });
      const response = await c.post(query);
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
      expect((await c.client.ping()).success).toBe(true);
    });
  });
}
