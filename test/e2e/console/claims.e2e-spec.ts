import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../../support/app';
import { describeInBrowser, expectAccessible, TestBrowser } from '../../support/browser';
import { anAssertion } from '../../support/judged-case';
import { importFile } from '../../support/replay-case';

const ACCOUNTS = Array.from({ length: 12 }, (_, at) => `acct-${String(at).padStart(2, '0')}`);
const FIRST_MS = Date.UTC(2026, 5, 1);

/** Requests of each account, an hour apart. */
function usage(prefix: string, each: number): string {
  const lines = ['request_id,ts,account_id,api_key_id,model,input_tokens,output_tokens,status'];
  for (const account of ACCOUNTS)
    for (let i = 0; i < each; i++) {
      const at = new Date(FIRST_MS + i * 3_600_000).toISOString();
      lines.push(`${prefix}-${account}-${i},${at},${account},key-${account},m,10,20,200`);
    }
  return `${lines.join('\n')}\n`;
}

describeInBrowser('Figures and judgements in the console', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let caseId: string;
  beforeAll(async () => {
    app = await startApp({ usage: true, env: { PACKS_KEY: randomBytes(32).toString('base64') } });
    browser = await TestBrowser.start(app);
    await importFile(app, 'usage', 'usage.csv', usage('a', 100));
    const investigator = await app.as('investigator');
    await investigator.post('/v1/snapshots', {});
    const { body } = await investigator.post<{ id: string }>('/v1/cases', {
      kind: 'distillation',
      title: 'Twelve accounts',
      severity: 3,
    });
    caseId = body.id;
    await investigator.post(`/v1/cases/${caseId}/accounts`, { accountIds: ACCOUNTS, source: 'a list' });
    const verdict = { status: 'confirmed', reason: 'One kit of prompts', accountIds: ACCOUNTS };
    await investigator.post(`/v1/cases/${caseId}/accounts/verdicts`, verdict);
  });
  afterEach(() => expect(browser.complaints()).toEqual([]));
  afterAll(async () => {
    await browser?.stop();
    await app?.stop();
  });

  const done = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

  it('counts a figure, counts it again, has a second person approve it, and hears when it holds no more', async () => {
    const page = await browser.as('investigator');
    await page.goto(`/cases/${caseId}/claims`);
    await done(page, 'No figure is claimed yet');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Claim a figure' }).first().click();
    await page.getByRole('radio', { name: 'Exchanges of the campaign' }).check();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Count it' }).click();
    await page.getByRole('heading', { name: 'Claim 1: Exchanges of the campaign' }).waitFor();
    await done(page, '1,200');
    const address = new URL(page.url()).pathname;
    await page.getByRole('button', { name: 'Choose words…' }).click();
    await page.getByRole('radio', { name: 'Others' }).check();
    await page.getByLabel('Rounded value').fill('1,300');
    await page.getByRole('button', { name: 'Use these words' }).click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await expectAccessible(page);
    await page.getByRole('combobox', { name: 'Qualifier' }).click();
    await page.getByRole('option', { name: 'exactly' }).click();
    await page.getByLabel('Rounded value').fill('1,200');
    await page.getByRole('button', { name: 'Use these words' }).click();
    await done(page, /^Letters will say “1,200/);
    await page.getByRole('button', { name: 'Count again by the second way' }).click();
    await done(page, 'The second count gives 1,200 too.');
    await page.getByText('You made claim 1 or chose its words. A second person has to approve it.').waitFor();
    await expectAccessible(page);

    const second = await browser.as('legal');
    await second.goto(address);
    await second.getByRole('button', { name: 'Approve…' }).click();
    await expectAccessible(second);
    await second.getByRole('button', { name: 'Approve value and words' }).click();
    await done(second, 'Claim 1 is approved: letters may cite it.');
    // The first one's page hears of it.
    await page.getByRole('button', { name: 'Count anew on the latest snapshot' }).waitFor();

    await importFile(app, 'usage', 'more.csv', usage('b', 50));
    await (await app.as('investigator')).post('/v1/snapshots', {});
    await page.getByRole('button', { name: 'Count anew on the latest snapshot' }).click();
    await page.getByText('Does not hold any more').waitFor();
    await page.getByText('Its words are true no more').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'All claims of the case' }).click();
    await page.getByRole('row').filter({ hasText: 'Stale' }).waitFor();
    await expectAccessible(page);
  });

  it('judges who is behind it by a draft, and another person reviews it', async () => {
    const author = await app.as('investigator');
    await anAssertion(author, caseId);
    const page = await browser.as('investigator');
    await page.goto(`/cases/${caseId}/attribution`);
    await done(page, 'Nobody has judged who is behind it');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Judge who is behind it' }).first().click();
    await page
      .getByRole('textbox', { name: 'Judgement', exact: true })
      .fill('The accounts are one coordinated network.');
    await page.getByRole('button', { name: 'Add evidence' }).click();
    for (const [grade, option] of [
      ['Source', /^B:/],
      ['What it says', /^2:/],
    ] as const) {
      await page.getByRole('combobox', { name: grade, exact: true }).click();
      await page.getByRole('option', { name: option }).click();
    }
    await page.getByLabel('What it shows').fill('One buyer');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Keep as a draft' }).click();
    await page.getByText('Before it can be reviewed').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Word anew…' }).click();
    await page.getByRole('button', { name: '+ Another' }).click();
    await page.getByLabel('Explanation', { exact: true }).fill('Customers of one reseller');
    await page
      .getByLabel('Why it is less likely, or cannot be ruled out')
      .fill('Their prompts are the same.');
    await page.getByLabel('What would change it').fill('Prompts that have nothing in common.');
    await page.getByRole('button', { name: 'Save the wording' }).click();
    await page.getByRole('button', { name: 'Hand in for review' }).click();
    await page.getByText('You wrote some of judgement 1. Somebody else has to review it.').waitFor();
    const address = new URL(page.url()).pathname;

    const reviewer = await browser.as('investigator', 'second-investigator');
    await reviewer.goto(address);
    await reviewer.getByRole('button', { name: 'Send back…' }).click();
    await reviewer.getByLabel('What is wanting').fill('Say how sure the source is.');
    await reviewer.getByRole('button', { name: 'Send it back' }).click();
    await page.getByText('Say how sure the source is.').waitFor();
    await page.getByRole('button', { name: 'Hand in for review' }).click();
    await reviewer.getByRole('button', { name: 'Approve…' }).click();
    await reviewer.getByLabel(/^Which other explanations you weighed/).fill('A reseller would differ.');
    await expectAccessible(reviewer);
    await reviewer.getByRole('button', { name: 'Approve the judgement' }).click();
    await page.getByText('A reseller would differ.').waitFor();
    await expectAccessible(page);
  });

  it('makes a pack for a partner, and shows it with its files', async () => {
    const page = await browser.as('investigator');
    await page.goto(`/cases/${caseId}/packs`);
    await done(page, 'No pack is made yet');
    await page.getByRole('button', { name: 'Make a pack…' }).first().click();
    await page.getByRole('textbox', { name: 'Recipient' }).fill('Example Partner');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Make the pack' }).click();
    await page.getByText('For Example Partner', { exact: true }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Files' }).click();
    await page.getByRole('row').filter({ hasText: 'cells.csv' }).click();
    const file = page.getByRole('dialog', { name: 'cells.csv' });
    await file.getByRole('button', { name: 'Compare with the hash' }).click();
    await file.getByText('The bytes are those that were kept.').waitFor();
    await file.getByText('Compared its hash: the same').waitFor();
    await expectAccessible(page);
  });
});
