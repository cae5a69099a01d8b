import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Report } from '../../apps/cli/replay/demo/report';
import { entryOf } from '../support/entry';
import { usageEngineMissing } from '../support/usage-engine';

const LETTER_READERS = ['soffice', 'pdftotext', 'pdfinfo'];
const noReaders = LETTER_READERS.filter((program) => spawnSync(program, ['-v']).error);
const missing = usageEngineMissing();
if (missing) process.stdout.write(`The story is skipped: ${missing}\n`);
if (noReaders.length > 0)
  process.stdout.write(
    `Reading the letter with other programs is skipped: ${noReaders.join(', ')} not installed (Debian packages libreoffice-writer-nogui, poppler-utils)\n`,
  );

/** Runs the built command line to its end; needs `npm run setup`, as `npm test` does. */
async function docket(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [entryOf('cli'), ...args], {
    env: { ...process.env, JOB_LOCK_MS: '3000' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, output };
}

(missing ? describe.skip : describe)('the June case, from the first alert to the dispatched letter', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'docket-story-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  const play = async (...args: string[]): Promise<{ report: Report; output: string }> => {
    const { code, output } = await docket(
      'replay',
      'demo',
      '--scale',
      '0.001',
      '--dir',
      dir,
      '--port',
      '0',
      '--exit',
      ...args,
    );
    if (code !== 0) throw new Error(output);
    return { report: JSON.parse(await readFile(join(dir, 'report.json'), 'utf8')) as Report, output };
  };

  it('ends with the true figures although worker and PostgreSQL are killed on the way', async () => {
    const { report, output } = await play('--chaos');
    for (const kill of [
      'worker .* in step 3',
      'worker .* in step 4',
      'worker .* in step 6',
      'postgres .* in step 6',
    ]) {
      expect(output).toMatch(new RegExp(`kill -9 of the ${kill}`));
    }
    expect(report.figures).toEqual(report.truth);
    expect(report.figures).toEqual({
      accounts: 25,
      campaignExchanges: 28_817,
      allExchanges: 30_119,
      firstDay: '2026-04-22',
      lastDay: '2026-06-05',
    });
    expect(report.imports).toMatchObject({ usageRows: 60_843, accountRows: 225, rejected: 0 });
    expect(report.alerts).toMatchObject({ sent: 25, created: 21, repeated: 3, revised: 1 });
    expect(report.order).toMatchObject({ total: 25, done: 25, failed: 0, skipped: 0 });
    expect(report.audit).toMatchObject({ verified: true, tamperFound: true });
    expect((await stat(report.letter.pdf)).size).toBeGreaterThan(10_000);
    expect((await stat(report.letter.docx)).size).toBeGreaterThan(5_000);
    expect(report.letter.frozenHash).toMatch(/^[0-9a-f]{64}$/);
  }, 600_000);

  it('is resumed on request, on what the last run left', async () => {
    const { output } = await play('--resume');
    expect(output).toContain('9 audit: done before');
  }, 600_000);

  (noReaders.length > 0 ? it.skip : it)(
    'leaves a letter that other programs read alike',
    async () => {
      const { letter } = JSON.parse(await readFile(join(dir, 'report.json'), 'utf8')) as Report;
      const run = (program: string, ...args: string[]): string => {
        const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 300_000 });
        if (status !== 0) throw new Error(`${program}: ${stderr}`);
        return stdout.replace(/\s+/g, ' ');
      };
      expect(run('pdfinfo', letter.pdf)).toMatch(/Tagged: yes/);
      // Word's file as LibreOffice lays it out; a profile of its own, so that no other instance is asked.
      run(
        'soffice',
        `-env:UserInstallation=file://${dir}/profile`,
        '--headless',
        '--convert-to',
        'pdf',
        '--outdir',
        dir,
        letter.docx,
      );
      for (const pdf of [letter.pdf, join(dir, `${basename(letter.docx, '.docx')}.pdf`)]) {
        const text = run('pdftotext', pdf, '-');
        expect(text).toContain('The Honorable Tim Scott');
        expect(text).toContain('Dear Chairman Scott and Ranking Member Warren');
        expect(text).toContain('more than 28,800 exchanges');
        expect(text).toContain('28,817');
        expect(text).toContain('April 22, 2026');
      }
    },
    600_000,
  );
});
