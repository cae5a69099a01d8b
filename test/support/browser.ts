import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import type { Role } from '@app/access';
import type { TestApp } from './app';
import { PATIENCE_MS } from './until';

/** Chromium without the parts that only a window has comes first: it draws the same with a quarter less work. */
const BROWSERS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
const BROWSER = BROWSERS.find((path) => existsSync(path));
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The password that everybody in a test has. */
export const PASSWORD = 'correct horse battery staple';

/** Describes stories that are told in a browser. Where there is none they are skipped, and why is said. */
export function describeInBrowser(name: string, tell: () => void): void {
  if (!BROWSER)
    process.stdout.write(
      `Skipped: ${name}. There is no ${BROWSERS.join(' and no ')} (Debian: apt-get install chromium-headless-shell).\n`,
    );
  (BROWSER ? describe : describe.skip)(name, tell);
}

/** A browser whose pages may not do anything wrong. */
export class TestBrowser {
  private readonly faults: string[] = [];

  private constructor(
    private readonly app: TestApp,
    private readonly browser: Browser,
  ) {}

  static async start(app: TestApp): Promise<TestBrowser> {
    return new TestBrowser(app, await chromium.launch({ executablePath: BROWSER!, args: FLAGS }));
  }

  /** A page of a browser of its own, with nobody signed in. */
  async anonymous(viewport = { width: 1440, height: 900 }): Promise<Page> {
    const context = await this.browser.newContext({ viewport, baseURL: this.app.url });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const goto = page.goto.bind(page);
    page.goto = async (...address) => {
      const response = await goto(...address);
      await atRest(page);
      return response;
    };
    page.on('pageerror', (error) => this.faults.push(`thrown: ${error.message}`));
    page.on('console', (message) => {
      // A refusal is the API's word, and shown; that it came is no fault of the page.
      if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
      this.faults.push(`console: ${message.text()}`);
    });
    return page;
  }

  /** A page of a person who is signed in. The same name gives the same person. */
  async as(role: Role, name?: string, viewport?: { width: number; height: number }): Promise<Page> {
    const { headers } = await this.app.as(role, name);
    const page = await this.anonymous(viewport);
    const [cookie = '', value = ''] = headers['cookie']!.split('=');
    await page.context().addCookies([{ name: cookie, value, url: this.app.url }]);
    return page;
  }

  /** What pages have complained of so far: errors thrown or logged, violations of the policy among them. */
  complaints(): string[] {
    return this.faults.splice(0);
  }

  stop(): Promise<void> {
    return this.browser.close();
  }
}

/**
 * Ends a session on the server, as time or an administrator would, and presses a button of its page. The page may have
 * noticed by itself before, and have a dialog above the button.
 */
export async function pressAfterSession(app: TestApp, email: string, button: Locator): Promise<void> {
  await button.waitFor();
  await app.db.query('DELETE FROM sessions WHERE user_id = (SELECT id FROM users WHERE email = $1)', [email]);
  await button.dispatchEvent('click');
}

let axe: string | undefined;

/** Looks at the page as it is by the rules of WCAG 2.2 AA. @throws Error that names each fault and where it is */
export async function expectAccessible(page: Page): Promise<void> {
  axe ??= await readFile(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
  // What fades is looked at where it fades to: axe takes a while, in which a notice may come or go.
  await page.evaluate(
    `(() => {
      const still = new CSSStyleSheet();
      still.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important; }');
      document.adoptedStyleSheets.push(still);
    })()`,
  );
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe);
  const faults = await page.evaluate<string[]>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then(({ violations }) => violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ html, failureSummary }) => id + ': ' + help + ' in ' + html.slice(0, 200) + ' ' + failureSummary)))`,
  );
  await page.evaluate('void document.adoptedStyleSheets.pop()');
  if (faults.length > 0) throw new Error(`${page.url()} is not accessible:\n${faults.join('\n')}`);
}

/** Until a page stands still: a person clicks on what they have seen, not on what is pushed away as it appears. */
async function atRest(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
}

/** Presses keys one after the other, as in `press(page, 'g', 'c')`. */
export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Presses keys as a page meets them that was busy: each comes before anything is done that can be put off. */
export async function pressAtOnce(page: Page, ...keys: string[]): Promise<void> {
  await page.evaluate(
    `(async (keys) => {
      for (const key of keys) {
        const target = document.activeElement ?? document.body;
        target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        await new Promise(queueMicrotask);
      }
    })(${JSON.stringify(keys)})`,
  );
}
