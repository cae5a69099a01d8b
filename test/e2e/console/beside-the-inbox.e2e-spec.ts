import type { Page } from 'playwright-core';
import { anAlert } from '../../support/an-alert';
import { startApp, type TestApp } from '../../support/app';
import { describeInBrowser, expectAccessible, press, TestBrowser } from '../../support/browser';
import type { HttpClient } from '../../support/http-client';

interface AlertRow {
  title: string;
  caseId: string | null;
}

describeInBrowser('Proposals, muting rules, dead letters and saved views in the console', () => {
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

  const send = async (...alerts: object[]): Promise<void> => {
    await detector.post('/v1/alerts/batch', alerts);
    await app.drain();
  };
  const list = async (query: string): Promise<AlertRow[]> =>
    (await investigator.get<{ items: AlertRow[] }>(`/v1/alerts?limit=1000&${query}`)).body.items;
  const said = (page: Page, text: string) => page.getByRole('status').getByText(text).first().waitFor();

  it('decides proposals in bulk, with what speaks for each', async () => {
    const near = (name: string) => [
      anAlert(`${name}-1`, { type: 'near.x', subjects: { accounts: [name], instruments: [`pi-${name}`] } }),
      anAlert(`${name}-2`, { type: 'near.x', subjects: { accounts: [name] } }),
      anAlert(`${name}-3`, {
        type: 'near.x',
        subjects: { accounts: [`${name}-own`], instruments: [`pi-${name}`] },
      }),
    ];
    await send(...near('near-a'), ...near('near-b'), ...near('near-c'));
    const page = await browser.as('investigator');
    await page.goto('/proposals');
    const proposals = page.getByRole('grid', { name: 'Proposals' });
    const proposal = (name: string) => proposals.getByRole('row').filter({ hasText: `pi-${name}` });
    await proposal('near-a').getByText('1 payment instrument in common').waitFor();
    await expectAccessible(page);
    await proposal('near-a').getByRole('checkbox').check();
    await proposal('near-b').getByRole('checkbox').check();
    await press(page, 'n');
    await page.getByRole('dialog', { name: 'Decline 2 proposals' }).locator(':focus').waitFor();
    await page.keyboard.type('A card of a family.');
    await page.getByRole('button', { name: 'Decline 2 proposals' }).click();
    await said(page, '2 proposals are declined.');
    await proposal('near-a').waitFor({ state: 'detached' });
    await proposal('near-c').getByRole('checkbox').check();
    await press(page, 'y');
    await said(page, '1 proposal is accepted.');
    await page.getByText('Nothing is to be decided').waitFor();
    await expectAccessible(page);
    const [accepted] = (await list('type=near.x&stage=Imported')).filter(({ title }) =>
      title.endsWith('near-c-3'),
    );
    expect(accepted?.caseId).toEqual(expect.any(String));
  });

  it('ends a muting rule and brings back what it muted', async () => {
    await investigator.post('/v1/muting-rules', {
      type: 'muted.volume',
      reason: 'A load test.',
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    });
    await send(anAlert('muted-1', { type: 'muted.volume' }), anAlert('muted-2', { type: 'muted.volume' }));
    const page = await browser.as('investigator');
    await page.goto('/muting-rules');
    const rule = page.getByRole('row').filter({ hasText: 'muted.volume' });
    await rule.getByRole('gridcell', { name: '2', exact: true }).waitFor();
    await expectAccessible(page);
    await rule.getByRole('button', { name: 'End now' }).click();
    await said(page, 'The rule is ended. 2 alerts stay muted until you bring them back.');
    await rule.getByRole('button', { name: 'Bring 2 back' }).click();
    await said(page, '2 alerts are back in the inbox.');
    expect(await list('type=muted.volume')).toHaveLength(2);
  });

  it('corrects an item that could not be read, and sends it again', async () => {
    await send({ ...anAlert('unreadable', { type: 'dead.volume' }), severity: 9 });
    const page = await browser.as('investigator');
    await page.goto('/dead-letters');
    await page.getByRole('row').filter({ hasText: '/severity' }).click();
    const letter = page.getByRole('dialog', { name: 'Item that could not be read' });
    const text = letter.getByLabel('What was sent');
    await text.waitFor();
    await expectAccessible(page);
    await letter.getByRole('button', { name: 'Send it again as it was' }).click();
    await letter
      .getByRole('alert')
      .getByText(/severity/)
      .waitFor();
    await text.fill((await text.inputValue()).replace('"severity": 9', '"severity": 4'));
    await letter.getByRole('button', { name: 'Send the corrected item' }).click();
    await said(page, 'It was read: the alert is created.');
    expect(await list('type=dead.volume')).toMatchObject([{ title: 'Much traffic: unreadable' }]);
  });

  it('keeps the filters as a view, which a colleague copies', async () => {
    await send(anAlert('kept', { type: 'kept.volume', severity: 4 }));
    const page = await browser.as('investigator');
    await page.goto('/inbox?type=kept.volume&minimumSeverity=3');
    await page.getByRole('row').filter({ hasText: 'Much traffic: kept' }).waitFor();
    await press(page, 'b');
    await page.getByRole('dialog', { name: 'Keep these filters as a view' }).locator(':focus').waitFor();
    await page.keyboard.type('Grave volume');
    await page.getByLabel('Who sees it').first().click();
    await page.getByRole('option', { name: 'Everyone' }).click();
    await page.getByRole('button', { name: 'Keep the view' }).click();
    await page.getByRole('heading', { level: 1, name: 'Grave volume' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'Much traffic: kept' }).waitFor();
    await expectAccessible(page);

    const colleague = await browser.as('analyst', 'second-analyst');
    await colleague.goto('/views');
    await colleague.getByRole('row').filter({ hasText: 'Grave volume' }).waitFor();
    await expectAccessible(colleague);
    await colleague.getByRole('row').filter({ hasText: 'Grave volume' }).click();
    await colleague.getByRole('button', { name: 'Copy…' }).click();
    await colleague.getByRole('button', { name: 'Make the copy' }).click();
    await colleague.getByRole('heading', { level: 1, name: 'Grave volume (mine)' }).waitFor();
    await colleague.getByRole('button', { name: 'More' }).click();
    const address = await colleague.getByRole('menuitem', { name: /spreadsheet/ }).getAttribute('href');
    expect((await other.get<string>(address!)).body).toContain('Much traffic: kept');
  });
});
