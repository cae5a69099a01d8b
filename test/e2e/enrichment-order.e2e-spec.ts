import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentHash } from '@app/platform';
import { MemberSets, UsageEngine, UsageOptions } from '@app/usage';
import { generate } from '../../apps/cli/replay/generator/generate';
import { seedsOfAlerts } from '../../apps/cli/replay/score/truth';
import type { AnalyzerName } from '../../libs/enrichment/analyzer';
import { ANALYZERS } from '../../libs/enrichment/analyzers';
import { type RunningUsageEngine, startUsageEngine } from '../support/usage-engine';

const USAGE = [
  ['request_id', 'String'],
  ['ts', "DateTime64(3, 'UTC')"],
  ['account_id', 'String'],
  ['api_key_id', 'Nullable(String)'],
  ['org_id', 'Nullable(String)'],
  ['model', 'String'],
  ['capability', 'Nullable(String)'],
  ['input_tokens', 'UInt32'],
  ['output_tokens', 'UInt32'],
  ['status', 'UInt16'],
  ['ip', 'Nullable(String)'],
  ['asn', 'Nullable(UInt32)'],
  ['country', 'Nullable(String)'],
  ['access_path', 'Nullable(String)'],
  ['client_fingerprint', 'Nullable(String)'],
  ['template_hash', 'Nullable(UInt64)'],
] as const;
const ACCOUNTS = [
  ['account_id', 'String'],
  ['created_at', "DateTime64(3, 'UTC')"],
  ['org_id', 'Nullable(String)'],
  ['org_name', 'Nullable(String)'],
  ['org_seats', 'Nullable(UInt32)'],
  ['contract', 'Nullable(String)'],
  ['protected', 'Bool'],
  ['email_domain', 'Nullable(String)'],
  ['payment_instrument', 'Nullable(String)'],
  ['declared_country', 'Nullable(String)'],
  ['verification', 'Nullable(String)'],
  ['status', 'Nullable(String)'],
] as const;

describe('What the analyzers find', () => {
  let directory: string;
  let running: RunningUsageEngine;
  let engine: UsageEngine;
  let seeds: string[];

  /** Stores lines of a file as an import of their own. */
  const store = async (
    table: string,
    columns: readonly (readonly [string, string])[],
    lines: readonly string[],
    importNo: number,
  ): Promise<void> => {
    const names = columns.map(([name]) => name).join(', ');
    const types = columns.map(([name, type]) => `${name} ${type}`).join(', ');
    await engine.insert(
      `INSERT INTO ${table} (${names}, import_no) SELECT ${names}, ${importNo} FROM input('${types.replaceAll("'", "\\'")}') FORMAT CSV`,
      Buffer.from(lines.join('\n')),
      {
        date_time_input_format: 'best_effort',
        input_format_csv_empty_as_default: 1,
        format_csv_null_representation: '',
      },
    );
  };

  /** Runs every analyzer on one import and gives the hash of everything that each leaves. */
  const hashes = async (importNo: number, named: readonly string[]): Promise<Record<string, string>> => {
    const sets = new MemberSets(engine);
    const accounts = await sets.ensure('accounts', named);
    const results = new Map<AnalyzerName, Record<string, unknown>>();
    const found: Record<string, string> = {};
    for (const analyzer of ANALYZERS) {
      const outcome = await analyzer.run({
        parameters: analyzer.defaults,
        accounts: [...named].sort(),
        ask: (sql, params = {}) => engine.query(sql, { snapshot_imports: [importNo], accounts, ...params }),
        freeze: (kind, members) => sets.ensure(kind, members),
        tell: async () => {},
        resultOf: (name) => results.get(name)!,
      });
      // As the record keeps it.
      const kept = JSON.parse(JSON.stringify(outcome)) as { result: Record<string, unknown> };
      results.set(analyzer.name, kept.result);
      found[analyzer.name] = contentHash(kept);
    }
    return found;
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'docket-order-'));
    const out = join(directory, 'data');
    await generate({ seed: 11, scale: 0.001, out, truthOut: join(directory, 'truth'), threads: 0 });
    running = await startUsageEngine();
    engine = new UsageEngine(new UsageOptions(running.url, 'docket'));
    const linesOf = async (file: string): Promise<string[]> =>
      (await readFile(file, 'utf8')).trimEnd().split('\n').slice(1);
    const accounts = await linesOf(join(out, 'accounts.csv'));
    const days = (await readdir(join(out, 'usage'))).sort();
    const usage = (await Promise.all(days.map((day) => linesOf(join(out, 'usage', day))))).flat();
    await store('accounts', ACCOUNTS, accounts, 1);
    await store('usage', USAGE, usage, 1);
    await store('accounts', ACCOUNTS, accounts.toReversed(), 2);
    // In parts and backwards, as files may come.
    for (let to = usage.length; to > 0; to -= 7_001)
      await store('usage', USAGE, usage.slice(Math.max(0, to - 7_001), to).toReversed(), 2);
    seeds = await seedsOfAlerts(join(out, 'alerts'), 0.5);
  });

  afterAll(async () => {
    await engine?.onApplicationShutdown();
    await running?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('is the same to the hash whatever the order of rows, files and named accounts', async () => {
    const inOrder = await hashes(1, seeds);
    expect(Object.keys(inOrder)).toEqual(ANALYZERS.map(({ name }) => name));
    expect(await hashes(2, seeds.toReversed())).toEqual(inOrder);
  });
});
