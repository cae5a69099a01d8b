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

describeInBrowser('A day of casework in the console', () => {
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
  async function aCase(
    title: string,
    over: object = {},
  ): Promise<{ id: string; number: number; address: string }> {
    const { body } = await (
      await app.as('investigator')
    ).post<{ id: string; number: number }>('/v1/cases', {
      kind: 'distillation',
      title,
      severity: 3,
      ...over,
    });
    return { ...body, address: `/cases/${body.id}` };
  }

  const tab = (page: Page, name: string) =>
    page.getByRole('navigation', { name: 'Parts of the case' }).getByRole('link', { name }).click();
  const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });
  const done = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();
  const row = (page: Page, text: string | RegExp) => page.getByRole('row').filter({ hasText: text });

  it('is worked through its phases, by its playbook and tasks of its own', async () => {
    const { id, address } = await aCase('Worked through', { playbook: false });
    const page = await browser.as('investigator');
    await page.goto(address);
    await page.getByRole('button', { name: 'Move to…' }).click();
    await page.getByRole('menuitem', { name: 'In progress' }).click();
    await done(page, 'The case is in Triage.');
    await tab(page, 'Tasks');
    await done(page, 'Nothing is to be done yet');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Start the playbook…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start the playbook' }).click();
    await done(page, /The playbook is started/);
    await page
      .getByRole('button', { name: /^Take: / })
      .first()
      .waitFor();
    await expectAccessible(page);

    await press(page, 'n');
    const form = dialog(page, 'Add a task');
    await form.getByRole('button', { name: 'Add the task' }).click();
    await form.locator('[id$="-error"]').first().waitFor();
    await expectAccessible(page);
    await form.getByLabel('Title').fill('Ask the payment processor');
    await form.getByLabel('What is to be done').fill('By the **usual** contact.');
    await form.getByLabel('Step').fill('Triage');
    await form.getByLabel('The case does not close while it is open').check();
    await form.getByRole('button', { name: 'Add the task' }).click();
    await done(page, '“Ask the payment processor” is added.');
    await page.getByRole('button', { name: 'Take: Ask the payment processor' }).click();
    await done(page, '“Ask the payment processor” is yours.');

    await row(page, 'Ask the payment processor').click();
    const drawer = dialog(page, 'Ask the payment processor');
    await drawer.getByRole('button', { name: 'Start' }).click();
    await done(page, '“Ask the payment processor” is in progress.');
    await drawer.getByLabel('Write down what was done').fill('Asked; they answer on Monday.');
    await drawer.getByRole('button', { name: 'Add to the log' }).click();
    await drawer.getByText('Asked; they answer on Monday.').first().waitFor();
    await expectAccessible(page);

    // The case does not close over it: the summary says what is owed.
    await press(page, 'Escape');
    await tab(page, 'Summary');
    await page.getByText('Owed before the case can close').waitFor();
    await tab(page, 'Tasks');
    await row(page, 'Ask the payment processor').click();
    await drawer.getByRole('button', { name: 'Complete' }).click();
    await done(page, '“Ask the payment processor” is done.');
    await press(page, 'Escape');

    for (const phase of ['Investigation', 'Enforcement', 'Notification', 'Monitoring']) {
      await page.getByRole('button', { name: 'Move to…' }).click();
      await page.getByRole('menuitem', { name: phase }).click();
      await done(page, `The case is in ${phase}.`);
    }
    const { body } = await (await app.as('analyst')).get<{ phase: string }>(`/v1/cases/${id}`);
    expect(body.phase).toBe('Monitoring');
  });

  it('completes a task before those that it waits for only with a reason', async () => {
    const { id, address } = await aCase('In order');
    await (
      await app.as('investigator')
    ).post(`/v1/cases/${id}/tasks`, {
      tasks: [
        { title: 'Preserve the logs', ref: 'logs' },
        { title: 'Tell the partner', dependsOn: ['logs'] },
      ],
    });
    const page = await browser.as('investigator');
    await page.goto(`${address}/tasks`);
    await page.getByRole('button', { name: 'Start: Tell the partner' }).click();
    await done(page, '“Tell the partner” is in progress.');
    await page.getByRole('button', { name: 'Complete: Tell the partner' }).click();
    const ask = dialog(page, '“Tell the partner” waits for others');
    await expectAccessible(page);
    await ask.getByLabel('It is done all the same, because').fill('They rang us.');
    await ask.getByRole('button', { name: 'Complete it all the same' }).click();
    await done(page, '“Tell the partner” is done.');
  });

  it('keeps the draft of a note through a reload and the end of the session', async () => {
    const { address } = await aCase('With notes');
    await app.as('legal', 'Nora');
    const page = await browser.as('investigator', 'writer');
    await page.goto(`${address}/notes`);
    await done(page, 'No note is written yet');
    const editor = page.getByRole('textbox', { name: 'A new note' });
    await editor.click();
    await page.keyboard.type('Please look, @Nor');
    await page.getByRole('option', { name: 'Nora' }).waitFor();
    await expectAccessible(page);
    await press(page, 'Enter');
    await page.keyboard.type('at the cards.');
    await page.getByText('Kept in this browser until you add it.').waitFor();
    await page.reload();
    await editor.getByText('Please look, @Nora at the cards.').waitFor();

    await pressAfterSession(app, 'writer@lab.example', page.getByRole('button', { name: 'Add the note' }));
    await dialog(page, 'Your session has ended').waitFor();
    await page.getByLabel(/^Password/).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const notes = page.getByRole('list', { name: 'Notes' });
    await notes.getByText('Please look, @Nora at the cards.').waitFor();
    const { body } = await (await app.as('legal', 'Nora')).get<{ items: object[] }>('/v1/mentions');
    expect(body.items).toHaveLength(1);
    await expectAccessible(page);

    await notes.getByRole('button', { name: 'Word anew' }).click();
    const wording = page.getByRole('textbox', { name: 'The note, worded anew' });
    await wording.press('End');
    await page.keyboard.type(' Today.');
    await page.keyboard.press('Control+Enter');
    await notes.getByText('at the cards. Today.').waitFor();
    await notes.getByRole('button', { name: 'Worded 2 times' }).click();
    await dialog(page, 'Wordings of the note').getByText('Wording 1').waitFor();
    await expectAccessible(page);
    await press(page, 'Escape');
    await notes.getByRole('button', { name: 'Take back…' }).click();
    await page.getByLabel('Reason').fill('Of another case.');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await notes.getByText('Of another case.').waitFor();
  });

  it('is edited by two people at once, and neither overwrites the other unseen', async () => {
    const { address } = await aCase('Of two people');
    const mine = await browser.as('investigator');
    const theirs = await browser.as('analyst');
    const isLive = mine.waitForResponse((response) => response.url().endsWith('/v1/updates'));
    await mine.goto(`${address}/notes`);
    await isLive;
    await theirs.goto(`${address}/notes`);
    await theirs.getByRole('textbox', { name: 'A new note' }).click();
    await theirs.keyboard.type('I ask the processor.');
    await theirs.getByRole('button', { name: 'Add the note' }).click();
    await mine.getByText('I ask the processor.').waitFor();
    // Only its author words a note anew.
    expect(await mine.getByRole('button', { name: 'Word anew' }).count()).toBe(0);
    await mine.getByRole('button', { name: 'Answer analyst' }).click();
    await mine.keyboard.type('Good.');
    await mine.keyboard.press('Control+Enter');
    await theirs.getByText('Good.').waitFor();
    await theirs.getByRole('link', { name: 'Answers analyst' }).waitFor();

    for (const page of [mine, theirs]) {
      await tab(page, 'Summary');
      await page.getByRole('button', { name: 'Edit tags' }).click();
    }
    const add = async (page: Page, tag: string): Promise<void> => {
      await page.getByPlaceholder('Another tag').fill(tag);
      await press(page, 'Enter');
      await page.getByRole('button', { name: 'Save' }).click();
    };
    await add(theirs, 'reseller');
    await theirs.getByRole('button', { name: 'Edit tags' }).waitFor();
    await add(mine, 'cards');
    const conflict = dialog(mine, 'Somebody changed the case meanwhile');
    await conflict.waitFor();
    await expectAccessible(mine);
    await conflict.getByRole('button', { name: 'Leave it as it is now' }).click();
    await mine.getByText('reseller').first().waitFor();
  });

  it('shows what happened so far on one screen, and who says so', async () => {
    const { id, address } = await aCase('Seen whole');
    const investigator = await app.as('investigator');
    await investigator.post(`/v1/cases/${id}/accounts`, {
      accountIds: ['acct-1', 'acct-2'],
      source: 'a list',
    });
    await app.as('policy', 'Pia');
    const page = await browser.as('investigator');
    await page.goto(address);
    await page.getByRole('group', { name: 'Accounts' }).getByText('2 suspected').waitFor();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Record a date…' }).click();
    const date = dialog(page, 'Record a date');
    await date.getByLabel('Day').fill('2026-06-05');
    await date.getByLabel('Zone').fill('Europe/Brussels');
    await date.getByLabel('Who says so').fill('Threat intelligence');
    await date.getByLabel('What shows it').fill('Their report');
    await expectAccessible(page);
    await date.getByRole('button', { name: 'Record the date' }).click();
    await page.getByText('05 Jun 2026 (Europe/Brussels)').waitFor();

    await page.getByRole('button', { name: 'Record what a source says…' }).click();
    const source = dialog(page, 'Record what a source says');
    await source.getByLabel('What it says, in a sentence').fill('About 30 accounts took part.');
    await source.getByLabel('Number').fill('30');
    await source.getByLabel('Published by').fill('Example Press');
    await source.getByRole('button', { name: 'Record it' }).click();
    await page.getByText('About 30 accounts took part.').first().waitFor();

    await page.getByRole('button', { name: 'Add a person…' }).click();
    const person = dialog(page, 'Add a person to the case');
    await person.getByRole('combobox', { name: 'Person' }).click();
    await page.getByRole('option', { name: 'Pia' }).click();
    await person.getByLabel('Their part').fill('Writes the letters');
    await person.getByRole('button', { name: 'Add' }).click();
    await page.getByText('Pia: Writes the letters').waitFor();
    await page.getByRole('button', { name: 'Take off: Pia' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Pia: Writes the letters').waitFor();
    await expectAccessible(page);

    await tab(page, 'Timeline');
    await row(page, 'Detected, says Threat intelligence').waitFor();
    await expectAccessible(page);
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Dates' }).click();
    await row(page, 'Detected, says Threat intelligence').click();
    await dialog(page, 'Detected, says Threat intelligence').getByText('Their report').waitFor();
    await expectAccessible(page);
    expect(new URL(page.url()).searchParams.get('kinds')).toBe('date');
  });

  it('puts alerts and entities in and takes them out again', async () => {
    const { address } = await aCase('With alerts');
    const detector = await app.detector('card-watch');
    await detector.post('/v1/alerts', {
      type: 'distillation.instrument',
      sourceRef: 'card-1',
      title: 'One card pays for forty accounts',
      severity: 3,
      confidence: 0.9,
      analytic: { name: 'card-fanout' },
      occurredFrom: '2026-06-05T06:00:00Z',
      occurredTo: '2026-06-05T18:00:00Z',
      detectedAt: '2026-06-05T20:00:00Z',
      subjects: { accounts: ['acct-77'], addresses: ['198.51.100.7'] },
    });
    const page = await browser.as('investigator');
    await page.goto(`${address}/alerts`);
    await done(page, 'No alert is in this case');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Put alerts in…' }).click();
    const choose = dialog(page, 'Put alerts into the case');
    await choose.getByRole('row').filter({ hasText: 'One card pays' }).click();
    await expectAccessible(page);
    await choose.getByRole('button', { name: 'Put 1 alert in' }).click();
    await done(page, 'One alert is in the case now.');
    await choose.waitFor({ state: 'hidden' });
    await row(page, 'One card pays for forty accounts').waitFor();
    await row(page, 'One card pays for forty accounts').getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Take out of the case…' }).click();
    await page.getByLabel('Why they do not belong here').fill('Another ring.');
    await page.getByRole('button', { name: 'Take one alert out' }).click();
    await done(page, 'One alert is out of the case.');
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'One card pays for forty accounts').waitFor();

    await page
      .getByRole('navigation', { name: 'Parts of the case' })
      .getByRole('button', { name: /More/ })
      .click();
    await page.getByRole('menuitem', { name: 'Entities' }).click();
    await row(page, '198.51.100.7').click();
    await dialog(page, 'Address 198.51.100.7').getByText('One card pays for forty accounts').waitFor();
    await expectAccessible(page);
    await press(page, 'Escape');
    await page.getByRole('button', { name: 'Add entities…' }).click();
    const add = dialog(page, 'Add entities');
    await add.getByLabel('Values').fill('203.0.113.0/24');
    await add.getByLabel('Reason').fill('Named by the partner.');
    await add.getByRole('button', { name: 'Add', exact: true }).click();
    await row(page, '203.0.113.0/24').waitFor();
    await expectAccessible(page);
  });

  it('says by hand how much of the traffic of accounts is of the campaign, and takes it back', async () => {
    const { id, number, address } = await aCase('With shares');
    const accountIds = ['acct-a', 'acct-b', 'acct-c'];
    await (await app.as('investigator')).post(`/v1/cases/${id}/accounts`, { accountIds, source: 'a list' });
    const page = await browser.as('investigator');
    await page.goto(`${address}/accounts`);
    await row(page, 'acct-a').waitFor();
    await press(page, 'j', 'x', 'j', 'x');
    await page.getByRole('button', { name: 'Share of traffic…' }).click();
    const form = dialog(page, 'Share of traffic: 2 accounts');
    await form.getByLabel('Of the campaign, percent').fill('85');
    await form.getByRole('button', { name: 'Set the share' }).click();
    await form.locator('[id$="-error"]').first().waitFor();
    await expectAccessible(page);
    await form.getByLabel('What it rests on').fill('Samples were read.');
    await form.getByRole('button', { name: 'Set the share' }).click();
    await done(page, 'The share of 2 accounts is set.');
    await row(page, 'acct-b').getByText('85%').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await done(page, '2 are as before.');
    await row(page, 'acct-b').getByText('85%').waitFor({ state: 'detached' });

    await expectAccessible(page);
    const whole = page.getByRole('link', { name: 'Export the case' });
    expect(await whole.getAttribute('download')).toBe(`case-${number}.ndjson`);
    const saved = await (await app.as('investigator')).get<string>((await whole.getAttribute('href'))!);
    expect(saved.body).toContain('With shares');
  });

  it('finds the first few of each kind, and all of one', async () => {
    for (let at = 1; at <= 7; at++) await aCase(`Sevenfold ${at}`, { playbook: false });
    const page = await browser.as('investigator');
    await page.goto('/search?q=sevenfold');
    await page.getByRole('link', { name: 'All 7 cases' }).click();
    await row(page, 'Sevenfold 1').waitFor();
    await row(page, 'Sevenfold 7').waitFor();
    await expectAccessible(page);
    await row(page, 'Sevenfold 7').click();
    await page.getByRole('heading', { level: 1, name: /Sevenfold 7/ }).waitFor();
  });

  it('merges a case into it after saying what will be done, and undoes it', async () => {
    const survivor = await aCase('The one that stands');
    const merged = await aCase('Goes into the other');
    const page = await browser.as('investigator');
    await page.goto(`${survivor.address}/related`);
    await page.getByText('No case was merged with it.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Merge a case into this one…' }).click();
    const merge = dialog(page, /^Merge a case into/);
    await merge.getByRole('combobox', { name: 'The case that goes into this one' }).fill('Goes into');
    await page.getByRole('option', { name: /Goes into the other/ }).click();
    await merge.getByText(`Case ${merged.number}, “Goes into the other”, closes`).waitFor();
    await expectAccessible(page);
    await merge.getByRole('button', { name: 'Merge the cases' }).click();
    await page.getByText(/was merged into/).waitFor();
    await page.getByRole('button', { name: `Undo… (merge of case ${merged.number})` }).click();
    await page.getByLabel('Reason').fill('They are two.');
    await page.getByRole('button', { name: 'Undo the merge', exact: true }).click();
    await done(page, `Case ${merged.number} stands for itself again.`);
    await page.getByText(/Undone by investigator/).waitFor();
    await expectAccessible(page);
  });
});
