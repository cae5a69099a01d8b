import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Score } from '../../apps/cli/replay/score/judge';
import { entryOf } from '../support/entry';
import { filesOf, idsOf, OPERATED, OTHERS } from '../support/kinds-of-accounts';
import { usageEngineMissing } from '../support/usage-engine';

const missing = usageEngineMissing();
if (missing) process.stdout.write(`Scoring files is skipped: ${missing}\n`);

/** Others who are said to be of the campaign although nothing shows it. */
const LOST = 10;
/** Whose requests are in the Parquet file, four each. */
const OF_PARQUET = ['acc-0', 'acc-1', 'acc-2'];

(missing ? describe.skip : describe)('Scoring files of any origin', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'docket-score-files-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  const score = async (): Promise<{ code: number | null; output: string }> => {
    const named = (name: string): string => join(dir, name);
    const child = spawn(
      process.execPath,
      [
        entryOf('cli'),
        'replay',
        'score',
        '--dir',
        named('run'),
        '--out',
        named('score.json'),
        '--accounts',
        named('accounts.csv'),
        '--usage',
        named('usage'),
        '--truth',
        named('truth.csv'),
        '--seeds',
        named('seeds.csv'),
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { code, output };
  };

  it('reads every format, counts a repeated request once and says how many rows were rejected', async () => {
    const { accounts, usage } = filesOf([OPERATED, OTHERS]);
    const [header, ...rows] = usage.split('\n');
    const half = Math.floor(rows.length / 2);
    const asJson = (row: string): string => {
      const values = row.split(',');
      return JSON.stringify(
        Object.fromEntries(
          header!.split(',').flatMap((name, at) => (values[at] ? [[name, values[at]]] : [])),
        ),
      );
    };
    const broken = rows[0]!.replace('r-', 'broken-').replace(',200,', ',fine,');
    await mkdir(join(dir, 'usage'));
    await writeFile(
      join(dir, 'usage', 'a.csv'),
      [header, ...rows.slice(0, half), rows[0], broken].join('\n'),
    );
    await writeFile(join(dir, 'usage', 'b.ndjson.gz'), gzipSync(rows.slice(half).map(asJson).join('\n')));
    await copyFile(
      join(__dirname, '../fixtures/parquet/duckdb-v2-zstd.parquet'),
      join(dir, 'usage', 'c.parquet'),
    );
    await writeFile(join(dir, 'accounts.csv'), accounts);
    const lost = new Set(idsOf(OTHERS).slice(0, LOST));
    const truth = [
      ...idsOf(OPERATED).map((id) => `${id},campaign,operated`),
      ...idsOf(OTHERS).map((id) => (lost.has(id) ? `${id},campaign,lost` : `${id},benign,`)),
      ...OF_PARQUET.map((id) => `${id},campaign,lost`),
    ];
    await writeFile(join(dir, 'truth.csv'), ['account_id,label,cluster', ...truth].join('\n'));
    await writeFile(join(dir, 'seeds.csv'), ['account_id', ...idsOf(OPERATED).slice(0, 12)].join('\n'));

    const { code, output } = await score();
    if (code !== 0) throw new Error(output);
    // The broken row, and the repeated one.
    expect(output).toContain('Rows rejected and left out: 2\n');
    const scored = JSON.parse(await readFile(join(dir, 'score.json'), 'utf8')) as Score;
    const [found, all] = [OPERATED.count, OPERATED.count + LOST + OF_PARQUET.length];
    expect(scored.accounts).toMatchObject({ campaign: all, seeds: 12, seedsOfCampaign: 12 });
    expect(scored.tiers.review).toMatchObject({ precision: 1, recall: found / all });
    // 60 requests of each account, and four of each in the Parquet file.
    expect(scored.exchangeRecall).toBeCloseTo(
      (found * 60) / ((found + LOST) * 60 + 4 * OF_PARQUET.length),
      10,
    );
  });
});
