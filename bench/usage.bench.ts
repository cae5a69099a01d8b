import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PeakMemory } from '../apps/cli/replay/demo/peak-memory';
import type { Cast } from '../apps/cli/replay/demo/people';
import { generate, GENERATOR_VERSION } from '../apps/cli/replay/generator/generate';
import { type EnrichedRun, enrichCaseOf, importAll } from '../apps/cli/replay/score/look';
import { filesAt, seedsOfAlerts } from '../apps/cli/replay/score/truth';
import { progress, say } from '../apps/cli/replay/terminal';
import { startWhole, type WholeInstallation } from './installation';
import { type Measurement, promised, report, shown, timed } from './report';

const SEED = 45;
/** Requests of everybody else at full size: with the 30 million of the campaign's accounts 91 million rows in all. */
const OTHERS = 60_000_000;
/** Sizes that are measured, as parts of the largest. */
const PARTS = [0.1, 1 / 3, 1] as const;
const DIRECTORY = resolve('var/bench/usage');

/** The generated files of one size. */
interface Data {
  scale: number;
  rows: number;
  accounts: string;
  usage: readonly string[];
  seeds: readonly string[];
}

/** What one size took. */
interface Size {
  rows: number;
  /** Seconds of everything, and of one million rows. */
  enrichment: number;
  measured: Measurement[];
}

type Parameters = Record<string, unknown>;

/** What the api says of a finding, as far as the benchmark asks it. */
interface Finding {
  queries: { sql: string; params: Parameters }[];
}

/**
 * The June case over HTTP in a whole installation, at three sizes: import beside the engine's own load of the same
 * files, each analyzer beside one bare scan of the columns that it asks for, and how the whole grows.
 */
export async function benchUsage(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { scale: { type: 'string', default: '1' } } });
  const largest = Number(values.scale);
  const measured: Measurement[] = [];
  const sizes: Size[] = [];
  for (const part of PARTS) {
    const data = await generated(Number((largest * part).toPrecision(3)));
    const installation = await startWhole(join(DIRECTORY, 'run'));
    try {
      sizes.push(await measureSize(installation, data));
    } finally {
      await installation.stop();
    }
    measured.push(...sizes.at(-1)!.measured, ...growthOf(sizes));
    await report('usage', measured);
  }
}

/** Makes the files of this size unless they are there. */
async function generated(scale: number): Promise<Data> {
  const out = join(DIRECTORY, `data-${scale}`);
  const manifest = join(out, 'manifest.json');
  const isThere =
    existsSync(manifest) && (await readFile(manifest, 'utf8')).includes(`"${GENERATOR_VERSION}"`);
  if (!isThere) {
    say(`Generating the case at scale ${scale} …`);
    await rm(out, { recursive: true, force: true });
    await generate({
      seed: SEED,
      scale,
      benignRequests: Math.round(OTHERS * scale),
      out,
      truthOut: join(DIRECTORY, `truth-${scale}`),
      onProgress: ({ rows, totalRows }) => progress(`  ${Math.round((100 * rows) / totalRows)} %`),
    });
  }
  const { files } = JSON.parse(await readFile(manifest, 'utf8')) as {
    files: { path: string; rows: number }[];
  };
  return {
    scale,
    rows: files.filter(({ path }) => path.startsWith('usage/')).reduce((sum, file) => sum + file.rows, 0),
    accounts: join(out, 'accounts.csv'),
    usage: await filesAt(join(out, 'usage')),
    seeds: await seedsOfAlerts(join(out, 'alerts'), 1),
  };
}

async function measureSize(installation: WholeInstallation, data: Data): Promise<Size> {
  const { cast } = installation;
  const millions = (data.rows / 1e6).toFixed(1);
  const at = `at ${millions} million rows`;
  // Makes the engine's tables, of which the bare load has a copy.
  await cast.investigator.post('/v1/snapshots', {});
  say(`The engine's own load of ${millions} million rows …`);
  const bare = (await bareLoad(installation, data.usage)) / 1_000;
  await importWhole(cast, [['accounts', data.accounts]]);
  say(`Import of ${millions} million rows …`);
  const ofImport = await watched(installation, () =>
    importWhole(
      cast,
      data.usage.map((file) => ['usage', file] as const),
    ),
  );
  const { id } = await cast.investigator.post<{ id: string }>('/v1/snapshots', {});
  say(`Enrichment of ${data.seeds.length} accounts …`);
  let run: EnrichedRun | undefined;
  const ofEnrichment = await watched(installation, async () => {
    ({ run } = await enrichCaseOf(cast, data.seeds, id));
  });
  const seconds = (Date.parse(run!.finishedAt!) - Date.parse(run!.startedAt)) / 1_000;
  const isWhole = data.scale === 1;
  const contract = (what: string, value: number, limit: number): Measurement =>
    isWhole ? promised(what, value, 's', '≤', limit) : shown(what, value, 's');
  return {
    rows: data.rows,
    enrichment: seconds,
    measured: [
      shown(`engine's own load, ${at}`, data.rows / bare, 'rows/s'),
      shown(`import, ${at}`, data.rows / ofImport.seconds, 'rows/s'),
      promised(`import beside the engine's own load, ${at}`, bare / ofImport.seconds, '×', '≥', 0.5),
      ...peaksOf(`import, ${at}`, ofImport.peaks),
      ...(await analyzersOf(installation, run!, at, contract)),
      contract(`every analyzer, ${data.seeds.length.toLocaleString('en')} accounts, ${at}`, seconds, 30),
      ...peaksOf(`enrichment, ${at}`, ofEnrichment.peaks),
    ],
  };
}

/** @throws Error when a row is rejected: the rates are of all rows that were made */
async function importWhole(cast: Cast, files: (readonly [kind: string, file: string])[]): Promise<void> {
  const rejected = await importAll(cast, files, progress);
  if (rejected > 0) throw new Error(`${rejected} rows were rejected`);
}

/** Each analyzer with the bare scan of the columns that its questions name. */
async function analyzersOf(
  installation: WholeInstallation,
  run: EnrichedRun,
  at: string,
  contract: (what: string, value: number, limit: number) => Measurement,
): Promise<Measurement[]> {
  const columns = (await columnsOf(installation)).map(({ name }) => name);
  const measured: Measurement[] = [];
  for (const step of run.steps) {
    const { queries } = await installation.cast.investigator.get<Finding>(`/v1/findings/${step.findingId}`);
    const asked = columns.filter((name) => queries.some(({ sql }) => new RegExp(`\\b${name}\\b`).test(sql)));
    const what = `${step.analyzer}, ${at}`;
    const seconds = step.seconds ?? 0;
    measured.push(
      step.analyzer === 'account-totals' ? contract(what, seconds, 3) : shown(what, seconds, 's'),
    );
    const numbers = queries[0]?.params['snapshot_imports'];
    if (numbers === undefined) continue;
    const scan = `SELECT count() FROM usage WHERE import_no IN {numbers:Array(UInt32)} AND NOT ignore(${asked.join(', ')})`;
    const bare = await timed(() => installation.engine(scan, { numbers }));
    measured.push(shown(`bare scan of its ${asked.length} columns`, bare / 1_000, 's'));
  }
  return measured;
}

/** Loads the files into a table like the product's by the engine alone, ms. */
async function bareLoad({ engine }: WholeInstallation, files: readonly string[]): Promise<number> {
  const header = (await readFile(files[0]!)).subarray(0, 1_000).toString().split('\n')[0]!.split(',');
  const types = new Map((await columnsOf({ engine })).map(({ name, type }) => [name, type]));
  const structure = header.map((name) => `${name} ${types.get(name)}`).join(', ');
  // As the product's, without the sums and hashes that it keeps beside the rows: those are a part of what an import costs.
  await engine('CREATE TABLE bare_usage AS usage');
  const sums = await engine<{ name: string }>(
    "SELECT name FROM system.projections WHERE database = currentDatabase() AND table = 'bare_usage'",
  );
  for (const { name } of sums) await engine(`ALTER TABLE bare_usage DROP PROJECTION ${name}`);
  const hashes = await engine<{ name: string }>(
    "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'bare_usage' AND default_kind = 'DEFAULT'",
  );
  for (const { name } of hashes) await engine(`ALTER TABLE bare_usage DROP COLUMN ${name}`);
  let ms = 0;
  for (const file of files) {
    const load = `INSERT INTO bare_usage (${header.join(', ')}) SELECT * FROM file({file:String}, 'CSVWithNames', {structure:String})
      SETTINGS date_time_input_format = 'best_effort'`;
    ms += await timed(() => engine(load, { file, structure }));
  }
  await engine('DROP TABLE bare_usage SYNC');
  return ms;
}

async function columnsOf({
  engine,
}: Pick<WholeInstallation, 'engine'>): Promise<{ name: string; type: string }[]> {
  return engine(
    `SELECT name, type FROM system.columns
     WHERE database = currentDatabase() AND table = 'usage' AND name NOT IN ('import_no', 'line', 'request_hash')`,
  );
}

/** How long something took and the highest memory meanwhile of each process. */
async function watched(
  { pids }: WholeInstallation,
  act: () => Promise<unknown>,
): Promise<{ seconds: number; peaks: Record<string, number> }> {
  // 5 makes Linux forget the highest memory until now; elsewhere no memory is reported at all.
  for (const pid of Object.values(pids()))
    await writeFile(`/proc/${pid}/clear_refs`, '5').catch(() => undefined);
  const memory = new PeakMemory(pids);
  const ms = await timed(act);
  return { seconds: ms / 1_000, peaks: await memory.stop() };
}

const peaksOf = (what: string, peaks: Record<string, number>): Measurement[] =>
  ['worker', 'usage-engine'].map((name) =>
    shown(`highest memory of the ${name}, ${what}`, peaks[name] ?? 0, 'MiB'),
  );

/** Seconds a row against those at the smallest size: 1 is linear. */
function growthOf(sizes: readonly Size[]): Measurement[] {
  const [first, last] = [sizes[0]!, sizes.at(-1)!];
  if (first === last) return [];
  const growth = last.enrichment / last.rows / (first.enrichment / first.rows);
  return [shown(`enrichment, seconds a row beside the smallest size`, growth, '×')];
}
