// `node scripts/pictures.mjs [--url URL] [--dir DIR] [--out DIR] [--width N] [--height N] [--scheme light|dark] [--dialogs]
// [--slow MS] [PREFIX …]` takes a picture of every page of the demo that runs, for a person to look at. It says where axe
// finds one that not everybody can use, and which moved while it came, under the pointer of whoever was quick. With
// prefixes, only of those whose names begin so; with `--dialogs`, also of what each button with an ellipsis opens; with
// `--slow`, each answer of the API comes up to so much later than it would. What the demo's story leaves out, such as an
// order that waits for approval, is added to it first.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { addTo, somebody } from './pictures/additions.mjs';
import { pagesOf } from './pictures/pages.mjs';
import { People } from './pictures/people.mjs';
import { ROOT } from './setup.mjs';

const { values, positionals: prefixes } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    dir: { type: 'string', default: 'var/demo/run-0.01' },
    out: { type: 'string', default: 'var/pictures' },
    height: { type: 'string', default: '900' },
    width: { type: 'string', multiple: true, default: ['1440', '1024'] },
    dialogs: { type: 'boolean', default: false },
    slow: { type: 'string', default: '0' },
    scheme: { type: 'string', multiple: true, default: ['light', 'dark'] },
  },
});
const OUT = join(ROOT, values.out);

/** The buttons and entries of menus that can be pressed, by what they say. */
const pressable = (page, hasText) =>
  page.locator('button:enabled, [role^=menuitem]').filter({ hasText, visible: true });

/** Presses a button, a menu's entry, or the box of a row of a list (`row:1`). */
async function press(page, what) {
  const pressed = what.startsWith('row:')
    ? page
        .getByRole('row')
        .nth(Number(what.slice(4)))
        .getByRole('checkbox')
    : pressable(page, what).first();
  await pressed.click();
}

const asked = new WeakMap();

/** Keeps which answers a page waits for; the stream of updates never ends. */
function follow(page) {
  const waits = new Set();
  asked.set(page, waits);
  page.on('request', (request) => request.url().includes('/v1/updates') || waits.add(request));
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => waits.delete(request));
}

/** Waits until a page has what it asked for and shows it. */
async function rest(page) {
  do {
    await page.locator('[aria-busy="true"]:visible').first().waitFor({ state: 'detached' });
    await page.evaluate('new Promise((drawn) => setTimeout(drawn, 100))');
  } while (asked.get(page).size > 0);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Throws what axe finds on a page. */
async function expectAccessible(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) =>
      violations.flatMap(({ help, nodes }) => nodes.map(({ html }) => help + ' in ' + html.slice(0, 160))))`,
  );
  if (found.length > 0) throw new Error(`not accessible:\n  ${found.join('\n  ')}`);
}

/** Share of the window that may move, times how far, in parts of the window; above it Core Web Vitals no longer call a page good. */
const MAY_MOVE = 0.1;

/** Follows what moves in a page without anybody having pressed anything. */
const watchMoves = `
  globalThis.moves = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries())
      if (!hadRecentInput) moves.push([value, sources.map(({ node }) => (node?.outerHTML ?? node?.textContent ?? '').slice(0, 160))]);
  }).observe({ type: 'layout-shift', buffered: true });`;

/** Throws what moved in a page while it came, the furthest first. */
async function expectStill(page) {
  const moves = await page.evaluate('moves');
  const sum = moves.reduce((all, [value]) => all + value, 0);
  if (sum <= MAY_MOVE) return;
  const [[, of]] = moves.toSorted(([a], [b]) => b - a);
  throw new Error(`moved by ${sum.toFixed(3)} while it came:\n  ${of.join('\n  ')}`);
}

/** Lets each answer of the API come up to `values.slow` ms later, another one each time. */
async function slow(context) {
  if (values.slow === '0') return;
  await context.route(/\/v1\/(?!updates)/, async (route) => {
    await new Promise((late) => setTimeout(late, Number(values.slow) * Math.random()));
    await route.continue().catch(() => undefined);
  });
}

/** What the buttons and menus of a page say that ask for more before anything is done, each once. */
const asking = (page) =>
  pressable(page, /…$/)
    .allInnerTexts()
    .then((names) => [...new Set(names.map((name) => name.trim()))]);

/** Takes a picture of a page after what is pressed there, and gives which dialogs it leads to. */
async function take(context, picture, address, presses) {
  const tell = ({ message }) => {
    process.stderr.write(`${picture}: ${message}\n`);
    process.exitCode = 1;
  };
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  follow(page);
  try {
    await page.goto(values.url + address);
    await page.locator('h1').first().waitFor();
    await rest(page);
    await expectStill(page).catch(tell);
    for (const what of presses) await press(page, what);
    await rest(page);
    await page.screenshot({ path: join(OUT, `${picture}.png`) });
    await expectAccessible(page).catch(tell);
    return await asking(page);
  } catch (error) {
    tell(error);
    return [];
  } finally {
    await page.close();
  }
}

mkdirSync(OUT, { recursive: true });
const people = new People(values);
const client = await somebody(people);
const [one] = await client.get('/v1/cases?limit=1');
await addTo(one, client, people);
const pages = (await pagesOf(one, client)).filter(
  ([name]) => prefixes.length === 0 || prefixes.some((prefix) => name.startsWith(prefix)),
);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const width of values.width.map(Number))
  for (const colorScheme of values.scheme) {
    const context = await browser.newContext({
      viewport: { width, height: Number(values.height) },
      colorScheme,
      reducedMotion: 'reduce',
    });
    await context.addInitScript(watchMoves);
    await slow(context);
    const taken = [];
    const [name, value] = client.cookie.split('=');
    await context.addCookies([{ name, value, url: values.url }]);
    for (const [picture, address, ...presses] of pages) {
      const look = `${width}-${colorScheme}`;
      const dialogs = await take(context, `${picture}-${look}`, address, presses);
      if (!values.dialogs) continue;
      for (const dialog of dialogs) {
        // What the head of a case has is on each of its tabs.
        if (taken.some((of) => of.dialog === dialog && address.startsWith(of.address))) continue;
        taken.push({ dialog, address });
        const said = dialog
          .toLowerCase()
          .replaceAll(/[^a-z0-9]+/g, '-')
          .replace(/-$/, '');
        await take(context, `${picture}--${said}-${look}`, address, [...presses, dialog]);
      }
    }
    await context.close();
  }
await browser.close();
