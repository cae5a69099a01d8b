import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../../support/app';
import { describeInBrowser, expectAccessible, TestBrowser } from '../../support/browser';

describeInBrowser('Obligations in the console', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let caseId: string;
  beforeAll(async () => {
    app = await startApp();
    browser = await TestBrowser.start(app);
    const investigator = await app.as('investigator');
    const { body } = await investigator.post<{ id: string }>('/v1/cases', {
      kind: 'distillation',
      title: 'Coordinated extraction',
      severity: 3,
    });
    caseId = body.id;
  });
  afterEach(() => expect(browser.complaints()).toEqual([]));
  afterAll(async () => {
    await browser?.stop();
    await app?.stop();
  });

  const choose = async (page: Page, field: string, option: string | RegExp): Promise<void> => {
    await page.getByRole('combobox', { name: field }).click();
    await page.getByRole('option', { name: option }).first().click();
  };

  it('starts a clock from a fact and a determination, tells that it is overdue, and ends with evidence', async () => {
    const page = await browser.as('legal');
    await page.goto(`/cases/${caseId}/obligations`);
    await page.getByText('Nothing is owed').waitFor();
    await page.getByText('No fact is recorded').waitFor();
    await page.getByRole('button', { name: 'Decide: EU-GDPR-33' }).waitFor();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Record a fact…' }).click();
    await page.getByRole('button', { name: 'Record the fact' }).click();
    await page.locator('[id$="-error"]').first().waitFor();
    await expectAccessible(page);
    await choose(page, 'What', 'The lab became aware of the incident');
    await page.getByLabel('When it was so').fill('2026-06-05T17:20');
    await page.getByRole('combobox', { name: 'Zone' }).fill('Europe/Brussels');
    await page.getByRole('option', { name: 'Europe/Brussels' }).click();
    await page.getByLabel('What shows it').fill('Minutes of the call');
    await page.getByRole('button', { name: 'Record the fact' }).click();
    await page.getByText('05 Jun 2026, 17:20 CEST').waitFor();

    await page.getByRole('button', { name: 'Decide: EU-GDPR-33' }).click();
    const dialog = page.getByRole('dialog', { name: /^Decide/ });
    await choose(page, 'Result', 'Applies');
    await dialog.getByLabel('Because').fill('Personal data of customers was taken.');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Record the decision' }).click();
    await dialog.waitFor({ state: 'hidden' });

    const clock = page.getByRole('article').first();
    await clock.getByText(/Overdue: was due/).waitFor();
    await clock.getByText('08 Jun 2026, 17:20 CEST').waitFor();
    await page.getByText('Personal data of customers was taken.').waitFor();
    const inHeader = page.getByRole('link', { name: /^Overdue since/ });
    await inHeader.waitFor();
    await expectAccessible(page);

    await page.goto('/obligations');
    await page.getByText('One report is overdue.').waitFor();
    await expectAccessible(page);
    await page.getByRole('row').filter({ hasText: 'EU-GDPR-33' }).click();
    await clock.getByRole('button', { name: 'Record the report…' }).click();
    await page.getByRole('textbox', { name: 'Evidence' }).fill('Letter L-2026-0001');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Record that it went out' }).click();
    await page.getByText(/Reported .* by legal: Letter L-2026-0001/).waitFor();
    await inHeader.waitFor({ state: 'detached' });
  });

  it('corrects a fact, and nothing is overwritten', async () => {
    const legal = await app.as('legal');
    await legal.post(`/v1/cases/${caseId}/facts`, {
      key: 'resolved',
      at: '2026-06-06T10:00:00Z',
      zone: 'UTC',
      source: 'Log',
    });
    const page = await browser.as('legal');
    await page.goto(`/cases/${caseId}/obligations`);
    await page.getByRole('button', { name: 'Correct: The incident was resolved' }).click();
    await page.getByLabel('When it was so').fill('2026-06-07T10:00');
    await page.getByLabel('Why it is corrected').fill('The log was in another zone.');
    await page.getByRole('button', { name: 'Record the correction' }).click();
    await page.getByText('Corrected: The log was in another zone.').waitFor();
    const { body } = await legal.get<object[]>(`/v1/cases/${caseId}/facts?all=true`);
    expect(body.filter((fact) => 'key' in fact && fact.key === 'resolved')).toHaveLength(2);
  });

  it('tries out a clock without recording anything', async () => {
    const page = await browser.as('analyst');
    await page.goto(`/cases/${caseId}/obligations`);
    await page.getByText('Counsel decides whether a regime applies.').waitFor();
    await page.getByRole('combobox', { name: 'Regime' }).fill('personal');
    await page.getByRole('option', { name: 'Personal data breach' }).first().click();
    await page.getByLabel(/^Time \(/).fill('2026-11-02T10:00');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByRole('columnheader', { name: 'Due by the strictest reading' }).waitFor();
    await page
      .getByText(/05 Nov 2026/)
      .first()
      .waitFor();
    await expectAccessible(page);
  });
});
