import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from 'playwright-core';
import { OutboxMessage } from '@app/platform';
import { startApp, type TestApp } from '../../support/app';
import { describeInBrowser, expectAccessible, PASSWORD, press, TestBrowser } from '../../support/browser';
import { HttpClient } from '../../support/http-client';
import { until } from '../../support/until';

/** A program outside that hears of what happens, and answers as it is told to. */
class Receiver {
  status = 204;
  received = 0;
  private readonly server: Server = createServer((request, response) => {
    request.resume().on('end', () => {
      this.received += 1;
      response.writeHead(this.status).end();
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }
  stop(): Promise<unknown> {
    return new Promise((done) => this.server.close(done));
  }
}

describeInBrowser("An administrator's day", () => {
  const receiver = new Receiver();
  let app: TestApp;
  let browser: TestBrowser;
  let page: Page;
  beforeAll(async () => {
    app = await startApp({
      env: { WEBHOOKS_KEY: randomBytes(32).toString('base64'), WEBHOOKS_ALLOW_LOOPBACK: 'true' },
    });
    browser = await TestBrowser.start(app);
    page = await browser.as('administrator');
  });
  afterEach(() => expect(browser.complaints()).toEqual([]));
  afterAll(async () => {
    await browser?.stop();
    await app?.stop();
    await receiver.stop();
  });

  const heading = (of: Page, name: string | RegExp): Locator => of.getByRole('heading', { level: 1, name });
  const row = (name: string | RegExp): Locator => page.getByRole('row').filter({ hasText: name });
  const dialog = (name: string | RegExp): Locator => page.getByRole('dialog', { name });
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name });
  /** What a dialog shows only once. */
  const shownOnce = async (of: Locator): Promise<string> => {
    const text = await of.locator('pre').textContent();
    await of.getByRole('button', { name: 'I have it' }).click();
    return text!;
  };

  it('invites a person, who signs in by the link, and changes what they may do', async () => {
    await page.goto('/admin');
    await heading(page, 'People').waitFor();
    await row('administrator@lab.example').waitFor();
    await expectAccessible(page);
    await press(page, 'n');
    const invite = dialog('Invite a person');
    await invite.getByRole('button', { name: 'Invite' }).click();
    await page.locator('[id$="-error"]').first().waitFor();
    await invite.getByLabel('Name').fill('Second analyst');
    await invite.getByLabel('E-mail').fill('second-analyst@lab.example');
    await invite.getByLabel('Analyst').check();
    await expectAccessible(page);
    await invite.getByRole('button', { name: 'Invite' }).click();
    const link = await shownOnce(dialog('One-time link for Second analyst'));
    await row('second-analyst@lab.example').getByText('Invited').waitFor();

    const theirs = await browser.anonymous();
    await theirs.goto(link);
    await theirs.getByLabel(/^Password/).fill(PASSWORD);
    await theirs.getByRole('button', { name: 'Set password' }).click();
    await heading(theirs, 'Home').waitFor();
    await expectAccessible(theirs);
    await row('second-analyst@lab.example').getByText('Active').waitFor();

    await button('Roles of Second analyst').click();
    await dialog('Roles of Second analyst').getByLabel('Investigator').check();
    await button('Change roles').click();
    await page.getByText('Second analyst is now Analyst, Investigator.').waitFor();
    await row('second-analyst@lab.example').getByRole('button', { name: 'Disable…' }).click();
    await button('Disable Second analyst').click();
    await row('second-analyst@lab.example').getByText('Disabled').waitFor();
    await theirs.reload();
    await heading(theirs, 'Sign in to Docket').waitFor();
  });

  it('makes a key for a detector, which sends under it, and rotates it with an overlap', async () => {
    await page.goto('/admin/detectors');
    await button('Register a detector').first().click();
    const register = dialog('Register a detector');
    await register.getByLabel('Name').fill('Rate outliers');
    await register.getByLabel('Owner').fill('Detection engineering');
    await register.getByLabel('Legal basis').fill('Terms of service');
    await register.getByRole('button', { name: 'Register' }).click();
    await heading(page, 'Rate outliers').waitFor();
    await page.getByText('No key yet').waitFor();
    await expectAccessible(page);
    await button('Make a key…').first().click();
    await dialog('Make a key').getByLabel('Label').fill('cluster-a');
    await button('Make the key').click();
    await dialog('The new key').waitFor();
    await expectAccessible(page);
    const first = await shownOnce(dialog('The new key'));
    const send = (secret: string, sourceRef: string): Promise<{ status: number }> =>
      new HttpClient(app.url, { authorization: `Bearer ${secret}` }).post('/v1/alerts', {
        type: 'rate.outlier',
        sourceRef,
        title: 'Far above its peers',
        severity: 2,
        confidence: 0.7,
        analytic: { name: 'rate' },
        occurredFrom: '2026-05-01T00:00:00Z',
        occurredTo: '2026-05-02T00:00:00Z',
        detectedAt: '2026-05-02T06:00:00Z',
        subjects: { accounts: ['acct-1'] },
      });
    expect((await send(first, 'one')).status).toBeLessThan(300);
    await page.reload();
    await row('cluster-a').getByText('Good').waitFor();
    expect(await row('cluster-a').getByText('Never').count()).toBe(1);

    await button('Rotate…').click();
    await dialog(/^Rotate the key/)
      .getByLabel('Hours for which both are good')
      .fill('2');
    await button('Make its successor').click();
    const second = await shownOnce(dialog('The new key'));
    expect(second).not.toBe(first);
    for (const secret of [first, second]) expect((await send(secret, 'two')).status).toBeLessThan(300);
    await row('cluster-a').nth(1).waitFor();
    await row(/in 2 hours|in 1 hour|tomorrow/)
      .getByRole('button', { name: 'Revoke…' })
      .click();
    await dialog(/^Revoke the key/)
      .getByRole('button', { name: 'Revoke', exact: true })
      .click();
    await page.getByText('Revoked', { exact: true }).waitFor();
    expect((await send(first, 'three')).status).toBe(401);
  });

  it('sees that a delivery failed, and has it sent again', async () => {
    const url = await receiver.start();
    receiver.status = 410;
    await page.goto('/admin/webhooks');
    await button('Make a webhook').first().click();
    const make = dialog('Make a webhook');
    await make.getByLabel('Address').fill(url);
    await make.getByLabel('A case was opened').check();
    await expectAccessible(page);
    await make.getByRole('button', { name: 'Make the webhook' }).click();
    await shownOnce(dialog('The signing secret'));
    await heading(page, url).waitFor();
    await button('Send a test').click();
    await page.getByText('A test is on its way').waitFor();
    await until(() => receiver.received === 1);
    await row('webhook.test').getByText(/410/).waitFor();
    await expectAccessible(page);
    receiver.status = 204;
    // Gone is disabled. The page may tell of the attempt before it tells of that.
    await button('Enable').click();
    await button('Disable…').waitFor();
    await row('webhook.test').getByRole('button', { name: 'Send again' }).click();
    await until(() => receiver.received === 2);
    await row('webhook.test').getByText('Delivered').waitFor();

    await button('New secret…').click();
    await button('Make it').click();
    await shownOnce(dialog('The new signing secret'));
    await button('Disable…').click();
    await dialog('Disable the webhook').getByLabel('Reason').fill('The receiver moves.');
    await button('Disable it').click();
    await page.getByText('The receiver moves.').waitFor();
  });

  it('has a job tried again that failed for good', async () => {
    await app.db.manager.insert(OutboxMessage, {
      queue: 'letters',
      name: 'dispatch-letter',
      payload: { unknown: true },
      options: { attempts: 1 },
    });
    const failed = (): Promise<number> =>
      app.db
        .query(`SELECT count(*)::int AS n FROM bullmq.job WHERE state = 'failed'`)
        .then(([counted]: { n: number }[]) => counted!.n);
    await until(async () => (await failed()) === 1);
    await page.goto('/admin/jobs?queue=letters');
    await row('dispatch-letter').waitFor();
    await expectAccessible(page);
    await button('Try again').click();
    await page.getByText('dispatch-letter is tried again.').waitFor();
  });

  it('verifies the record, and finds in it who did what', async () => {
    await page.goto('/admin/audit');
    await button('Verify the record').click();
    await page.getByText('The record is whole').waitFor();
    await page.getByLabel('What', { exact: true }).fill('job');
    await row('job.retried').click();
    await dialog('job.retried').getByText('letters').waitFor();
    await expectAccessible(page);
    await press(page, 'Escape');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export the chain' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('audit.ndjson');
  });

  it('keeps teams, policies, queues, fields, playbooks and rules', async () => {
    const save = async (title: string, fields: Record<string, string>, act: string): Promise<void> => {
      for (const [label, value] of Object.entries(fields))
        await dialog(title).getByLabel(label, { exact: false }).first().fill(value);
      await dialog(title).getByRole('button', { name: act, exact: true }).click();
      await dialog(title).waitFor({ state: 'detached' });
    };
    await page.goto('/admin/teams');
    await button('Make a team').first().click();
    await save('Make a team', { Name: 'Threat intelligence' }, 'Make the team');
    await row('Threat intelligence').waitFor();
    await expectAccessible(page);

    await page.goto('/admin/policies');
    await button('Add a policy').first().click();
    await save('Add a policy', { Name: 'Usage policy of the story' }, 'Add it');
    const policy = page.getByRole('region', { name: 'Usage policy of the story' });
    await policy.getByRole('button', { name: 'Add a version…' }).click();
    await save(
      'A new version of Usage policy of the story',
      {
        'Version *': '2026-06',
        Code: '4.2',
        'Title *': 'No distillation',
        'Text *': 'Outputs train no competing model.',
        'Kind of violation': 'model_distillation',
      },
      'Add the version',
    );
    await policy.getByRole('button', { name: /Version 2026-06/ }).waitFor();
    await policy.getByText('Outputs train no competing model.').waitFor();
    await expectAccessible(page);

    await page.goto('/admin/alert-queues');
    await button('Set up a queue').click();
    await save('Set up a queue', { Name: 'Billing', 'Type begins with': 'billing.' }, 'Set it up');
    await row('Billing').getByText('of a type that begins with billing.').waitFor();
    await expectAccessible(page);

    await page.goto('/admin/custom-fields');
    await button('Define a field').first().click();
    await dialog('Define a field').getByLabel('Label').fill('Ticket');
    await dialog('Define a field').getByLabel('Key').fill('ticket');
    await dialog('Define a field').getByLabel('Asked of cases of these kinds').first().click({ force: true });
    await page.getByRole('option', { name: 'Distillation' }).click();
    await dialog('Define a field').getByLabel('Label').click();
    await button('Define it').click();
    await row('Ticket').waitFor();
    await expectAccessible(page);

    await page.goto('/admin/playbooks');
    await page.getByRole('link', { name: 'Distillation' }).click();
    await button('Write a new version').click();
    await button('One more task').click();
    await page.getByLabel('What is to be done').last().fill('Tell the account team');
    await button('Put it into use').click();
    await row('Tell the account team').waitFor();
    await expectAccessible(page);

    await page.goto('/admin/correlation-rules');
    await button('Write new rules').click();
    const rules = dialog('Write new rules');
    await rules.getByLabel('Account: points').fill('1');
    await rules.getByRole('button', { name: 'Try them on recent alerts' }).click();
    // What the API finds wrong stands beside its field.
    await rules.getByText('may be null only where one value attaches alone').waitFor();
    await rules.getByLabel('Account: not counted when shared by more than').fill('200');
    await rules.getByRole('button', { name: 'Try them on recent alerts' }).click();
    await rules.getByText(/latest [\d,]+ alerts/).waitFor();
    await rules.getByLabel('Why they are changed').fill('Accounts alone say little.');
    await expectAccessible(page);
    await button('Put them in force').click();
    await row('Accounts alone say little.').waitFor();
    await expectAccessible(page);
  });

  it('shows a person at home what waits for them', async () => {
    const lead = await app.as('enforcement_lead');
    const investigator = await app.as('investigator');
    const filed = await investigator.post<{ id: string }>('/v1/cases', {
      kind: 'distillation',
      title: 'Waits at home',
      severity: 3,
    });
    const of = `/v1/cases/${filed.body.id}`;
    await investigator.post(`${of}/accounts`, { accountIds: ['acct-1'], source: 'a list' });
    await investigator.post(`${of}/accounts/verdicts`, {
      status: 'confirmed',
      accountIds: ['acct-1'],
      reason: 'Shares an instrument.',
    });
    const drafted = await lead.post<{ id: string }>(`${of}/orders`, {
      action: 'ban',
      accounts: 'confirmed',
      reason: 'Extraction',
    });
    const other = await browser.as('enforcement_lead', 'second-lead');
    await other.goto('/');
    await heading(other, 'Home').waitFor();
    await other.getByText('Nothing waits for your approval, review or signature.').waitFor();
    await expectAccessible(other);
    await lead.post(`/v1/orders/${drafted.body.id}/propose`, {});
    await other.getByText(/Ban 1 account: Extraction/).waitFor();
    const proposer = await browser.as('enforcement_lead');
    await proposer.goto('/');
    await proposer.getByText('Nothing waits for your approval, review or signature.').waitFor();
    await press(other, 'g', 'k');
    await heading(other, 'KPIs').waitFor();
    await other.getByText('What waits now').waitFor();
    await expectAccessible(other);
  });

  it('names somebody who is no longer here, where history does', async () => {
    const gone = await app.as('investigator', 'gone');
    const filed = await gone.post<{ id: string }>('/v1/cases', {
      kind: 'other',
      title: 'Owned by somebody gone',
      severity: 1,
      ownerId: (await gone.get<{ id: string }>('/v1/me')).body.id,
    });
    const { id } = (await gone.get<{ id: string }>('/v1/me')).body;
    await (await app.as('administrator')).patch(`/v1/users/${id}`, { disabled: true });
    await page.goto(`/cases/${filed.body.id}`);
    await page.getByText('gone', { exact: true }).first().waitFor();
  });

  it('leads a newcomer through a case in six steps, once, and again when asked', async () => {
    const filed = await (
      await app.as('investigator')
    ).post<{ id: string }>('/v1/cases', { kind: 'distillation', title: 'Toured', severity: 3 });
    const newcomer = await browser.as('investigator', 'newcomer');
    const address = `/cases/${filed.body.id}`;
    const tour = newcomer.getByRole('region', { name: 'Tour of the case' });
    await newcomer.goto(`${address}?tour=begin`);
    await tour.getByText('Step 1 of 6').waitFor();
    await expectAccessible(newcomer);
    await press(newcomer, 'ArrowRight');
    await tour.getByText('Step 2 of 6').waitFor();
    await newcomer.waitForURL(`**${address}/accounts`);
    await newcomer.reload();
    await tour.getByText('Step 2 of 6').waitFor();
    for (const step of [3, 4, 5, 6]) {
      await tour.getByRole('button', { name: 'Next' }).click();
      await tour.getByText(`Step ${step} of 6`).waitFor();
    }
    await tour.getByRole('button', { name: 'Done' }).click();
    await tour.waitFor({ state: 'detached' });
    await newcomer.goto(`${address}?tour=begin`);
    await newcomer.waitForURL((url) => url.search === '');
    expect(await tour.count()).toBe(0);
    await newcomer.getByRole('button', { name: 'Help' }).click();
    await newcomer.getByRole('menuitem', { name: 'Tour of a case' }).click();
    await tour.getByText('Step 1 of 6').waitFor();
    await press(newcomer, 'Escape');
    await tour.waitFor({ state: 'detached' });
  });

  it('is sent its files compressed, and to whoever takes them only as they are, as they are', async () => {
    const html = await app.anonymous.get<string>('/', { accept: 'text/html' });
    const script = /src="(\/assets\/[^"]+)"/.exec(html.body)![1]!;
    const encodingOf = async (accepted: string): Promise<unknown> => {
      const { headers } = await app.anonymous.get(script, { 'accept-encoding': accepted });
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(headers['vary']).toContain('Accept-Encoding');
      expect(headers['content-type']).toMatch(/javascript/);
      return headers['content-encoding'];
    };
    expect(await encodingOf('gzip, br')).toBe('br');
    expect(await encodingOf('gzip')).toBe('gzip');
    expect(await encodingOf('identity')).toBeUndefined();
  });
});
