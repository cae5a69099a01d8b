import { NOTHING_APPROVED } from '@app/enrichment';
import { draftContent, salutationFor } from './draft-content';
import { openGaps } from './lints/open-ends';
import { lint } from './lints';
import { aContent } from './sample-content';
import { LETTER_TEMPLATES, templateOf } from './templates';
import { proseOf } from './letter-content';

const { sender, recipients } = aContent();
const about = { number: 'CASE-2026-0001', title: 'Fraudulent accounts' };
const CLAIMS = {
  'accounts.confirmed': 'C-1',
  'exchanges.campaign': 'C-2',
  'activity.first_day': 'C-3',
  'activity.last_day': 'C-4',
};
const NUMBERS = new Set(['C-1', 'C-2', 'C-3', 'C-4', 'C-5']);

describe('drafting from a template', () => {
  it.each(LETTER_TEMPLATES.map((template) => [template.id, template] as const))(
    'has nothing to find in %s once every gap is answered',
    (_, template) => {
      const passages = Object.fromEntries(template.passages.map(({ key }) => [key, 'Words.']));
      const claims = Object.fromEntries(
        template.measures.map(({ measure }, index) => [measure, `C-${index + 1}`]),
      );
      const content = draftContent(template, { sender, case: about, claims, passages, recipients });
      expect(lint(content, NUMBERS, NOTHING_APPROVED)).toEqual([]);
    },
  );

  it.each(LETTER_TEMPLATES.map((template) => [template.id, template] as const))(
    'leaves every needed measure and passage of %s open as a gap, and asks for nothing it does not list',
    (_, template) => {
      const content = draftContent(template, { sender, case: about, claims: {}, passages: {}, recipients });
      const gaps = new Set(openGaps(content, NUMBERS, NOTHING_APPROVED).map(({ text }) => text));
      const needed = template.measures.filter(({ isOptional }) => !isOptional);
      expect([...gaps].sort()).toEqual(
        [
          ...needed.map(({ measure }) => `{{claim:${measure}}}`),
          ...template.passages.map(({ key }) => `{{passage:${key}}}`),
        ].sort(),
      );
    },
  );

  it('speaks of cover traffic only with a figure for it', () => {
    const of = (claims: Record<string, string>) =>
      proseOf(draftContent(templateOf('congress-voluntary'), { sender, case: about, claims, passages: {} }))
        .map(({ text }) => text)
        .join(' ');
    expect(of(CLAIMS)).not.toContain('left that traffic out');
    expect(of({ ...CLAIMS, 'exchanges.all': 'C-5' })).toContain('the same accounts made {{C-5}}.');
  });

  it('names the case as a reference, not as a figure', () => {
    const content = draftContent(templateOf('partner-notice'), {
      sender,
      case: about,
      claims: CLAIMS,
      passages: {},
    });
    expect(content.subject).toContain('{{ref:CASE-2026-0001}}');
  });

  it('keeps what a passage says as words, even where it looks like a replacement', () => {
    const passages = { conduct: "$& {{C-1}} $1 $'" };
    const content = draftContent(templateOf('partner-notice'), { sender, case: about, claims: {}, passages });
    expect(proseOf(content).map(({ text }) => text)).toContain("$& {{C-1}} $1 $'");
  });
});

describe('the salutation', () => {
  const person = (name: string, title: string) => ({ ...recipients[0]!, name, title });
  it.each([
    [
      [person('Given Family', 'Chairman'), person('Other Name', 'Ranking Member')],
      'Dear Chairman Family and Ranking Member Name',
    ],
    [[person('Given Family, Jr.', 'Senator')], 'Dear Senator Family'],
    [[person('', 'Chair'), person('', 'Ranking Member')], 'Dear Chair and Ranking Member'],
    [
      [person('A B', 'Chair'), person('C D', 'Vice Chair'), person('E F', 'Clerk')],
      'Dear Chair B, Vice Chair D and Clerk F',
    ],
    [[], 'To whom it may concern'],
  ])('is by office and family name: %#', (to, expected) => {
    expect(salutationFor(to)).toBe(expected);
  });
});
