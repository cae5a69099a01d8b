import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../../support/app';
import {
  describeInBrowser,
  expectAccessible,
  PASSWORD,
  press,
  pressAfterSession,
  TestBrowser,
} from '../../support/browser';

describeInBrowser('The console', () => {
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

  /** A case filed over the API, and its address in the console. */
  async function aCase(title: string): Promise<{ id: string; address: string }> {
    const { body } = await (
      await app.as('investigator')
    ).post<{ id: string }>('/v1/cases', { kind: 'distillation', title, severity: 3 });
    return { id: body.id, address: `/cases/${body.id}` };
  }

  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });

  it('lets somebody in by a one-time link, and signs them in again where they wanted to go', async () => {
    const administrator = await app.as('administrator');
    const { body } = await administrator.post<{ link: string }>('/v1/users', {
      email: 'newcomer@lab.example',
      name: 'Newcomer',
      roles: ['analyst'],
    });
    const page = await browser.anonymous();
    await page.goto(body.link);
    await page.getByLabel(/^Password/).fill('too short');
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.locator('[id$="-error"]').first().waitFor();
    await expectAccessible(page);
    await page.getByLabel(/^Password/).fill(PASSWORD);
    await page.getByRole('button', { name: 'Set password' }).click();
    await heading(page, 'Home').waitFor();
    await page.getByRole('button', { name: 'Newcomer' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await heading(page, 'Sign in to Docket').waitFor();
    await expectAccessible(page);

    const { address } = await aCase('Wanted by a newcomer');
    await page.goto(address);
    await page.getByLabel('E-mail').fill('newcomer@lab.example');
    await page.getByLabel(/^Password/).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('E-mail or password is wrong.').waitFor();
    await page.getByLabel(/^Password/).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await heading(page, /Wanted by a newcomer/).waitFor();
    expect(new URL(page.url()).pathname).toBe(address);
  });

  it('files a case by hand, with what is wrong beside its field', async () => {
    const page = await browser.as('investigator');
    await page.goto('/cases');
    await heading(page, 'Cases').waitFor();
    await expectAccessible(page);
    await press(page, 'n');
    await heading(page, 'File a case').waitFor();
    await page.getByRole('button', { name: 'File the case' }).click();
    await page.locator('[id$="-error"]').first().waitFor();
    await expectAccessible(page);

    await page.getByLabel('Title').fill('Filed by hand');
    await page.getByRole('link', { name: 'Cases' }).first().click();
    await page.getByRole('dialog', { name: 'Leave what you wrote?' }).waitFor();
    await page.getByRole('button', { name: 'Stay' }).click();
    await page.getByRole('button', { name: 'File the case' }).click();
    await heading(page, /Filed by hand/).waitFor();
    await page.getByRole('button', { name: 'Take' }).click();
    await page.getByText('The case is yours.').waitFor();
    await page.getByRole('button', { name: 'Move to…' }).click();
    await page.getByRole('menuitem', { name: 'In progress' }).click();
    await page.getByText('The case is in Triage.').waitFor();
    await expectAccessible(page);
  });

  it('judges accounts in bulk by keyboard, takes it back, and shows the history of one', async () => {
    const { id, address } = await aCase('With accounts');
    const accountIds = Array.from({ length: 1_200 }, (_, at) => `acct-${String(at).padStart(4, '0')}`);
    await (await app.as('investigator')).post(`/v1/cases/${id}/accounts`, { accountIds, source: 'a list' });
    const page = await browser.as('investigator');
    await page.goto(`${address}/accounts`);
    const row = (account: string) => page.getByRole('row').filter({ hasText: account });
    await row('acct-0000').waitFor();
    await expectAccessible(page);
    await press(page, 'j', 'x', 'j', 'x', 'c');
    await page.getByLabel('Reason').fill('Shares a payment instrument.');
    await page.getByRole('button', { name: 'Confirm: 2 accounts' }).click();
    await page.getByText('2 confirmed.').waitFor();
    await row('acct-0001').getByText('Confirmed').waitFor();
    await page.getByText('Suspected 1,198').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('2 are as before.').waitFor();
    await page.getByText('Suspected 1,200').waitFor();

    await press(page, 'j', 'End');
    await row('acct-1199').waitFor();
    // Only what can be seen is drawn.
    expect(await page.getByRole('row').count()).toBeLessThan(100);

    await press(page, 'Home', 'Enter');
    await page.getByRole('dialog', { name: 'acct-0000' }).waitFor();
    await page.getByText('Taken back, Confirmed').waitFor();
    expect(new URL(page.url()).pathname).toBe(`${address}/accounts/acct-0000`);
    await expectAccessible(page);
    await press(page, 'Escape');

    await page.getByLabel('Id begins with').fill('acct-11');
    await row('acct-1100').waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('acct-11');
  });

  it('asks to sign in over the page when the session ends, and nothing is lost', async () => {
    const page = await browser.as('investigator', 'interrupted');
    const { address } = await aCase('Interrupted');
    await page.goto(address);
    await page.getByRole('button', { name: 'Edit summary' }).click();
    await page.getByRole('textbox', { name: 'Summary' }).fill('Three hours of work.');
    await pressAfterSession(app, 'interrupted@lab.example', page.getByRole('button', { name: 'Save' }));
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    await expectAccessible(page);
    await page.getByLabel(/^Password/).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Edit summary' }).waitFor();
    await page.getByText('Three hours of work.').waitFor();
  });

  it('tells that somebody else changed the title meanwhile, and overwrites nothing unseen', async () => {
    const { id, address } = await aCase('First wording');
    const page = await browser.as('investigator');
    await page.goto(address);
    await page.getByRole('button', { name: 'Edit title' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('My wording');
    const other = await app.as('investigator', 'second-investigator');
    await other.patch(`/v1/cases/${id}`, { version: 1, title: 'Their wording' });
    // The page has heard of it; what counts is what was read when the editing began.
    await page
      .getByLabel('Breadcrumb')
      .getByText(/Their wording/)
      .waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    const dialog = page.getByRole('dialog', { name: 'Somebody changed the case meanwhile' });
    await dialog.getByText('“Their wording”').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Use what I wrote' }).click();
    // The field has these words from the beginning; the page has them when they are saved.
    await page
      .getByLabel('Breadcrumb')
      .getByText(/My wording/)
      .waitFor();
    const { body } = await other.get<{ title: string }>(`/v1/cases/${id}`);
    expect(body.title).toBe('My wording');
  });

  it('shows what others do without being asked', async () => {
    const { id, address } = await aCase('Watched');
    const page = await browser.as('analyst');
    const isLive = page.waitForResponse((response) => response.url().endsWith('/v1/updates'));
    await page.goto(address);
    await heading(page, /Watched/).waitFor();
    await isLive;
    await (
      await app.as('investigator')
    ).patch(`/v1/cases/${id}`, { version: 1, title: 'Renamed by another' });
    await heading(page, /Renamed by another/).waitFor();
  });

  it('is served under a strict policy, and its files for good', async () => {
    const page = await app.anonymous.get<string>('/cases/any/where', { accept: 'text/html' });
    const policy = String(page.headers['content-security-policy']);
    expect(page.status).toBe(200);
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[A-Za-z0-9+/=]{22,}'; /,
    );
    expect(policy).not.toContain('unsafe');
    const nonce = /'nonce-([^']+)'/.exec(policy)![1]!;
    expect(page.body).toContain(`nonce="${nonce}"`);
    const again = await app.anonymous.get<string>('/', { accept: 'text/html' });
    expect(again.body).not.toContain(nonce);
    const script = /src="(\/assets\/[^"]+)"/.exec(page.body)![1]!;
    const { headers } = await app.anonymous.get(script);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const path of ['/v1/nothing', '/assets/nothing.js'])
      expect((await app.anonymous.get(path, { accept: 'text/html' })).body).toMatchObject({
        type: '/problems/not-found',
      });
  });
});
