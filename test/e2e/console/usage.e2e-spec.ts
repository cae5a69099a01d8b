import type { Page } from 'playwright-core';
import type { ImportStreamView } from '../../../libs/usage/streams/streams.dto';
import { startApp, type TestApp } from '../../support/app';
import { describeInBrowser, expectAccessible, TestBrowser } from '../../support/browser';
import { importFile } from '../../support/replay-case';

const HEADER = 'request_id,ts,account_id,model,input_tokens,output_tokens,status';
const usageOf = (prefix: string, day: string): string =>
  [HEADER, ...[1, 2, 3].map((at) => `${prefix}-${at},${day}T10:00:0${at}Z,acct-${at},model-large,10,20,200`)]
    .join('\n')
    .concat('\n');

const TODAY = new Date().toISOString().slice(0, 10);
/** Months that are older than the retention on any day on which this may run. */
const [FREE, HELD] = ['2024-01', '2024-02'] as const;

/** A gateway's own columns, and how they are read. */
const OF_GATEWAY = `id,created_ms,customer,model,in,out\ngw-1,${Date.parse(TODAY)},acct-1,model-large,10,20\n`;
const MAPPING = {
  kind: 'usage',
  unknownColumns: 'refuse',
  columns: [
    { column: 'request_id', from: ['id'] },
    { column: 'ts', from: ['created_ms'], as: 'epoch_milliseconds' },
    { column: 'account_id', from: ['customer', 'workspace'] },
    { column: 'input_tokens', from: ['in'] },
    { column: 'output_tokens', from: ['out'] },
    { column: 'status', value: '200' },
  ],
};

describeInBrowser('Who keeps the usage of a lab in order', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let page: Page;

  beforeAll(async () => {
    app = await startApp({ usage: true, env: { USAGE_RETENTION_DAYS: '90' } });
    browser = await TestBrowser.start(app);
    page = await browser.as('investigator');
    await importFile(app, 'usage', 'test-environment.csv', usageOf('test', TODAY));
    await importFile(app, 'usage', 'gateway.csv', usageOf('real', TODAY));
    for (const month of [FREE, HELD])
      await importFile(app, 'usage', `${month}.csv`, usageOf(month, `${month}-10`));
  });
  afterEach(() => expect(browser.complaints()).toEqual([]));
  afterAll(async () => {
    await browser?.stop();
    await app?.stop();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  const rowOf = (text: string) => page.getByRole('row').filter({ hasText: text });
  const choose = (name: string, text: string) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  const pick = async (label: string, option: string | RegExp): Promise<void> => {
    await page.getByRole('combobox', { name: label }).click();
    await page.getByRole('option', { name: option }).click();
  };
  const requestsOfSnapshot = async (): Promise<number> => {
    const taken = await (await app.as('investigator')).post<{ usageRows: number }>('/v1/snapshots', {});
    return taken.body.usageRows;
  };

  it('withdraws an import, says why, and the next snapshot does not have it', async () => {
    expect(await requestsOfSnapshot()).toBe(12);
    await page.goto('/usage');
    await rowOf('test-environment.csv').click();
    await button('Withdraw…').click();
    const asked = dialog('Withdraw import 1: test-environment.csv');
    await asked.getByText('The next snapshot does not have the 3 rows that this file brought').waitFor();
    await asked.getByText('Snapshots that were taken before count as they did.').waitFor();
    await expectAccessible(page);
    await asked.getByRole('button', { name: 'Withdraw the import' }).click();
    await asked
      .getByText(/reason/)
      .last()
      .waitFor();
    await asked.getByLabel('Reason').fill('Of the test environment.');
    await asked.getByRole('button', { name: 'Withdraw the import' }).click();
    await page.getByText('Import 1 is withdrawn.').waitFor();
    const opened = dialog('Import 1: test-environment.csv');
    await opened.getByText(/^investigator, .*: Of the test environment\.$/).waitFor();
    expect(await button('Withdraw…').count()).toBe(0);
    await expectAccessible(page);
    await page.goto('/usage');
    await rowOf('test-environment.csv')
      .getByText(/^investigator, .*: Of the test environment\.$/)
      .waitFor();
    await expectAccessible(page);
    expect(await requestsOfSnapshot()).toBe(9);
  });

  it('withdraws requests by a file of their ids, and takes that back', async () => {
    await page.goto('/usage/imports/new');
    await choose('retries.csv', 'request_id\nreal-2\nnobody-knows\n');
    await pick('What it holds', /^Withdrawals/);
    await page.getByText('From the next snapshot on, none of these requests counts').waitFor();
    expect(await button('Check the first rows').count()).toBe(0);
    await button('Withdraw the requests').click();
    await page.getByText(/reason .*(longer|character|empty)/).waitFor();
    await expectAccessible(page);
    await page.getByLabel('Reason').fill('The gateway logged a retry.');
    await button('Withdraw the requests').click();
    const opened = dialog(/retries\.csv/);
    await opened.getByText('Done', { exact: true }).waitFor();
    await opened.getByText('The gateway logged a retry.').waitFor();
    await opened.getByText('Rejected lines').waitFor();
    await expectAccessible(page);
    expect(await requestsOfSnapshot()).toBe(8);

    await button('Withdraw…').click();
    await page.getByText('The next snapshot has the 1 request again that this file withdrew.').waitFor();
    await page.getByLabel('Reason').fill('It was no retry.');
    await button('Withdraw the import').click();
    await opened.getByText(/: It was no retry\.$/).waitFor();
    expect(await requestsOfSnapshot()).toBe(9);
  });

  it('keeps a mapping, sees which column becomes which, and brings a file with it', async () => {
    await page.goto('/usage/mappings');
    await rowOf('litellm-spend-logs').waitFor();
    await expectAccessible(page);
    await button('Keep a mapping…').click();
    const writing = dialog('Keep a mapping');
    const text = writing.getByLabel('Mapping');
    await writing.getByLabel('Name').fill('gateway');
    await text.fill('{ "kind": ');
    await button('Keep it').click();
    await writing.getByText(/is not JSON/).waitFor();
    const [first] = MAPPING.columns;
    await text.fill(JSON.stringify({ ...MAPPING, columns: [{ column: 'id' }, first, first] }));
    await button('Keep it').click();
    await writing.getByText('/columns/0/column is no column of a usage file').waitFor();
    await writing.getByText('/columns/2/column is mapped more than once').waitFor();
    await expectAccessible(page);
    await text.fill(JSON.stringify(MAPPING));
    await button('Keep it').click();
    await page.getByText('gateway, version 1, is kept.').waitFor();

    const kept = dialog('gateway, version 1');
    const columns = kept.getByRole('table', { name: 'Which column becomes which' });
    await columns.getByRole('row', { name: 'account_id customer, else workspace' }).waitFor();
    await columns.getByRole('row', { name: 'ts created_ms Epoch milliseconds' }).waitFor();
    await expectAccessible(page);
    await button('Next version…').click();
    await page.getByLabel('What for').fill('The gateway’s log.');
    await button('Keep it').click();
    await dialog('gateway, version 2').getByText('The gateway’s log.').waitFor();

    await page.goto('/usage/imports/new');
    await choose('of-gateway.csv', OF_GATEWAY);
    await pick('Mapping', 'gateway, version 2');
    await button('Check the first rows').click();
    await page.getByText('The first 1 rows can be loaded').waitFor();
    await button('Import the file').click();
    await dialog(/of-gateway\.csv/)
      .getByText('Done', { exact: true })
      .waitFor();
    expect(await requestsOfSnapshot()).toBe(10);
  });

  it('makes a stream, sees what came, and ends it', async () => {
    await page.goto('/usage/streams');
    await button('Make a stream…').first().click();
    const making = dialog('Make a stream');
    await expectAccessible(page);
    await making.getByLabel('Name').fill('gateway');
    await pick('Mapping', 'gateway, version 2');
    await making.getByRole('button', { name: 'Make the stream' }).click();
    const opened = dialog('Stream gateway');
    await opened.getByText('Takes rows').waitFor();
    await expectAccessible(page);

    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    const shipper = await app.detector('usage shipper', ['usage.import', 'usage.read']);
    const batch = OF_GATEWAY.replace('gw-1', 'gw-2');
    const sent = await shipper.post(`/v1/import-streams/${id}/batches`, batch, {
      'content-type': 'text/csv',
    });
    expect(sent.status).toBe(200);
    await page.reload();
    await opened.getByRole('row', { name: 'Rows that came 1' }).waitFor();
    await opened.getByRole('link', { name: 'The import in which rows wait' }).waitFor();
    await expectAccessible(page);

    await button('End the stream…').click();
    const asked = dialog('End the stream gateway');
    await asked.getByText('It takes no batch any more').waitFor();
    await expectAccessible(page);
    await asked.getByRole('button', { name: 'End the stream' }).click();
    await opened.getByText('Ended', { exact: true }).first().waitFor();
    expect(await button('End the stream…').count()).toBe(0);
    const { body } = await shipper.get<ImportStreamView>(`/v1/import-streams/${id}`);
    expect(body.closedAt).not.toBeNull();
    await page.goto('/usage/streams');
    await rowOf('gateway').getByText('Ended').waitFor();
    await expectAccessible(page);
  });

  it('has old usage destroyed, and sees before what goes and what a hold keeps', async () => {
    const counsel = await app.as('legal');
    const hold = { reason: 'Preservation letter.', from: `${HELD}-01`, to: `${HELD}-20` };
    expect((await counsel.post('/v1/legal-holds', hold)).status).toBe(201);
    const administrator = await browser.as('administrator');
    await administrator.goto('/usage/holds');
    await administrator.getByRole('button', { name: 'Destroy what is old enough…' }).click();
    const asked = administrator.getByRole('dialog', { name: 'Destroy usage that is old enough' });
    await asked.getByText('Destroyed for good: 3 requests of 1 month.').waitFor();
    await asked.getByRole('list', { name: 'These go' }).getByText(`${FREE}: 3 requests`).waitFor();
    await asked
      .getByRole('list', { name: 'These stay' })
      .getByText(`${HELD}: 3 requests. Preservation letter.`)
      .waitFor();
    await expectAccessible(administrator);
    await asked.getByRole('button', { name: 'Destroy 1 month' }).click();
    await administrator.getByText(new RegExp(`Gone: ${FREE} \\(3 requests, `)).waitFor();
    await administrator.getByRole('row', { name: new RegExp(`^${HELD} 3 Kept: legal hold`) }).waitFor();
    expect(await administrator.getByRole('button', { name: /^Destroy/ }).count()).toBe(0);
    await expectAccessible(administrator);
  });

  it('offers nobody what they may not do', async () => {
    const analyst = await browser.as('analyst');
    await analyst.goto('/usage');
    await analyst.getByRole('row').filter({ hasText: 'gateway.csv' }).first().click();
    await analyst.getByRole('dialog').getByText('SHA-256').waitFor();
    expect(await analyst.getByRole('button', { name: 'Withdraw…' }).count()).toBe(0);
    await analyst.goto('/usage/imports/new');
    await analyst.getByRole('combobox', { name: 'What it holds' }).click();
    await analyst.getByRole('option', { name: /^Accounts/ }).waitFor();
    expect(await analyst.getByRole('option', { name: /^Withdrawals/ }).count()).toBe(0);

    const reader = await browser.as('signatory');
    await reader.goto('/usage/mappings');
    await reader.getByRole('row').filter({ hasText: 'litellm-spend-logs' }).click();
    await reader.getByRole('table', { name: 'Which column becomes which' }).waitFor();
    expect(await reader.getByRole('button', { name: /^(Keep a mapping|Next version)/ }).count()).toBe(0);
    await reader.goto('/usage/streams');
    await reader.getByRole('row').filter({ hasText: 'gateway' }).waitFor();
    expect(await reader.getByRole('button', { name: /stream/ }).count()).toBe(0);

    await importFile(app, 'usage', 'again.csv', usageOf('again', `${FREE}-11`));
    await page.goto('/usage/holds');
    await page.getByRole('row', { name: new RegExp(`^${FREE} 3 Goes next`) }).waitFor();
    expect(await button(/^Destroy/).count()).toBe(0);
  });
});
