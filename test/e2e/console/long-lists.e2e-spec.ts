import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../../support/app';
import { describeInBrowser, press, TestBrowser } from '../../support/browser';
import type { HttpClient } from '../../support/http-client';

describeInBrowser('A long list of the console', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let other: HttpClient;
  beforeAll(async () => {
    app = await startApp();
    browser = await TestBrowser.start(app);
    other = await app.as('investigator', 'another');
  });
  afterEach(() => expect(browser.complaints()).toEqual([]));
  afterAll(async () => {
    await browser?.stop();
    await app?.stop();
  });

  /** A case with so many accounts, which has them in its list. */
  async function aCaseWith(count: number): Promise<string> {
    const { id } = (
      await other.post<{ id: string }>('/v1/cases', { kind: 'distillation', title: 'Long', severity: 3 })
    ).body;
    const accountIds = Array.from({ length: count }, (_, at) => `acct-${String(at).padStart(4, '0')}`);
    await other.post(`/v1/cases/${id}/accounts`, { accountIds, source: 'a list' });
    return id;
  }
  const row = (page: Page, account: string) => page.getByRole('row').filter({ hasText: account });
  /** The row that one is at. */
  const marked = (page: Page) => page.locator('[role="row"][data-active]');

  it('keeps the row that one is at in sight', async () => {
    const id = await aCaseWith(100);
    const page = await browser.as('investigator');
    await page.goto(`/cases/${id}/accounts`);
    await row(page, 'acct-0000').waitFor();
    /** How far the row is below the upper edge of the list, and above its lower edge, px. */
    const place = async () => {
      const list = (await page.getByRole('grid').boundingBox())!;
      const at = (await marked(page).boundingBox())!;
      return { below: at.y - list.y, above: list.y + list.height - at.y - at.height };
    };
    await press(page, 'j');
    for (let at = 0; at < 60; at += 1) await press(page, 'j');
    await row(page, 'acct-0060').and(marked(page)).waitFor();
    expect((await place()).above).toBeGreaterThanOrEqual(0);
    for (let at = 0; at < 50; at += 1) await press(page, 'k');
    await row(page, 'acct-0010').and(marked(page)).waitFor();
    // The headings stand there.
    expect((await place()).below).toBeGreaterThanOrEqual(36);
  });

  it('is gone through to its end by one key, also while nobody knows yet how long it is', async () => {
    const id = await aCaseWith(2_000);
    const page = await browser.as('investigator');
    let tell: (() => void) | undefined;
    const told = new Promise<void>((resolve) => (tell = resolve));
    await page.route(/\/accounts\/counts$/, (route) => told.then(() => route.continue()));
    await page.goto(`/cases/${id}/accounts`);
    await row(page, 'acct-0000').waitFor();
    await press(page, 'j', 'End');
    await row(page, 'acct-1999').and(marked(page)).waitFor();
    await press(page, 'Home');
    await row(page, 'acct-0000').and(marked(page)).waitFor();
    tell!();
  });

  it('is read on only when what others did is read', async () => {
    const id = await aCaseWith(1_000);
    const page = await browser.as('investigator');
    const isLive = page.waitForResponse((response) => response.url().endsWith('/v1/updates'));
    await page.goto(`/cases/${id}/accounts`);
    await row(page, 'acct-0000').waitFor();
    await isLive;
    let goOn: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const isReadAnew = page.waitForRequest(/\/accounts\?(?!.*cursor)/);
    await page.route(/\/accounts\?(?!.*cursor)/, (route) => held.then(() => route.continue()));
    await other.post(`/v1/cases/${id}/accounts/verdicts`, {
      status: 'confirmed',
      reason: 'Shared.',
      accountIds: ['acct-0000'],
    });
    await isReadAnew;
    await press(page, 'j', 'End');
    await page.getByText('Confirmed 1').waitFor();
    goOn!();
    await row(page, 'acct-0999').waitFor();
    await press(page, 'Home');
    await row(page, 'acct-0000').getByText('Confirmed').waitFor();
  });

  it('reads anew only what can be seen when others act, and the rest when it comes into view', async () => {
    const id = await aCaseWith(3_000);
    const page = await browser.as('investigator');
    const isLive = page.waitForResponse((response) => response.url().endsWith('/v1/updates'));
    await page.goto(`/cases/${id}/accounts`);
    await row(page, 'acct-0000').waitFor();
    await isLive;
    await press(page, 'j', 'End');
    await row(page, 'acct-2999').waitFor();

    let reads = 0;
    page.on('request', (request) => {
      if (new URL(request.url()).pathname.endsWith(`/${id}/accounts`)) reads += 1;
    });
    const both = { status: 'confirmed', reason: 'Shared.', accountIds: ['acct-0000', 'acct-2999'] };
    expect((await other.post(`/v1/cases/${id}/accounts/verdicts`, both)).status).toBeLessThan(300);
    await row(page, 'acct-2999').getByText('Confirmed').waitFor();
    // Six pages are loaded; of these the last, or the last two, can be seen.
    expect(reads).toBeLessThanOrEqual(2);
    await press(page, 'Home');
    await row(page, 'acct-0000').getByText('Confirmed').waitFor();
    expect(reads).toBeLessThanOrEqual(4);
    await press(page, 'End');
    await row(page, 'acct-2999').getByText('Confirmed').waitFor();
  });
});
