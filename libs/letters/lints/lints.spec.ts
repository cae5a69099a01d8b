import fc from 'fast-check';
import { type ApprovedRungs, approvedRungs, NOTHING_APPROVED } from '@app/enrichment';
import { aContent } from '../sample-content';
import { lint } from './index';
import { openGaps, strayMarks } from './open-ends';
import { mixedLikelihood, overAttribution } from './over-attribution';
import { unprovenFigures } from './unproven-figures';

const prose = (text: string, date: string | null = null) =>
  aContent({ blocks: [{ type: 'paragraph', text }], date });
const typed = (text: string, date: string | null = null) =>
  unprovenFigures(prose(text, date)).map((finding) => finding.text);

describe('unproven figures', () => {
  it.each([
    ['We found 25,000 accounts.', '25,000'],
    ['It made 28.8 million exchanges.', '28.8', 'million'],
    ['Thousands of accounts took part.', 'Thousands'],
    ['Twenty-five accounts took part.', 'Twenty-five'],
    ['On 22 April the first came.', '22'],
    ['It rose to 49% of traffic.', '49%'],
    ['nearly half of the traffic', 'half'],
    ['It rose by forty per cent.', 'forty', 'per'],
    ['a tenfold rise', 'tenfold'],
    ['seven networks and three measures', 'seven'],
    ['about ２５ accounts, and ½ of them', '２５', '½'],
    ['some 𝟗𝟗 or 𝐦𝐢𝐥𝐥𝐢𝐨𝐧', '𝟗𝟗', '𝐦𝐢𝐥𝐥𝐢𝐨𝐧'],
    ['on model-4.8', 'model-4.8'],
    ['{{C-1}} million exchanges', 'million'],
    ['5{{C-1}}', '5'],
    ['from April—22 accounts', '22'],
  ])('finds what is typed in %j', (text, ...expected) => {
    expect(typed(text)).toEqual(expected);
  });

  it.each([
    'A network of {{C-2}} accounts made {{C-3}} exchanges.',
    '2. What happened',
    '(3) a channel for reports',
    'Section 2 and Annex 1 say how.',
    'We ask for three measures.',
    'One operator ran them; no one else did, on behalf of many.',
    'As {{ref:H.R. 8283}} and {{ref:18 U.S.C. 1001}} provide.',
    'Often, a weighty tenant would attend a wonderful content.',
  ])('lets %j stand', (text) => {
    expect(typed(text)).toEqual([]);
  });

  it('lets a list number stand only at the beginning, and a part of the letter only with a short number', () => {
    expect(typed('We saw 2. More followed.')).toEqual(['2']);
    expect(typed('Section 230 applies.')).toEqual(['230']);
    expect(typed('Annex 25,000')).toEqual(['25,000']);
  });

  it('lets the date of the letter itself stand, and no other', () => {
    expect(typed('as of June 10, 2026.', '2026-06-10')).toEqual([]);
    expect(typed('as of 10 June 2026, and 2026-06-10', '2026-06-10')).toEqual([]);
    expect(typed('as of June 9, 2026.', '2026-06-10')).toEqual(['9', '2026']);
    expect(typed('the 110 June 2026', '2026-06-10')).toEqual(['110', '2026']);
    expect(typed('as of June 10, 2026.')).toEqual(['10', '2026']);
  });

  it.each(['25,000 accounts', '28.8 million', '45', '49%', `Act ${'x'.repeat(120)}`])(
    'does not let the figure %j pass as a reference',
    (text) => {
      expect(typed(`We found {{ref:${text}}}.`)).toEqual([text]);
    },
  );

  it('points at the words: the text at the offset is the finding', () => {
    const word = fc.constantFrom(
      '25,000',
      'million',
      'accounts',
      '{{C-1}}',
      '{{ref:H.R. 8283}}',
      'Forty',
      '½',
      '—',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const text = words.join(' ');
        for (const { offset, text: found } of unprovenFigures(prose(text)))
          expect(text.slice(offset, offset + found.length)).toBe(found);
      }),
    );
  });

  it('finds any digit that is not in a mark, wherever the text has it', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', '"', '(', '-', '$', '{{C-1}}') });
    fc.assert(
      fc.property(letters, fc.integer({ min: 100, max: 10 ** 9 }), letters, (before, figure, after) => {
        expect(typed(`x${before}${figure}${after}`)).not.toEqual([]);
      }),
    );
  });

  it('reads every kind of block, the subject and the notations, but no addresses', () => {
    const content = aContent({
      subject: 'On 5 networks',
      enclosures: ['Annex of 40 pages'],
      copies: ['Room 534'],
      blocks: [
        { type: 'heading', level: 1, text: '9 networks' },
        { type: 'list', ordered: true, items: ['none', '7 of them'] },
        {
          type: 'table',
          caption: 'by day, 45 days',
          columns: [{ header: 'top 10', align: 'left' }],
          rows: [{ cells: ['{{C-1}}'] }, { cells: ['81'] }],
        },
      ],
    });
    expect(unprovenFigures(content).map((finding) => finding.pointer)).toEqual([
      '/subject',
      '/blocks/0/text',
      '/blocks/1/items/1',
      '/blocks/2/caption',
      '/blocks/2/columns/0/header',
      '/blocks/2/rows/1/cells/0',
      '/enclosures/0',
      '/copies/0',
    ]);
  });
});

describe('open ends', () => {
  it('names the measures without a claim and the passages not written', () => {
    expect(
      openGaps(prose('{{claim:exchanges.all}} {{passage:response}}'), new Set(), NOTHING_APPROVED).map(
        (f) => f.text,
      ),
    ).toEqual(['{{claim:exchanges.all}}', '{{passage:response}}']);
  });

  it('asks for a name behind "The Honorable", not for one of an office', () => {
    const [chair] = aContent().recipients;
    const pointers = (recipients: ReturnType<typeof aContent>['recipients']) =>
      openGaps(aContent({ recipients }), new Set(), NOTHING_APPROVED).map((f) => f.pointer);
    expect(pointers([{ ...chair!, honorific: 'The Honorable', name: '' }])).toEqual(['/recipients/0/name']);
    expect(pointers([{ ...chair!, honorific: '', name: '' }])).toEqual([]);
    expect(pointers([])).toEqual(['/recipients']);
  });

  it('names claims that the case does not have, and braces that are no mark', () => {
    expect(
      strayMarks(prose('{{C-1}} {{C-9}} {{oops}}'), new Set(['C-1']), NOTHING_APPROVED).map((f) => f.text),
    ).toEqual(['C-9', '{{oops}}']);
  });

  it('has nothing against a finished letter', () => {
    expect(lint(aContent(), new Set(['C-1', 'C-2']), NOTHING_APPROVED)).toEqual([]);
  });
});

describe('over-attribution', () => {
  const party = { name: 'Example Group', aliases: ['Exlab'], entity: null };
  const judged = (rung: 1 | 2 | 3 | 4, over: object = {}): ApprovedRungs =>
    approvedRungs([
      { rung, party: rung === 1 ? null : party, likelihood: 'very_likely', state: 'approved', ...over },
    ]);
  const found = (text: string, approved: ApprovedRungs) =>
    overAttribution(prose(text), new Set(), approved).map(({ neededRung, approvedRung, allowedPhrase }) => [
      neededRung,
      approvedRung,
      allowedPhrase,
    ]);

  it.each([
    ['They were a coordinated network of accounts.', NOTHING_APPROVED, [1, null, null]],
    [
      'They were operated through a commercial proxy service.',
      judged(1),
      [2, 1, 'a coordinated network of accounts'],
    ],
    ['Exlab directed the campaign.', judged(3), [4, 3, 'operators affiliated with Example Group']],
    [
      'Operators affiliated with Acme Sample ran them.',
      judged(3),
      [3, null, 'operated through a commercial proxy service'],
    ],
    ['Exlab directed the campaign.', judged(4, { likelihood: 'unlikely' }), [4, null, null]],
    ['Exlab directed the campaign.', judged(4, { state: 'withdrawn' }), [4, null, null]],
    ['Exlab directed the campaign.', judged(4, { state: 'in_review' }), [4, null, null]],
    ['{{ref:Example Group}} directed it.', judged(3), [4, 3, 'operators affiliated with Example Group']],
  ])('finds what goes too far in %j', (text, approved, ...expected) => {
    expect(found(text, approved)).toEqual(expected);
  });

  it.each([
    ['They were a coordinated network of accounts.', judged(1)],
    ['They were a coordinated network of accounts.', judged(3)],
    ['Operators affiliated with Exlab opened them.', judged(3)],
    ['Example Group conducted the campaign.', judged(4)],
    ['The Committee on Examples directed the study of the network.', NOTHING_APPROVED],
    ['A network of {{C-2}} made {{C-3}}.', NOTHING_APPROVED],
  ])('lets %j stand once it is approved, or says nothing', (text, approved) => {
    expect(found(text, approved)).toEqual([]);
  });

  it('points at the words, behind marks too', () => {
    const text = 'From {{C-1}}, see {{ref:H.R. 8283}}, Exlab directed {{C-2}}.';
    const [finding] = overAttribution(prose(text), new Set(), judged(3));
    expect(text.slice(finding!.offset, finding!.offset + finding!.text.length)).toBe('Exlab');
  });

  it('keeps likelihood and confidence apart', () => {
    const mixed = 'It is very likely, with high confidence, that they belong together.';
    expect(mixedLikelihood(prose(`A word first. ${mixed}`), new Set(), NOTHING_APPROVED)).toMatchObject([
      { offset: 14, text: mixed },
    ]);
    const apart = 'It is very likely. Our confidence is high: we have high confidence in the sources.';
    expect(mixedLikelihood(prose(apart), new Set(), NOTHING_APPROVED)).toEqual([]);
  });
});
