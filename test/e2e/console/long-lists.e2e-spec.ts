import { startApp, type TestApp } from '../../support/app';
import { browserMissing, press, toTheEnd, TestBrowser } from '../../support/browser';

(browserMissing() ? describe.skip : describe)('A long list of the console', () => {
  let app: TestApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    app = await startApp();
    browser = await TestBrowser.start(app);
  });
  afterEach(() => expect(browser.complaints()).toEqual([]));
  afterAll(async () => {
    await browser?.stop();
    await app?.stop();
  });

  it('reads anew only what can be seen when others act, and the rest when it comes into view', async () => {
    const other = await app.as('investigator', 'another');
    const { id } = (
      await other.post<{ id: string }>('/v1/cases', { kind: 'distillation', title: 'Long', severity: 3 })
    ).body;
    const accountIds = Array.from({ length: 3_000 }, (_, at) => `acct-${String(at).padStart(4, '0')}`);
    await other.post(`/v1/cases/${id}/accounts`, { accountIds, source: 'a list' });
    const page = await browser.as('investigator');
    const isLive = page.waitForResponse((response) => response.url().endsWith('/v1/updates'));
    await page.goto(`/cases/${id}/accounts`);
    const row = (account: string) => page.getByRole('row').filter({ hasText: account });
    await row('acct-0000').waitFor();
    await isLive;
    await press(page, 'j');
    await toTheEnd(page, row('acct-2999'));

    let reads = 0;
    page.on('request', (request) => {
      if (new URL(request.url()).pathname.endsWith(`/${id}/accounts`)) reads += 1;
    });
    const both = { status: 'confirmed', reason: 'Shared.', accountIds: ['acct-0000', 'acct-2999'] };
    expect((await other.post(`/v1/cases/${id}/accounts/verdicts`, both)).status).toBeLessThan(300);
    await row('acct-2999').getByText('Confirmed').waitFor();
    // Six pages are loaded; of these the last, or the last two, can be seen.
    expect(reads).toBeLessThanOrEqual(2);
    await press(page, 'Home');
    await row('acct-0000').getByText('Confirmed').waitFor();
    expect(reads).toBeLessThanOrEqual(4);
    await press(page, 'End');
    await row('acct-2999').getByText('Confirmed').waitFor();
  });
});
