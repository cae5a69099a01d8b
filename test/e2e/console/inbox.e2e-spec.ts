import type { Page } from 'playwright-core';
import { anAlert } from '../../support/an-alert';
import { startApp, type TestApp } from '../../support/app';
import { browserMissing, expectAccessible, press, TestBrowser } from '../../support/browser';
import type { HttpClient } from '../../support/http-client';

const missing = browserMissing();
if (missing) process.stdout.write(`The stories of the inbox are skipped: ${missing}\n`);

interface AlertRow {
  id: string;
  title: string;
  stage: string;
  assigneeId: string | null;
  snoozedUntil: string | null;
  queueId: string;
  caseId: string | null;
}

(missing ? describe.skip : describe)('The inbox in the console', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let detector: HttpClient;
  let investigator: HttpClient;
  let other: HttpClient;
  beforeAll(async () => {
    app = await startApp();
    browser = await TestBrowser.start(app);
    detector = await app.detector('volume-watch');
    investigator = await app.as('investigator');
    other = await app.as('analyst', 'second-analyst');
  });
  afterEach(() => expect(browser.complaints()).toEqual([]));
  afterAll(async () => {
    await browser?.stop();
    await app?.stop();
  });

  const send = async (...alerts: object[]): Promise<string[]> => {
    const { body } = await detector.post<{ results: { alertId: string }[] }>('/v1/alerts/batch', alerts);
    await app.drain();
    return body.results.map(({ alertId }) => alertId);
  };
  const list = async (query: string): Promise<AlertRow[]> =>
    (await investigator.get<{ items: AlertRow[] }>(`/v1/alerts?limit=1000&${query}`)).body.items;
  const many = (prefix: string, count: number, over: object = {}) =>
    Array.from({ length: count }, (_, at) => anAlert(`${prefix}-${String(at).padStart(2, '0')}`, over));
  const rows = (page: Page) => page.getByRole('grid', { name: 'Alerts' }).locator('[role="row"][id]');
  const row = (page: Page, name: string) => rows(page).filter({ hasText: name });
  /** A dialog that has come and has the keyboard. */
  const dialog = async (page: Page, name: string | RegExp) => {
    const opened = page.getByRole('dialog', { name });
    await opened.locator(':focus').waitFor();
    return opened;
  };
  const said = (page: Page, text: string | RegExp) =>
    page.getByRole('status').getByText(text).first().waitFor();

  it('shows two people on one alert what the other did, and overwrites nothing', async () => {
    const [id] = await send(anAlert('contested', { type: 'contest.volume' }));
    const mine = await browser.as('investigator');
    const theirs = await browser.as('analyst', 'second-analyst');
    for (const page of [mine, theirs]) {
      const isLive = page.waitForResponse((response) => response.url().endsWith('/v1/updates'));
      await page.goto('/inbox?type=contest.volume');
      await row(page, 'contested').waitFor();
      await isLive;
    }
    await press(theirs, 'j', 't');
    await said(theirs, '1 alert is yours.');
    await row(mine, 'contested').getByText('second-analyst').waitFor();
    await press(mine, 'j', 't');
    const refusal = mine.getByRole('alert').filter({ hasText: 'it is as before' });
    await refusal.getByText('Somebody else has this alert.').waitFor();
    await refusal.getByRole('link', { name: 'conflict' }).waitFor();
    await row(mine, 'contested').getByText('second-analyst').waitFor();
    await expectAccessible(mine);
    const [alert] = await list('type=contest.volume');
    expect(alert).toMatchObject({ id, assigneeId: (await other.get<{ id: string }>('/v1/me')).body.id });
  });

  it('tells of a bulk act which alerts stayed as they were, and why', async () => {
    const ids = await send(...many('partly', 5, { type: 'partly.volume' }));
    await other.post(`/v1/alerts/${ids[1]}/take`);
    await other.post(`/v1/alerts/${ids[3]}/take`);
    const page = await browser.as('investigator');
    await page.goto('/inbox?type=partly.volume');
    await row(page, 'partly-04').waitFor();
    await press(page, 'j', 'x', 'j', 'x', 'j', 'x', 'j', 'x', 'j', 'x', 't');
    const refused = page.getByRole('dialog', { name: '2 alerts stayed as they were' });
    await refused.getByRole('row', { name: /partly-01 Somebody else has this alert\./ }).waitFor();
    await refused.getByRole('row', { name: /partly-03 Somebody else has this alert\./ }).waitFor();
    await expectAccessible(page);
    await press(page, 'Escape');
    // Keys are the dialog's until it has gone.
    await page.locator('[aria-modal="true"]').waitFor({ state: 'detached' });
    await page.getByText('3 of 5 alerts are yours.').waitFor();
    await row(page, 'partly-01').getByText('second-analyst').waitFor();
    await row(page, 'partly-02').getByText('investigator').waitFor();
    await press(page, 'u');
    await said(page, '3 alerts are as before.');
    await row(page, 'partly-02').getByText('Nobody').waitFor();
  });

  it('counts new alerts without moving what somebody reads', async () => {
    await send(...many('early', 3, { type: 'arrival.volume' }));
    const page = await browser.as('investigator');
    const isLive = page.waitForResponse((response) => response.url().endsWith('/v1/updates'));
    await page.goto('/inbox?type=arrival.volume');
    await row(page, 'early-02').waitFor();
    await isLive;
    await send(...many('late', 2, { type: 'arrival.volume' }));
    await page.getByText('2 new alerts').waitFor();
    expect(await rows(page).count()).toBe(3);
    await expectAccessible(page);
    await press(page, 'r');
    await row(page, 'late-01').waitFor();
    expect(await rows(page).count()).toBe(5);
  });

  it('shows an alert by its address: what it says, what changed, what else names its accounts', async () => {
    const [id] = await send(anAlert('revised', { type: 'panel.volume' }));
    const subjects = { accounts: ['acct-revised', 'acct-added'] };
    await send(
      anAlert('revised', { type: 'panel.volume', severity: 4, subjects }),
      anAlert('neighbour', { type: 'panel.volume', subjects: { accounts: ['acct-added'] } }),
    );
    const page = await browser.as('investigator');
    await page.goto(`/inbox/${id}?type=panel.volume`);
    const panel = page.getByRole('region', { name: 'The alert' });
    await panel.getByRole('heading', { name: 'Much traffic: revised' }).waitFor();
    await panel.getByText('Accounts: 1 more').waitFor();
    await panel.getByText('Critical', { exact: true }).last().waitFor();
    await panel.getByRole('link', { name: 'Much traffic: neighbour' }).waitFor();
    await expectAccessible(page);
    // Two alerts on one account belong together, so a case has them.
    await panel.getByRole('link', { name: /^Case \d+: / }).waitFor();
    await press(page, '#');
    await dialog(page, 'Tags of 1 alert');
    await page.keyboard.type('resale');
    await press(page, 'Control+Enter');
    await panel.getByText('resale').waitFor();
    await press(page, 'Escape');
    await panel.waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?type=panel.volume');
  });
});
