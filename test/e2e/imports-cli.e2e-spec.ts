import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startApp, type TestApp } from '../support/app';
import { entryOf } from '../support/entry';

const HEADER = 'request_id,ts,account_id,model,input_tokens,output_tokens,status';
const rows = (prefix: string, count: number): string =>
  `${HEADER}\n${Array.from({ length: count }, (_, at) => `${prefix}-${at},2026-05-01T10:00:00Z,a,m,1,2,200\n`).join('')}`;

// Each run is a process of its own, which takes its time to start on a busy machine.
jest.setTimeout(240_000);

describe('docket import', () => {
  let app: TestApp;
  let dir: string;
  let key: string;

  beforeAll(async () => {
    app = await startApp({ usage: true });
    dir = await mkdtemp(join(tmpdir(), 'docket-cli-'));
    const shipper = await app.detector('usage shipper', ['usage.import', 'usage.read']);
    key = shipper.headers['authorization']!.slice('Bearer '.length);
  });
  afterAll(async () => {
    await app?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  /** Runs it as a lab would; with a key unless another environment is given. */
  function docket(
    args: string[],
    env: Record<string, string> = { DOCKET_KEY: key },
  ): Promise<{ code: number; out: string }> {
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [entryOf('cli'), 'import', ...args, '--api', app.url],
        { env: { PATH: '/usr/bin:/bin', ...env } },
        (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, out: stdout + stderr }),
      );
    });
  }

  it('imports the files of a directory, says what became of each, and the same again is known', async () => {
    await mkdir(join(dir, 'june', 'more'), { recursive: true });
    await writeFile(join(dir, 'june', 'a.csv'), rows('cli-a', 20));
    await writeFile(join(dir, 'june', 'more', 'b.csv.gz'), gzipSync(rows('cli-b', 30)));
    await writeFile(join(dir, 'june', 'readme.txt'), 'not one');
    const { code, out } = await docket([join(dir, 'june'), '--kind', 'usage']);
    expect(out).toContain('a.csv: import 1 read 20, loaded 20, rejected 0, known 0.');
    expect(out).toContain('more/b.csv.gz: import 2 read 30, loaded 30, rejected 0, known 0.');
    expect(code).toBe(0);
    // The same file is the same import; under another name it is another, and nothing new.
    const again = await docket([join(dir, 'june', '*.csv'), '--kind', 'usage']);
    expect(again).toEqual({ code: 0, out: expect.stringContaining('import 1 read 20, loaded 20') as string });
  });

  it('reads with a kept mapping or a file, and by a person', async () => {
    const person = { DOCKET_EMAIL: 'analyst@lab.example', DOCKET_PASSWORD: 'correct horse battery staple' };
    await app.as('analyst');
    await writeFile(
      join(dir, 'spend.csv'),
      'request_id,startTime,api_key,model,prompt_tokens,completion_tokens,status,user\ncli-ll,2026-05-01 10:00:00,h,m,1,2,success,u\n',
    );
    const args = [join(dir, 'spend.csv'), '--kind', 'usage', '--mapping'];
    const kept = await docket([...args, 'litellm-spend-logs'], person);
    expect(kept).toEqual({ code: 0, out: expect.stringContaining('loaded 1') as string });
    await writeFile(join(dir, 'mapping.json'), '{"kind":"usage","unknownColumns":"ignore","columns":[]}');
    const lacking = await docket([...args, join(dir, 'mapping.json')], person);
    expect(lacking).toEqual({ code: 1, out: expect.stringContaining('lacks "ts"') as string });
  });

  it('looks at the first rows only when asked to, and exits 2 on rejects', async () => {
    await writeFile(join(dir, 'bad.csv'), `${rows('cli-bad', 1_500)}last,never,a,m,1,2,200\n`);
    const good = await docket([join(dir, 'bad.csv'), '--kind', 'usage', '--dry-run']);
    expect(good).toEqual({ code: 0, out: 'bad.csv: 1000 rows looked at, 0 would be rejected.\n' });
    await writeFile(join(dir, 'worse.csv'), `${HEADER}\nx,never,a,m,1,2,200\n`);
    const bad = await docket([join(dir, 'worse.csv'), '--kind', 'usage', '--dry-run']);
    expect(bad.code).toBe(2);
    expect(bad.out).toContain('line 2: ts is not an instant');
    expect((await docket([join(dir, 'worse.csv'), '--kind', 'usage'])).code).toBe(2);
  });

  it('withdraws the requests that a file names, with a reason, and names the lines that name nothing', async () => {
    await writeFile(join(dir, 'counted.csv'), rows('cli-w', 5));
    await docket([join(dir, 'counted.csv'), '--kind', 'usage']);
    await writeFile(join(dir, 'twice.csv'), 'request_id\ncli-w-1\ncli-w-nowhere\ncli-w-2\ncli-w-1\n');
    await app.as('investigator');
    const investigator = {
      DOCKET_EMAIL: 'investigator@lab.example',
      DOCKET_PASSWORD: 'correct horse battery staple',
    };
    const args = [join(dir, 'twice.csv'), '--kind', 'withdrawals'];
    const reason = ['--reason', 'The gateway logged a retry as a request.'];
    const withdrawn = await docket([...args, ...reason], investigator);
    expect(withdrawn.out).toMatch(/twice\.csv: import \d+ read 4, loaded 2, rejected 2, known 0\./);
    expect(withdrawn.out).toContain('  twice.csv:3: request_id is of no request that counts\n');
    expect(withdrawn.out).toContain('  twice.csv:5: request_id duplicate of line 2\n');
    expect(withdrawn.code).toBe(2);
    // The same file with the same reason is the same withdrawal, however often it is sent.
    expect((await docket([...args, ...reason], investigator)).out).toBe(withdrawn.out);
    const kept = await app.db.query<{ reason: string }[]>(
      `SELECT reason FROM imports WHERE kind = 'withdrawals'`,
    );
    expect(kept).toEqual([{ reason: 'The gateway logged a retry as a request.' }]);

    const stranger = await docket([...args, ...reason]);
    expect(stranger).toEqual({ code: 1, out: expect.stringMatching(/^twice\.csv: /) as string });
    await writeFile(join(dir, 'wide.csv'), rows('cli-w', 1));
    const wide = await docket([join(dir, 'wide.csv'), '--kind', 'withdrawals', ...reason], investigator);
    expect(wide).toEqual({ code: 1, out: expect.stringMatching(/^wide\.csv: failed\. .*"ts"/) as string });
  });

  it.each([
    [['--kind', 'withdrawals'], 'need a reason'],
    [['--kind', 'withdrawals', '--reason', 'x', '--mapping', 'm'], 'no --mapping'],
    [['--kind', 'withdrawals', '--reason', 'x', '--dry-run'], 'no --dry-run'],
    [['--kind', 'usage', '--reason', 'x'], '--kind withdrawals'],
    [['--kind', 'nothing'], 'usage, accounts, withdrawals'],
  ])('refuses %j before anything is asked of the api', async (args, words) => {
    const refused = await docket([join(dir, 'nothing.csv'), ...args], {});
    expect(refused).toEqual({ code: 1, out: expect.stringContaining(words) as string });
  });

  it('says who is missing, what is not there, and what is refused', async () => {
    const nobody = await docket([join(dir, 'bad.csv'), '--kind', 'usage'], {});
    expect(nobody).toEqual({ code: 1, out: expect.stringContaining('DOCKET_KEY') as string });
    const nothing = await docket([join(dir, 'nothing'), '--kind', 'usage']);
    expect(nothing).toEqual({ code: 1, out: expect.stringContaining('there is no file') as string });
    const stranger = await docket([join(dir, 'bad.csv'), '--kind', 'usage'], { DOCKET_KEY: 'dk_wrong' });
    expect(stranger).toEqual({ code: 1, out: expect.stringContaining('key is not known') as string });
  });
});
