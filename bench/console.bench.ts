import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { DataSource } from 'typeorm';
import { sendAlerts } from './alerts.bench';
import { caller, signIn } from './clients';
import { type BenchInstallation, startInstallation } from './installation';
import { type Measurement, percentile, promised, report, shown, timed } from './report';

const CHROMIUM = '/usr/bin/chromium';
const CONSOLE = join(__dirname, '../console');
const ALERTS = 100_000;
const ACCOUNTS = 25_000;
/** How often a page is opened and a tab changed; opening is with nothing kept from before. */
const OPENINGS = 5;
const TABS = 20;
/** How far and how long a list is scrolled: a notch of the wheel with every frame, for so many frames. */
const STEP_PX = 120;
const FRAMES = 300;
const VIEWPORT = { width: 1440, height: 900 };

/** A long list of the console, by what it holds. */
interface LongList {
  name: 'accounts' | 'inbox';
  what: string;
  path: (caseId: string) => string;
}
const LISTS: readonly LongList[] = [
  { name: 'accounts', what: 'accounts of a case, 25,000', path: (id) => `/cases/${id}/accounts` },
  { name: 'inbox', what: 'inbox, 100,000 alerts', path: () => '/inbox' },
];
/** The first row of a list that was read. */
const ROW = '[role="grid"][aria-busy="false"] [role="row"][aria-rowindex="2"]';

/** The console in a browser, at full size: what a person waits for, and how smoothly a long list runs. */
export async function benchConsole(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { lists: { type: 'string', default: 'accounts,inbox' } } });
  const lists = LISTS.filter(({ name }) => values.lists.split(',').includes(name));
  const installation = await startInstallation();
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const cookie = await signIn(installation.url, installation.app, 'investigator');
    const caseId = await fill(installation, cookie);
    const open = (): Promise<Page> => openPage(browser, installation.url, cookie);
    const measured: Measurement[] = [
      promised('initial script, gz', (await initialScript()) / 1_000, 'kB', '≤', 300),
    ];
    for (const list of lists) measured.push(...(await measureList(open, list.what, list.path(caseId))));
    measured.push(...(await measureTabs(open, `/cases/${caseId}`)));
    await report('console', measured);
  } finally {
    await browser.close();
    await installation.stop();
  }
}

/** Puts in what a lab has in the middle of an incident. @returns the id of the case */
async function fill(installation: BenchInstallation, cookie: string): Promise<string> {
  await sendAlerts(installation, ALERTS);
  const call = caller(installation.url, cookie);
  const filed = await call('POST', '/v1/cases', { kind: 'distillation', title: 'June', severity: 4 });
  const id = String(filed['id']);
  await call('POST', `/v1/cases/${id}/accounts`, {
    accountIds: Array.from({ length: ACCOUNTS }, (_, n) => `acct_${String(n).padStart(9, '0')}`),
    source: 'bench',
  });
  await installation.app.get(DataSource).query('VACUUM ANALYZE');
  return id;
}

/** A page of a browser that has kept nothing, with somebody signed in. */
async function openPage(browser: Browser, url: string, cookie: string): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT, baseURL: url });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url }]);
  return context.newPage();
}

async function measureList(open: () => Promise<Page>, what: string, path: string): Promise<Measurement[]> {
  const openings: number[] = [];
  let frames: number[] = [];
  let bytes = 0;
  for (let n = 0; n < OPENINGS; n += 1) {
    const page = await open();
    openings.push(
      await timed(async () => {
        await page.goto(path, { waitUntil: 'commit' });
        await page.locator(ROW).waitFor();
      }),
    );
    bytes = await page.evaluate<number>(
      `performance.getEntriesByType('resource').reduce((sum, { transferSize }) => sum + transferSize, 0)`,
    );
    if (n === OPENINGS - 1) frames = await scroll(page);
    await page.context().close();
  }
  return [
    promised(`first page usable, ${what}, p50`, percentile(openings, 0.5), 'ms', '≤', 2_000),
    shown(`first page usable, ${what}, slowest`, Math.max(...openings), 'ms'),
    shown(`bytes until then, ${what}`, bytes / 1_000, 'kB'),
    shown(`frame while scrolling, ${what}, p50`, percentile(frames, 0.5), 'ms'),
    promised(`frame while scrolling, ${what}, p95`, percentile(frames, 0.95), 'ms', '≤', 33),
  ];
}

/** Scrolls a list by so much with every frame, and gives how long each frame took, ms. */
function scroll(page: Page): Promise<number[]> {
  return page.evaluate<number[]>(`new Promise((done) => {
    const list = document.querySelector('[role="grid"]');
    const frames = [];
    let before;
    const frame = (at) => {
      if (before !== undefined) frames.push(at - before);
      before = at;
      if (frames.length === ${FRAMES}) return done(frames);
      list.scrollTop += ${STEP_PX};
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  })`);
}

/** From the summary of a case to its accounts, with what was read before kept as a person's browser keeps it. */
async function measureTabs(open: () => Promise<Page>, path: string): Promise<Measurement[]> {
  const page = await open();
  await page.goto(path);
  const tabs = page.getByRole('navigation', { name: 'Parts of the case' });
  const samples: number[] = [];
  for (let n = 0; n < TABS; n += 1) {
    await tabs.getByRole('link', { name: 'Summary' }).click();
    await page.getByRole('grid').waitFor({ state: 'detached' });
    samples.push(
      await timed(async () => {
        await tabs.getByRole('link', { name: 'Accounts' }).click();
        await page.locator(ROW).waitFor();
      }),
    );
  }
  await page.context().close();
  return [
    shown('change of tab to 25,000 accounts, p50', percentile(samples, 0.5), 'ms'),
    promised('change of tab to 25,000 accounts, p95', percentile(samples, 0.95), 'ms', '≤', 500),
  ];
}

/** Bytes of the scripts that every page loads before anything is shown, as they are sent. */
async function initialScript(): Promise<number> {
  const html = await readFile(join(CONSOLE, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path!);
  const sizes = await Promise.all(scripts.map((path) => stat(join(CONSOLE, `${path}.gz`))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}
