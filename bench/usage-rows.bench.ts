import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MemberSets, snapshotParams, USAGE_AT, UsageEngine, UsageOptions } from '@app/usage';
import { generate } from '../apps/cli/replay/generator/generate';
import { shapeOf } from '../libs/usage/file-shape';
import { contentSum, inputSettings, insertAll } from '../libs/usage/staging-sql';
import { USAGE_FILE } from '../libs/usage/usage-columns';
import { PLACE } from '../libs/usage/withdrawals/withdrawal-sql';
import { type Measurement, report, shown } from './report';

/** Of the June case: about a million requests. */
const SCALE = 0.016;
/** Of one question after another; the first reads from the disk and is not counted. */
const ROUNDS = 5;

/** What a row of usage costs: on the disk, on its way in, and when it is asked for, on one core. */
export async function benchUsageRows(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'docket-bench-usage-'));
  const child = spawn(process.execPath, ['dist/apps/usage-engine/main.js'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      USAGE_ENGINE_DIR: join(directory, 'engine'),
      USAGE_ENGINE_PORT: '0',
      USAGE_ENGINE_MAX_THREADS: '1',
      DOCKET_SUPERVISED: '1',
    },
  });
  const exited = once(child, 'exit');
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { listening } = JSON.parse(line) as { listening: string };
    const engine = new UsageEngine(new UsageOptions(listening, 'docket'));
    await report('usage-rows', await measure(engine, directory));
    await engine.onApplicationShutdown();
  } finally {
    child.kill();
    await exited;
    await rm(directory, { recursive: true, force: true });
  }
}

async function measure(engine: UsageEngine, directory: string): Promise<Measurement[]> {
  const out = join(directory, 'data');
  await generate({ seed: 7, scale: SCALE, out, truthOut: join(directory, 'truth'), threads: 0 });
  await engine.version();
  const loadSeconds = await load(engine, join(out, 'usage'));
  await engine.command('OPTIMIZE TABLE usage FINAL');
  const [size] = await engine.query<{ rows: string; bytes: string }>(
    `SELECT sum(rows) AS rows, sum(bytes_on_disk) AS bytes FROM system.parts
     WHERE active AND database = currentDatabase() AND table = 'usage'`,
  );
  const rows = Number(size!.rows);
  const accounts = await engine.query<{ id: string }>(
    'SELECT DISTINCT account_id AS id FROM usage LIMIT 1000',
  );
  const hash = await new MemberSets(engine).ensure(
    'accounts',
    accounts.map(({ id }) => id),
  );
  const params = { ...snapshotParams({ importNos: [1] }), accounts: hash };
  const inCase = 'account_id IN (SELECT member FROM account_sets WHERE set_hash = {accounts:String})';
  // Import 2 withdraws every hundredth row of import 1.
  await engine.command(`INSERT INTO withdrawn_rows SELECT 2, ${PLACE} FROM usage WHERE line % 100 = 0`);
  const withdrawn = { ...params, ...snapshotParams({ importNos: [1, 2] }) };
  const perCore = async (what: string, sql: string): Promise<Measurement> =>
    shown(`${what}, rows/s on one core`, rows / (await seconds(() => engine.query(sql, params))), '');
  /** How many times as long a question takes where something is withdrawn: each round asks both ways. */
  const whileWithdrawn = async (what: string, sql: string): Promise<Measurement> => {
    const [without, with_] = await secondsOfEach(
      () => engine.query(sql, params),
      () => engine.query(sql, withdrawn),
    );
    return shown(`${what}, 1 % withdrawn`, with_! / without!, '×');
  };
  const questions: [what: string, sql: string][] = [
    [
      'exchanges of a set of accounts',
      `SELECT count() AS n FROM ${USAGE_AT} WHERE status BETWEEN 200 AND 299 AND ${inCase}`,
    ],
    [
      'totals by account',
      `SELECT account_id, count() AS n, sum(input_tokens), min(ts), max(ts), uniqExact(api_key_id) FROM ${USAGE_AT} GROUP BY account_id`,
    ],
    [
      'requests by account and day (from sums)',
      `SELECT account_id, toDate(ts, 'UTC') AS day, count() AS n FROM ${USAGE_AT} GROUP BY account_id, day`,
    ],
    [
      'addresses by how many accounts share them',
      `SELECT ip, uniqExact(account_id) AS n FROM ${USAGE_AT} WHERE ip != '' GROUP BY ip ORDER BY n DESC LIMIT 100`,
    ],
    [
      'content hash by day (verify, pin)',
      `SELECT toDate(ts) AS day, ${contentSum(USAGE_FILE)} AS hash FROM ${USAGE_AT} GROUP BY day`,
    ],
  ];
  const paces: Measurement[] = [];
  for (const [what, sql] of questions) paces.push(await perCore(what, sql));
  for (const [what, sql] of questions) paces.push(await whileWithdrawn(what, sql));
  return [
    shown('rows', rows, ''),
    shown('a row in the table', Number(size!.bytes) / rows, 'bytes'),
    shown('loaded and checked, rows/s on one core', rows / loadSeconds, ''),
    ...paces,
  ];
}

/** Loads every file as an import does, without what Docket keeps in its record. */
async function load(engine: UsageEngine, directory: string): Promise<number> {
  let spent = 0;
  let firstLine = 2;
  for (const name of (await readdir(directory)).sort()) {
    const file = await open(join(directory, name));
    const content = await file.readFile();
    await file.close();
    const end = content.indexOf(10);
    const header = content.subarray(0, end).toString().trim().split(',');
    const shape = { ...shapeOf(USAGE_FILE, 1, 'csv', header), numbered: false, firstLine };
    const from = process.hrtime.bigint();
    await engine.insert(insertAll(shape, USAGE_FILE.table), content.subarray(end + 1), inputSettings(shape));
    spent += Number(process.hrtime.bigint() - from) / 1e9;
    // No two rows have the same, as if all were one file.
    firstLine += content.reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), 0);
  }
  return spent;
}

/** The middle of the rounds. */
async function seconds(ask: () => Promise<unknown>): Promise<number> {
  return (await secondsOfEach(ask))[0]!;
}

/** The middle of the rounds of each; a round asks one after the other. */
async function secondsOfEach(...asks: (() => Promise<unknown>)[]): Promise<number[]> {
  const spent = asks.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [at, ask] of asks.entries()) {
      const from = process.hrtime.bigint();
      await ask();
      spent[at]!.push(Number(process.hrtime.bigint() - from) / 1e9);
    }
  }
  return spent.map((each) => each.slice(1).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!);
}
