import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../../support/app';
import { describeInBrowser, expectAccessible, press, TestBrowser } from '../../support/browser';
import { caseOn, type ReplayFiles, replayFiles } from '../../support/replay-case';

/** A thousandth of the June case: 25 campaign accounts among 225. */
const SCALE = 0.001;

const WITH_FAULT = [
  'request_id,ts,account_id,model,input_tokens,output_tokens,status',
  'late-1,2026-06-07T10:00:00Z,acct-late,flagship-B,10,20,200',
  'late-2,soon,acct-late,flagship-B,10,20,200',
].join('\n');

describeInBrowser('An investigator with the usage of a lab', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let page: Page;
  let files: ReplayFiles;
  let caseId: string;

  beforeAll(async () => {
    files = await replayFiles(SCALE);
    app = await startApp({ usage: true });
    browser = await TestBrowser.start(app);
    page = await browser.as('investigator');
    caseId = await caseOn(app, files.named);
  });
  afterEach(() => expect(browser.complaints()).toEqual([]));
  afterAll(async () => {
    await browser?.stop();
    await app?.stop();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const choose = (name: string, buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
  const bring = async (name: string, content: Buffer, kind?: RegExp): Promise<void> => {
    await page.goto('/usage/imports/new');
    await page.getByRole('button', { name: 'Import the file' }).waitFor();
    await choose(name, content);
    if (kind) {
      await page.getByLabel('What it holds').first().click();
      await page.getByRole('option', { name: kind }).click();
    }
    await button('Import the file').click();
    await page.getByRole('dialog', { name: new RegExp(name) }).waitFor();
    await page.getByRole('dialog').getByText('Done', { exact: true }).waitFor();
  };
  const goTo = async (part: string): Promise<void> => {
    await page.goto(`/cases/${caseId}/${part}`);
    await page.locator('h1').waitFor();
  };

  it('brings files by the browser, and sees before and after what cannot be loaded', async () => {
    await page.goto('/usage');
    await page.getByText('Nothing was imported yet').waitFor();
    await expectAccessible(page);
    await press(page, 'n');
    await page.getByRole('button', { name: 'Import the file' }).waitFor();
    await choose('late.csv', Buffer.from(WITH_FAULT));
    await button('Check the first rows').click();
    await page.getByText('1 of the first 2 rows would be rejected').waitFor();
    await expectAccessible(page);
    await button('Import the file').click();
    const opened = page.getByRole('dialog', { name: /late\.csv/ });
    await opened.getByText('Rejected lines').waitFor();
    await opened.getByRole('cell', { name: '3', exact: true }).waitFor();
    await opened.getByRole('cell', { name: 'ts', exact: true }).waitFor();
    await expectAccessible(page);
  });

  it('goes on with a file of which a part is there', async () => {
    const { usage } = files;
    const analyst = await app.as('analyst');
    const { body } = await analyst.post<{ id: string }>('/v1/imports', {
      kind: 'usage',
      fileName: 'usage.csv',
    });
    const half = await fetch(`${app.url}/v1/imports/${body.id}/content`, {
      method: 'PATCH',
      headers: {
        ...analyst.headers,
        'content-type': 'application/partial-upload',
        'upload-offset': '0',
        'upload-complete': '?0',
      },
      body: new Uint8Array(usage.subarray(0, usage.length >> 1)),
    });
    expect(half.status).toBe(204);
    await page.goto(`/usage/imports/${body.id}`);
    await page.getByText('Waits for its file').last().waitFor();
    const sent: number[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') sent.push(Number(request.headers()['upload-offset']));
    });
    await choose('usage.csv', usage);
    await page.getByRole('dialog').getByText('Done', { exact: true }).waitFor();
    expect(sent[0]).toBe(usage.length >> 1);
    await bring('accounts.csv', files.accounts, /Accounts/);
  });

  it('freezes what is there, and counts it again', async () => {
    await page.goto('/usage/snapshots');
    await page.getByText('There is no snapshot').waitFor();
    await button('Take a snapshot').first().click();
    await page.getByText('Snapshot 1 is taken.').waitFor();
    await page.getByRole('row').filter({ hasText: '1' }).last().click();
    await page.getByRole('heading', { name: 'Snapshot 1' }).waitFor();
    await button('Count and hash every row again').click();
    await page.getByText('It is as it was').waitFor();
    await expectAccessible(page);
  });

  it('has the usage looked at, and follows it', async () => {
    await goTo('evidence');
    await page.getByText('Nobody has looked at the usage yet').waitFor();
    await expectAccessible(page);
    await button('Look at the usage…').click();
    await page.getByRole('dialog', { name: 'Look at the usage' }).waitFor();
    await expectAccessible(page);
    await button(/^Look at \d+ accounts$/).click();
    await page.getByText(/Enriched through/).waitFor();
    await page.getByText('Nothing has changed since.').waitFor();
    await page.getByRole('link', { name: 'After bans' }).waitFor();
    await expectAccessible(page);
  });

  it('reads a finding in words, and how it was counted', async () => {
    await page.getByRole('link', { name: 'Day by day' }).click();
    await page.getByRole('cell', { name: '28 May 2026' }).waitFor();
    await page.getByRole('img', { name: /day by day/ }).waitFor();
    await page.getByText('By hour', { exact: true }).click();
    await page.getByRole('img', { name: /hour by hour/ }).waitFor();
    await expectAccessible(page);
    await button('How this was counted').click();
    const counted = page.getByRole('dialog', { name: 'How this was counted' });
    await counted.getByText('Query 1 of 2').waitFor();
    await counted.getByText('"trailingDays": 7').first().waitFor();
    await expectAccessible(page);
    await press(page, 'Escape');
    for (const title of await titlesOfFindings()) {
      await goTo('evidence');
      await page.locator('h3').getByRole('link', { name: title, exact: true }).click();
      await page.getByRole('heading', { name: title, level: 2 }).waitFor();
      await button('How this was counted').waitFor();
      await expectAccessible(page);
    }
  });

  const titlesOfFindings = async (): Promise<string[]> => {
    await goTo('evidence');
    await page.getByRole('link', { name: 'After bans' }).waitFor();
    return page.locator('h3 a').allInnerTexts();
  };

  it('looks at the clusters by keyboard, and at the accounts of one', async () => {
    await goTo('evidence/clusters');
    const list = page.getByRole('grid', { name: 'Clusters, the largest first' });
    await list.getByRole('row').nth(1).waitFor();
    await press(page, 'j', 'Enter');
    await page.getByRole('heading', { name: /^Cluster 1: / }).waitFor();
    await page.getByRole('grid', { name: 'Accounts of cluster 1' }).getByRole('row').nth(1).waitFor();
    await page.getByRole('img', { name: /clusters? of/ }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Decide on its accounts' }).click();
    await page.getByRole('grid', { name: 'Accounts of the case by the evidence' }).waitFor();
    expect(new URL(page.url()).search).toBe('?cluster=1');
  });

  it('adds candidates to the case, takes them back, and adds them again', async () => {
    await goTo('evidence/candidates');
    await page.getByRole('row').nth(2).waitFor();
    await expectAccessible(page);
    await press(page, 'j', 'x', 'j', 'x', 'a');
    await page.getByText('2 accounts added as suspected.').waitFor();
    await page.getByRole('row').filter({ hasText: 'Suspected' }).nth(1).waitFor();
    await button('Undo').click();
    await page.getByText('2 accounts left the case again.').waitFor();
    // The list is asked for anew after that; until then it shows what was.
    await page.getByRole('row').filter({ hasText: 'Suspected' }).first().waitFor({ state: 'detached' });
    await press(page, 'x', 'a');
    await page.getByText('1 account added as suspected.').waitFor();
    await page.getByRole('row').filter({ hasText: 'Suspected' }).waitFor();
    await press(page, 'o');
    await page.getByRole('dialog').getByRole('link', { name: 'Open it in the case' }).waitFor();
    await expectAccessible(page);
  });

  it('takes accounts and shares of traffic from a finding into its case, and takes them back', async () => {
    await goTo('evidence');
    await page.locator('h3').getByRole('link', { name: 'Who belongs to the campaign' }).click();
    await button('Take its accounts…').click();
    const taking = page.getByRole('dialog');
    await taking.getByText('They come from “Who belongs to the campaign” as suspected').waitFor();
    await taking.getByLabel('Which').first().click();
    await page.getByRole('option', { name: /^Confirm: \d+ accounts?$/ }).click();
    await expectAccessible(page);
    await taking.getByRole('button', { name: /^Add \d+ accounts?$/ }).click();
    await page.getByText(/^0 accounts added as suspected; \d+ were in the case before\.$/).waitFor();

    await button('Take its shares…').click();
    await expectAccessible(page);
    await taking.getByRole('button', { name: /^Take the shares of \d+ accounts$/ }).click();
    await page.getByText(/^The share of \d+ accounts is set/).waitFor();
    await button('Undo').click();
    await page.getByText(/^\d+ are as before\.$/).waitFor();
  });

  it('takes along what is said of accounts and keys', async () => {
    await goTo('evidence/keys');
    await page.getByRole('row').nth(1).waitFor();
    await expectAccessible(page);
    const analyst = await app.as('analyst');
    for (const [name, member] of [
      ['Export accounts', 'suggestion'],
      ['Export keys', 'apiKeyId'],
    ] as const) {
      const address = await page.getByRole('link', { name }).getAttribute('href');
      expect((await analyst.get<string>(address!)).body).toContain(member);
    }
  });

  it('confirms and clears by suggestion, and sees of one account why', async () => {
    const judge = async (suggestion: string, all: RegExp, act: RegExp, says: RegExp): Promise<void> => {
      await goTo(`accounts?suggestion=${suggestion}`);
      await button(all).click();
      await page.getByLabel('Reason').fill('Samples were read.');
      await button(act).click();
      await page.getByText(says).first().waitFor();
      await page.getByText(/: 0 suspected/).waitFor();
    };
    await judge('confirm', /^Confirm all \d+ suspected…$/, /^Confirm: \d+ accounts?$/, /^\d+ confirmed\.$/);
    await judge('clear', /^Clear all \d+ suspected…$/, /^Clear: \d+ accounts?$/, /^\d+ cleared\.$/);
    await expectAccessible(page);
    await press(page, 'j', 'Enter');
    const drawer = page.getByRole('dialog');
    await drawer.getByText('Suggested:').waitFor();
    await drawer.getByRole('listitem').first().waitFor();
    await expectAccessible(page);
  });

  it('calls a key cover', async () => {
    await goTo('evidence/keys?suggestion=cover');
    await page.getByRole('row').nth(1).waitFor();
    await press(page, 'j', 'x', 'v');
    await page.getByLabel('Reason').fill('Requests of their customers.');
    await button('Cover: 1 key').click();
    await page.getByText('1 key: cover.').waitFor();
    await expectAccessible(page);
  });

  it('says what is stale, what changed between snapshots, and holds usage', async () => {
    await bring('more.csv', Buffer.from(WITH_FAULT.replaceAll('late-', 'more-')));
    await page.goto('/usage/snapshots');
    await button('Take a snapshot').click();
    await page.getByText('Snapshot 2 is taken.').waitFor();
    await goTo('evidence');
    await page.getByText('Snapshot 2 has other data than snapshot 1.').waitFor();
    await expectAccessible(page);

    await page.goto('/usage/snapshots');
    await page.getByRole('row').nth(1).click();
    await page.getByRole('heading', { name: 'Snapshot 2' }).waitFor();
    await page.getByLabel('What changed since').first().click();
    await page.getByRole('option', { name: /^Snapshot 1/ }).click();
    await page.getByText('Since snapshot 1 1 request came and 0 went, on 1 day.').waitFor();
    await page.getByRole('row').filter({ hasText: 'acct-late' }).waitFor();
    await expectAccessible(page);

    await page.goto('/usage/streams');
    await page.getByText('There is no stream').waitFor();
    await expectAccessible(page);

    const counsel = await browser.as('legal');
    await counsel.goto('/usage/holds');
    await counsel.getByText('Nothing is held').waitFor();
    await counsel.getByRole('button', { name: 'Hold usage…' }).click();
    await counsel.getByLabel('Reason').fill('Preservation letter.');
    await counsel.getByRole('button', { name: 'Hold all usage' }).click();
    await counsel.getByText('Preservation letter.').first().waitFor();
    await counsel.getByText('Kept: legal hold').first().waitFor();
    await expectAccessible(counsel);
  });
});
