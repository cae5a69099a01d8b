import type { Page } from 'playwright-core';
import { anAlert } from '../../support/an-alert';
import { startApp, type TestApp } from '../../support/app';
import { describeInBrowser, expectAccessible, press, pressAtOnce, TestBrowser } from '../../support/browser';
import type { HttpClient } from '../../support/http-client';

interface AlertRow {
  id: string;
  title: string;
  stage: string;
  assigneeId: string | null;
  snoozedUntil: string | null;
  queueId: string;
  caseId: string | null;
}

describeInBrowser('The inbox in the console', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let detector: HttpClient;
  let investigator: HttpClient;
  let other: HttpClient;
  let billing: string;
  beforeAll(async () => {
    app = await startApp();
    browser = await TestBrowser.start(app);
    detector = await app.detector('volume-watch');
    investigator = await app.as('investigator');
    other = await app.as('analyst', 'second-analyst');
    const queue = await (
      await app.as('administrator')
    ).post<{ id: string }>('/v1/alert-queues', { name: 'Billing', position: 1, typePrefix: 'billing.' });
    billing = queue.body.id;
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
  const active = (page: Page) => page.locator('[role="row"][data-active]');
  /** A dialog that has come and has the keyboard. */
  const dialog = async (page: Page, name: string | RegExp) => {
    const opened = page.getByRole('dialog', { name });
    await opened.locator(':focus').waitFor();
    return opened;
  };
  const said = (page: Page, text: string | RegExp) =>
    page.getByRole('status').getByText(text).first().waitFor();

  it('lets 50 alerts be worked through by keyboard alone', async () => {
    await send(...many('fifty', 50, { type: 'fifty.volume' }));
    const page = await browser.as('investigator');
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    // At once: a busy machine may let more time pass between two keys than the console waits for the second.
    await pressAtOnce(page, 'g', 'i');
    await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
    await page.goto('/inbox?type=fifty.volume');
    await row(page, 'fifty-49').waitFor();
    await expectAccessible(page);
    await press(page, 'j');

    // Ten are taken at once, and the first of them given a tag.
    for (let at = 0; at < 10; at += 1) await press(page, 'x', 'j');
    await press(page, 't');
    await said(page, '10 alerts are yours.');
    await press(page, 'Home', '#');
    await dialog(page, 'Tags of 1 alert');
    await page.keyboard.type('resale');
    await page.getByRole('button', { name: 'Put on resale' }).waitFor();
    await press(page, 'Control+Enter');
    await row(page, 'fifty-49').getByText('resale').waitFor();

    // Ten are put to sleep one by one.
    await press(page, 'Home');
    for (let at = 0; at < 10; at += 1) {
      const title = await active(page).locator('[role="gridcell"]').nth(2).innerText();
      await press(page, 's');
      await dialog(page, 'Snooze 1 alert');
      await press(page, 'Enter');
      await row(page, title).waitFor({ state: 'detached' });
    }

    // Ten go to another queue, and come back.
    for (let at = 0; at < 10; at += 1) await press(page, 'x', 'j');
    await press(page, 'm');
    await dialog(page, 'Move 10 alerts to another queue');
    await expectAccessible(page);
    await page.keyboard.type('bill');
    await page.getByRole('option', { name: /Billing/ }).waitFor();
    await press(page, 'Enter');
    await said(page, '10 alerts are moved.');
    expect(await list(`queueId=${billing}&type=fifty.volume`)).toHaveLength(10);
    await press(page, 'u');
    await said(page, '10 alerts are as before.');
    expect(await list(`queueId=${billing}&type=fifty.volume`)).toHaveLength(0);

    // Ten become a case, and ten more go into it.
    await press(page, 'Home');
    for (let at = 0; at < 10; at += 1) await press(page, 'x', 'j');
    await press(page, 'p');
    await dialog(page, 'File a case with 10 alerts');
    await page.keyboard.type('Fifty of volume');
    await press(page, 'Enter');
    await said(page, /Case \d+ is filed with 10 alerts\./);
    await press(page, 'Home');
    for (let at = 0; at < 10; at += 1) await press(page, 'x', 'j');
    await press(page, 'P');
    await dialog(page, 'Attach 10 alerts to a case');
    await page.keyboard.type('fifty vol');
    await page.getByRole('option', { name: /Fifty of volume/ }).waitFor();
    await press(page, 'Enter');
    await said(page, /10 alerts are in case \d+\./);

    // What is left is muted from now on, begun and closed.
    await press(page, 'Home', 'v');
    const mute = await dialog(page, 'Mute new alerts like this');
    await page.keyboard.type('A load test of ours.');
    await press(page, 'Control+Enter');
    await said(page, /Alerts like this are muted until/);
    await mute.waitFor({ state: 'detached' });
    for (let at = 0; at < 20; at += 1) await press(page, 'x', 'j');
    await press(page, 'i');
    await said(page, '20 alerts are in progress.');
    await press(page, 'Home');
    for (let at = 0; at < 20; at += 1) await press(page, 'x', 'j');
    await press(page, 'e');
    await dialog(page, 'Close 20 alerts');
    await page.keyboard.type('A load test of ours.');
    await press(page, 'Control+Enter');
    await said(page, '20 alerts are closed.');
    await page.getByText('Nothing waits here').waitFor();

    const all = await list('type=fifty.volume&include=snoozed');
    const inACase = all.filter(({ stage }) => stage === 'Imported');
    expect(inACase).toHaveLength(20);
    expect(new Set(inACase.map(({ caseId }) => caseId)).size).toBe(1);
    expect(all.filter(({ stage }) => stage === 'Closed')).toHaveLength(20);
    expect(all.filter(({ snoozedUntil }) => snoozedUntil !== null)).toHaveLength(10);
    const rules = await investigator.get<{ items: object[] }>('/v1/muting-rules');
    expect(rules.body.items).toMatchObject([{ type: 'fifty.volume', allowed: ['end'] }]);
  });

  it('does to the row that is marked what keys say, however fast they come', async () => {
    await send(...many('fast', 4, { type: 'fast.volume' }));
    const page = await browser.as('investigator');
    await page.goto('/inbox?type=fast.volume');
    await row(page, 'fast-03').waitFor();
    await press(page, 'j');
    await pressAtOnce(page, 'j', 'j', 't');
    await row(page, 'fast-01').getByText('investigator').waitFor();

    // The alert that is open follows a moment later.
    await press(page, 'Enter');
    const panel = page.getByRole('region', { name: 'The alert' });
    await panel.getByRole('heading', { name: 'Much traffic: fast-01' }).waitFor();
    await pressAtOnce(page, 'k', 'k', 't');
    await row(page, 'fast-03').getByText('Much traffic').waitFor();
    await panel.getByRole('heading', { name: 'Much traffic: fast-03' }).waitFor();
    await panel.getByText('investigator').first().waitFor();
    const taken = (await list('type=fast.volume')).filter(({ assigneeId }) => assigneeId !== null);
    expect(taken.map(({ title }) => title).sort()).toEqual([
      'Much traffic: fast-01',
      'Much traffic: fast-03',
    ]);
  });

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
    await page.getByText('3 of 5 alerts are yours.').waitFor();
    await row(page, 'partly-01').getByText('second-analyst').waitFor();
    await row(page, 'partly-02').getByText('investigator').waitFor();
    // The dialog is gone with the key that closes it, and the next key is the list's.
    await pressAtOnce(page, 'Escape', 'u');
    expect(await page.getByRole('dialog').count()).toBe(0);
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

  it('has its seldom used filters behind a button, and no heading cut off where there is little room', async () => {
    await send(anAlert('narrow', { type: 'narrow.volume' }), anAlert('other', { type: 'wide.volume' }));
    const page = await browser.as('investigator', undefined, { width: 1024, height: 768 });
    await page.goto('/inbox');
    await row(page, 'narrow').waitFor();
    for (const heading of await page.getByRole('columnheader').all())
      expect(await heading.evaluate((of) => of.scrollWidth <= of.clientWidth)).toBe(true);
    await page.getByRole('button', { name: 'More filters' }).click();
    await expectAccessible(page);
    await page.getByLabel('Type').fill('narrow.volume');
    await row(page, 'other').waitFor({ state: 'detached' });
    await row(page, 'narrow').waitFor();
    await page.getByRole('button', { name: 'More filters' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await row(page, 'other').waitFor();
  });
});
