import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Role } from '@app/access';
import type { LetterView } from '../../../libs/letters/letter-views';
import { startApp, type TestApp } from '../../support/app';
import {
  describeInBrowser,
  expectAccessible,
  PASSWORD,
  pressAfterSession,
  TestBrowser,
} from '../../support/browser';
import type { Garden } from '../../support/garden';
import { snapshot } from '../../support/planted-evidence';
import { claim, draftLetter, frozenLetter, letterFlag } from '../../support/planted-letters';

describeInBrowser('Letters in the console', () => {
  let app: TestApp;
  let browser: TestBrowser;
  let garden: Garden;
  const planted = new Map<string, string>();
  beforeAll(async () => {
    app = await startApp({
      env: {
        LETTERHEAD_NAME: 'Example AI Lab',
        LETTERHEAD_ADDRESS: '100 Example Street|San Francisco, CA 94105',
        LETTERHEAD_CONTACT: 'policy@lab.example',
      },
    });
    browser = await TestBrowser.start(app);
    const as = (role: Role) => app.as(role);
    garden = { app, as, detector: app.anonymous, the: (kind) => planted.get(kind) ?? '' };
    const { body } = await (
      await app.as('investigator')
    ).post<{ id: string }>('/v1/cases', {
      kind: 'distillation',
      title: 'Coordinated extraction',
      severity: 3,
    });
    planted.set('cases', body.id);
    planted.set('snapshots', await snapshot(garden));
    planted.set('claims', await claim(garden));
  });
  afterEach(() => expect(browser.complaints()).toEqual([]));
  afterAll(async () => {
    await browser?.stop();
    await app?.stop();
  });

  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name });
  const acts = (page: Page) => page.getByRole('region', { name: 'What can be done' });
  const text = (page: Page) => page.getByRole('textbox', { name: 'Text of the letter' });
  const letter = async (id: string): Promise<LetterView> =>
    (await (await app.as('policy')).get<LetterView>(`/v1/letters/${id}`)).body;

  /** Chooses an act and confirms it by what its button says. */
  async function confirm(page: Page, act: string, button: string): Promise<void> {
    await acts(page)
      .getByRole('button', { name: `${act}…` })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: button }).waitFor();
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: button }).click();
  }

  it('goes from the draft to sent and its receipt, each step by whoever may do it', async () => {
    const page = await browser.as('policy');
    await page.goto(`/cases/${planted.get('cases')}/letters`);
    await page.getByText('No letter is like this').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Draft a letter' }).first().click();
    await heading(page, 'Draft a letter').waitFor();
    await page.getByLabel('Notice to a partner').click();
    await page.getByRole('group', { name: 'Recipient 1' }).getByLabel('Office').fill('Security');
    await page.getByRole('group', { name: 'Recipient 1' }).getByLabel('Body').fill('Example Inc.');
    await page.getByLabel('Conduct').fill('The accounts were opened in 12 batches.');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Draft the letter' }).click();

    // The figure that was typed is no claim: it is underlined, and the list leads to it.
    await heading(page, /^L-\d{4}-\d{4}: Notice of a campaign/).waitFor();
    await page.getByRole('tab', { name: 'To put right (1)' }).waitFor();
    await text(page).getByText('300 accounts').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Go to these words' }).click();
    await page.keyboard.type('many');
    await page.getByText('Not saved yet (Ctrl+S).').waitFor();
    await page.keyboard.press('Control+s');
    await page.getByRole('tab', { name: 'To put right (0)' }).waitFor();
    await text(page).getByText('opened in many batches').waitFor();

    // A chip opens its evidence.
    await text(page).getByText('300 accounts').click();
    await page
      .getByRole('dialog', { name: 'Claim C-1' })
      .getByText('The rule of accounts.confirmed.')
      .waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'PDF' }).click();
    await page.getByTitle(/as it prints/).waitFor();
    await confirm(page, 'Hand in for review', 'Hand it in');
    await acts(page).getByText('Only counsel reviews letters.').waitFor();
    const address = page.url();

    const legal = await browser.as('legal');
    await legal.goto(address);
    await acts(legal).getByRole('button', { name: 'Approve…' }).click();
    await legal.getByRole('dialog').getByLabel('Comment').fill('Figures checked.');
    await legal.getByRole('button', { name: 'Approve these words' }).click();
    await legal.getByText('Approved version 2: Figures checked.').waitFor();

    await confirm(page, 'Freeze', 'Freeze the letter');
    await page.getByText('The bytes that were frozen.').waitFor();
    const signatory = await browser.as('signatory');
    await signatory.goto(address);
    await confirm(signatory, 'Sign', 'Sign the letter');
    await signatory.getByText('Signed as Head of Trust and Safety').waitFor();

    await confirm(page, 'Send', 'Send the letter');
    await page.getByText('Attempt to deliver: delivered').waitFor();
    await acts(page).getByRole('button', { name: 'Record a receipt…' }).click();
    await page.getByRole('dialog').getByLabel("The recipient's reference").fill('EX-1');
    await page.getByRole('button', { name: 'Record the receipt' }).click();
    await page.getByText('Acknowledged', { exact: true }).waitFor();
    await expectAccessible(page);
    await page.goto('/letters?state=Acknowledged');
    await page.getByRole('row').filter({ hasText: 'Coordinated extraction' }).waitFor();
    await expectAccessible(page);
  });

  it('tells that somebody saved meanwhile, with both wordings, and overwrites nothing unseen', async () => {
    const id = await draftLetter(garden);
    const page = await browser.as('policy');
    await page.goto(`/letters/${id}`);
    await text(page).getByText('The accounts were opened in batches.').click();
    await page.keyboard.press('End');
    await page.keyboard.type(' Mine.');
    const { content } = await letter(id);
    const theirs = content.blocks.map((block) =>
      'text' in block ? { ...block, text: block.text.replace('in batches', 'by the hour') } : block,
    );
    const other = await app.as('policy', 'second-policy');
    const saved = await other.patch(`/v1/letters/${id}`, { blocks: theirs }, { 'if-match': '"1"' });
    expect(saved.status).toBe(200);
    await page.getByRole('button', { name: 'Save a new version' }).click();
    const dialog = page.getByRole('dialog', { name: 'Somebody saved the letter meanwhile' });
    await dialog.getByText('The accounts were opened by the hour.').waitFor();
    await dialog.getByText('The accounts were opened in batches. Mine.').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Use what I wrote' }).click();
    await page.getByText('Saved.', { exact: true }).waitFor();
    expect(JSON.stringify((await letter(id)).content)).toContain('opened in batches. Mine.');
  });

  it('keeps what was written when the session ends, and asks before it is left', async () => {
    const id = await draftLetter(garden);
    const page = await browser.as('policy', 'interrupted-writer');
    await page.goto(`/letters/${id}`);
    await text(page).getByText('The accounts were opened in batches.').click();
    await page.keyboard.press('End');
    await page.keyboard.type(' Written at night.');
    await page.getByLabel('Areas').getByRole('link', { name: 'Cases' }).click();
    await page.getByRole('dialog', { name: 'Leave what you wrote?' }).waitFor();
    await page.getByRole('button', { name: 'Stay' }).click();
    await pressAfterSession(
      app,
      'interrupted-writer@lab.example',
      page.getByRole('button', { name: 'Save a new version' }),
    );
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    await page.getByLabel(/^Password/).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Saved.', { exact: true }).waitFor();
    expect(JSON.stringify((await letter(id)).content)).toContain('Written at night.');
  });

  it('says when a figure holds no more, and how that was settled', async () => {
    const id = await frozenLetter(garden);
    planted.set('letters', id);
    await letterFlag(garden);
    const page = await browser.as('legal');
    await page.goto('/letters?flagged=true');
    await page.getByRole('row').filter({ hasText: '1 holds no more' }).click();
    await page.getByText('C-4 holds no more').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Settle…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'What is done about it' }).click();
    await page.getByRole('option', { name: 'It stands as it is' }).click();
    await dialog.getByLabel('Reason').fill('The partner was told by telephone.');
    await dialog.getByRole('button', { name: 'Settle it' }).click();
    await page.getByText('It stands as it is: The partner was told by telephone.').waitFor();
    await expectAccessible(page);
  });

  it('says what became of a letter that could not be delivered, after somebody looked', async () => {
    const id = await frozenLetter(garden);
    const { frozen, number } = await letter(id);
    const body = { contentHash: frozen!.contentHash };
    expect((await (await app.as('signatory')).post(`/v1/letters/${id}/sign`, body)).status).toBe(200);
    const directory = join(app.dispatchDir, number);
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'manifest.json'), 'somebody else was here');
    const page = await browser.as('policy');
    await page.goto(`/letters/${id}`);
    await acts(page).getByRole('button', { name: 'Send…' }).click();
    await page.getByRole('dialog').getByText('writes files').waitFor();
    await page.getByRole('button', { name: 'Send the letter' }).click();
    await page.getByText(/^Attempt to deliver: failed/).waitFor();
    await rm(directory, { recursive: true });
    await acts(page).getByRole('button', { name: 'Say what became of it…' }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: 'What became of it' }).click();
    await page.getByRole('option', { name: 'It is not: try it again' }).click();
    await page.getByRole('dialog').getByLabel('How you know').fill('Cleared the directory.');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByText('Attempt to deliver: delivered').waitFor();
  });
});
