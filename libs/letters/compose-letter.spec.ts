import type { CitedClaim } from './cited-claim';
import { citedClaims, composeLetter, wordingHash } from './compose-letter';
import { assertRenderable } from './rendering';
import { aContent } from './sample-content';
import type { LetterContent } from './letter-content';

const claim = (number: string, overrides: Partial<CitedClaim> = {}): CitedClaim => ({
  id: '0197a3b0-0000-7000-8000-000000000001',
  number,
  measure: 'accounts.confirmed',
  phrase: 'nearly 25,000 accounts',
  qualifier: 'nearly',
  value: '24913',
  unit: 'accounts',
  countingRule: 'Accounts confirmed in the case.',
  snapshot: { id: '0197a3b0-0000-7000-8000-000000000002', asOf: '2026-06-09T00:00:00.000Z' },
  queryHash: 'a'.repeat(64),
  reproduction: { queryHash: 'b'.repeat(64), value: '24913', at: '2026-06-09T01:00:00.000Z' },
  asOf: '2026-06-09T00:00:00.000Z',
  state: 'approved',
  ...overrides,
});
const claims = [
  claim('C-10', { phrase: 'April 22, 2026', value: '2026-04-22', unit: '' }),
  claim('C-2', { phrase: 'more than 28.8 million exchanges', value: '28817346', unit: 'exchanges' }),
  claim('C-1'),
];
const compose = (content: LetterContent, given = claims, date = '2026-06-10') =>
  composeLetter(content, { reference: 'L-2026-0001', version: 1, date, status: 'draft', claims: given });

describe('putting a letter together', () => {
  it('prints claims as their phrases, references as they stand, and one row for each claim cited', () => {
    const letter = compose(aContent());
    expect(letter.blocks[1]).toEqual({
      type: 'paragraph',
      runs: [
        { text: 'A network of ' },
        { claim: { number: 'C-1', text: 'nearly 25,000 accounts' } },
        { text: ' made ' },
        { claim: { number: 'C-2', text: 'more than 28.8 million exchanges' } },
        { text: '; see ' },
        { text: 'H.R. 8283' },
        { text: '.' },
      ],
    });
    expect(letter.appendix?.map(({ number, value, unit }) => [number, value, unit])).toEqual([
      ['C-1', '24,913', 'accounts'],
      ['C-2', '28,817,346', 'exchanges'],
    ]);
    expect(() => assertRenderable(letter)).not.toThrow();
  });

  it('orders the claims by number, wherever they are cited', () => {
    const content = aContent({ subject: 'Since {{C-10}}', enclosures: ['{{C-2}}'] });
    expect(citedClaims(content, claims).map(({ number }) => number)).toEqual(['C-1', 'C-2', 'C-10']);
    expect(compose(content).subject).toBe('Since April 22, 2026');
    expect(compose(content).appendix?.[2]?.value).toBe('2026-04-22');
  });

  it('shows what is missing instead of leaving it out', () => {
    const content = aContent({ blocks: [{ type: 'paragraph', text: '{{C-7}} {{claim:exchanges.all}}' }] });
    expect(JSON.stringify(compose(content).blocks)).toMatch(/no claim C-7.*claim to come: exchanges.all/);
    expect(() => assertRenderable(compose(content))).not.toThrow();
  });

  it('has an approval cover every word and figure, but not the date nor a further reproduction', () => {
    const approved = wordingHash(compose(aContent()));
    expect(wordingHash(compose(aContent(), claims, '2026-06-11'))).toBe(approved);
    expect(
      wordingHash(
        compose(
          aContent(),
          claims.map((c) => ({ ...c, reproduction: null })),
        ),
      ),
    ).toBe(approved);
    expect(wordingHash(compose(aContent({ closing: 'Respectfully' })))).not.toBe(approved);
    for (const change of [
      { phrase: 'approximately 25,000 accounts' },
      { value: '24912' },
      { countingRule: 'Another.' },
    ])
      expect(wordingHash(compose(aContent(), [claim('C-1', change), ...claims.slice(0, 2)]))).not.toBe(
        approved,
      );
  });
});
