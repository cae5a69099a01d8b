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
  const perCore = async (what: string, sql: string): Promise<Measurement> =>
    shown(`${what}, rows/s on one core`, rows / (await seconds(() => engine.query(sql, params))), '');
  return [
    shown('rows', rows, ''),
    shown('a row in the table', Number(size!.bytes) / rows, 'bytes'),
    shown('loaded and checked, rows/s on one core', rows / loadSeconds, ''),
    await perCore(
      'exchanges of a set of accounts',
      `SELECT count() AS n FROM ${USAGE_AT} WHERE status BETWEEN 200 AND 299 AND ${inCase}`,
    ),
    await perCore(
      'totals by account',
      `SELECT account_id, count() AS n, sum(input_tokens), min(ts), max(ts), uniqExact(api_key_id) FROM ${USAGE_AT} GROUP BY account_id`,
    ),
    await perCore(
      'addresses by how many accounts share them',
      `SELECT ip, uniqExact(account_id) AS n FROM ${USAGE_AT} WHERE ip != '' GROUP BY ip ORDER BY n DESC LIMIT 100`,
    ),
    await perCore(
      'content hash by day (verify, pin)',
      `SELECT toDate(ts) AS day, ${contentSum(USAGE_FILE)} AS hash FROM ${USAGE_AT} GROUP BY day`,
    ),
  ];
}

/** Loads every file as an import does, without what Docket keeps in its record. */
async function load(engine: UsageEngine, directory: string): Promise<number> {
  let spent = 0;
  for (const name of (await readdir(directory)).sort()) {
    const file = await open(join(directory, name));
    const content = await file.readFile();
    await file.close();
    const end = content.indexOf(10);
    const header = content.subarray(0, end).toString().trim().split(',');
    const shape = { ...shapeOf(USAGE_FILE, 1, 'csv', header), numbered: false, firstLine: 2 };
    const from = process.hrtime.bigint();
    await engine.insert(insertAll(shape, USAGE_FILE.table), content.subarray(end + 1), inputSettings(shape));
    spent += Number(process.hrtime.bigint() - from) / 1e9;
  }
  return spent;
}

/** The middle of the rounds. */
async function seconds(ask: () => Promise<unknown>): Promise<number> {
  const spent: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const from = process.hrtime.bigint();
    await ask();
    spent.push(Number(process.hrtime.bigint() - from) / 1e9);
  }
  return spent.slice(1).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
}
