import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type RunningPlatformSim, startPlatformSim } from '../../../apps/platform-sim/platform-sim';
import { startApp, type TestApp } from '../../support/app';
import { describeInBrowser, expectAccessible, TestBrowser } from '../../support/browser';
import { type Gate, startGate } from '../../support/gate';
import { Importer } from '../../support/imports';

const TOKEN = 'platform-token-of-the-test';
const ACCOUNTS = Array.from({ length: 14 }, (_, at) => `acct-${String(at).padStart(4, '0')}`);
const COLUMNS =
  'account_id,created_at,org_id,org_name,org_seats,contract,protected,email_domain,payment_instrument,declared_country,verification,status';
const USAGE =
  'request_id,ts,account_id,api_key_id,org_id,model,capability,input_tokens,output_tokens,status,ip,asn,country,access_path,client_fingerprint,template_hash';

describeInBrowser('Orders in the console', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let sim: RunningPlatformSim;
  let gate: Gate;
  /** The platform answers once it is opened, so that an order stands in its middle until then. */
  let open: () => void;
  const isOpen = new Promise<void>((resolve) => (open = resolve));
  let dir: string;
  let caseId: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'docket-console-orders-'));
    const accountsFile = join(dir, 'accounts.csv');
    // The platform does not know the last one.
    const known = ACCOUNTS.slice(0, -1).map((id) => `${id},false,active`);
    await writeFile(accountsFile, ['account_id,protected,status', ...known].join('\n') + '\n');
    sim = await startPlatformSim({ token: TOKEN, latencyMs: 2, accountsFile });
    gate = await startGate(
      () => sim.url,
      () => isOpen.then(() => true),
    );
    app = await startApp({ usage: true, env: { PLATFORM_URL: gate.url, PLATFORM_TOKEN: TOKEN } });
    browser = await TestBrowser.start(app);
    caseId = await aCase();
  });
  afterEach(() => expect(browser.complaints()).toEqual([]));
  afterAll(async () => {
    await browser?.stop();
    await app?.stop();
    await gate?.stop();
    await sim?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  /** A case with fourteen confirmed accounts and a suspected one, and a snapshot that knows what they did. */
  async function aCase(): Promise<string> {
    const investigator = await app.as('investigator');
    const importer = await Importer.of(app);
    const account = (id: string, at: number): string =>
      `${id},2026-04-01T00:00:00Z,${at < 5 ? 'org-1,Example Ltd,5' : ',,'},self_serve,false,mail.example,pi-${at % 3},SG,none,active`;
    await importer.import(
      'accounts.csv',
      [COLUMNS, ...[...ACCOUNTS, 'outside-1'].map(account)].join('\n') + '\n',
      {
        kind: 'accounts',
      },
    );
    const request = (id: string, at: number): string =>
      `r-${at},2026-06-0${(at % 5) + 1}T10:00:00Z,${id},key-${at},,model-1,chat,10,10,200,192.0.2.1,64496,SG,api,fp-1,7`;
    await importer.import('usage.csv', [USAGE, ...ACCOUNTS.map(request)].join('\n') + '\n');
    expect((await investigator.post('/v1/snapshots', {})).status).toBe(201);
    const { body } = await investigator.post<{ id: string }>('/v1/cases', {
      kind: 'distillation',
      title: 'Coordinated extraction',
      severity: 3,
    });
    const path = `/v1/cases/${body.id}/accounts`;
    await investigator.post(path, { accountIds: ACCOUNTS, source: 'a list' });
    await investigator.post(`${path}/verdicts`, {
      status: 'confirmed',
      reason: 'One template',
      allSuspected: true,
    });
    await investigator.post(path, { accountIds: ['suspect-1'], source: 'a list' });
    return body.id;
  }

  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
  const acts = (page: Page) => page.getByRole('region', { name: 'What can be done' });
  const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });

  it('is drafted, proposed, approved by another, watched, stopped, gone on with, and taken back', async () => {
    const page = await browser.as('investigator');
    await page.goto(`/cases/${caseId}/orders`);
    await page.getByText('No order is like this').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Draft an order' }).first().click();
    await heading(page, 'Draft an order').waitFor();
    await page.getByText('All 14 confirmed accounts').waitFor();
    await expectAccessible(page);
    await page.getByText('Some of them').click();
    await page.getByRole('grid', { name: 'Confirmed accounts' }).getByText('acct-0003').waitFor();
    await page.getByLabel('Id begins with').fill('acct-001');
    await page.getByRole('button', { name: 'Tick all that match' }).click();
    await page.getByRole('button', { name: 'Draft the ban of 4 accounts' }).waitFor();
    await expectAccessible(page);
    await page.getByText('All 14 confirmed accounts').click();
    await page.getByRole('button', { name: 'Draft the ban of 14 accounts' }).click();
    await page.locator('[id$="-error"]').first().waitFor();
    await page.getByLabel('Reason').fill('Coordinated model extraction');
    await page.getByRole('button', { name: 'Draft the ban of 14 accounts' }).click();

    await heading(page, /^Order \d+: Ban 14 accounts$/).waitFor();
    await page.getByText('One of them loses all of its accounts or seats.').waitFor();
    await page.getByText('One of them also pays for 1 account outside the order').waitFor();
    await page
      .getByText(/14 of 14 accounts made 14 requests/)
      .first()
      .waitFor();
    await expectAccessible(page);
    await acts(page).getByRole('button', { name: 'Propose…' }).click();
    await page.getByRole('button', { name: 'Propose: ban 14 accounts' }).click();
    await page.getByText('Only enforcement leads do this.').waitFor();
    const address = page.url();

    const lead = await browser.as('enforcement_lead');
    await lead.goto(address);
    await acts(lead).getByRole('button', { name: 'Approve…' }).click();
    const { contentHash } = (
      await (await app.as('enforcement_lead')).get<{ contentHash: string }>(`/v1${new URL(address).pathname}`)
    ).body;
    await dialog(lead, /^Approve/)
      .getByText(contentHash)
      .waitFor();
    await expectAccessible(lead);
    await lead.getByRole('button', { name: 'Approve: ban 14 accounts' }).click();
    await acts(lead).getByRole('button', { name: 'Carry out…' }).click();
    await lead.getByRole('button', { name: 'Ban 14 accounts now' }).click();
    await acts(lead).getByRole('button', { name: 'Stop…' }).click();
    await dialog(lead, /^Stop/).getByLabel('Reason').fill('Counsel asks to wait.');
    await lead.getByRole('button', { name: 'Stop the order now' }).click();
    await lead.getByText('Counsel asks to wait.').waitFor();
    await expectAccessible(lead);
    open();
    await acts(lead).getByRole('button', { name: 'Go on…' }).click();
    await lead.getByRole('button', { name: /^Go on with/ }).click();
    await lead.getByText('14 of 14 accounts settled (100 %)').waitFor();
    await lead.getByText('Carried out in part').waitFor();

    await lead.getByRole('combobox', { name: 'State' }).click();
    await lead.getByRole('option', { name: 'Failed' }).click();
    await lead
      .getByRole('row')
      .filter({ hasText: 'acct-0013' })
      .getByText('The platform does not know it')
      .waitFor();
    await expectAccessible(lead);
    await acts(lead).getByRole('button', { name: 'Take back…' }).click();
    await dialog(lead, /^Take back/)
      .getByText(/reinstates the accounts which this one changed, 13 accounts/)
      .waitFor();
    await dialog(lead, /^Take back/)
      .getByLabel('Reason')
      .fill('They were customers of a reseller.');
    await lead.getByRole('button', { name: 'Draft the order that takes it back' }).click();
    await heading(lead, /Reinstate 13 accounts$/).waitFor();
    await acts(lead).getByRole('button', { name: 'Propose…' }).click();
    await lead.getByRole('button', { name: 'Propose: reinstate 13 accounts' }).click();
    // Who proposed it sees why it is for somebody else to approve.
    await acts(lead)
      .getByText('You proposed this order yourself. Somebody else has to approve it.')
      .waitFor();
    await expectAccessible(lead);
  });

  it('stands in the list of all orders, and is rejected with a reason', async () => {
    const investigator = await app.as('investigator');
    const { body } = await investigator.post<{ id: string }>(`/v1/cases/${caseId}/orders`, {
      action: 'ban',
      reason: 'A first try',
      accounts: ACCOUNTS.slice(0, 2),
    });
    await investigator.post(`/v1/orders/${body.id}/propose`);
    const page = await browser.as('enforcement_lead');
    await page.goto('/orders?status=proposed');
    await page.getByRole('row').filter({ hasText: 'A first try' }).click();
    await acts(page).getByRole('button', { name: 'Reject…' }).click();
    await page.getByRole('button', { name: 'Reject the order' }).click();
    await page.locator('[id$="-error"]').first().waitFor();
    await expectAccessible(page);
    await dialog(page, /^Reject/)
      .getByLabel('Reason')
      .fill('It hits a whole organisation.');
    await page.getByRole('button', { name: 'Reject the order' }).click();
    await page.getByText('Rejected because:').waitFor();
    await page.goto('/orders');
    await page.getByRole('row').filter({ hasText: 'A first try' }).getByText('Rejected').waitFor();
    await expectAccessible(page);
  });
});
