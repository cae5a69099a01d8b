import fc from 'fast-check';
import {
  CONFIDENCE_LEVELS,
  familiesOf,
  JUDGEMENT_FAMILIES,
  type JudgementEvidence,
  LIKELIHOOD_RANGES,
  LIKELIHOODS,
  phraseOf,
  RELIABILITY_LETTERS,
} from './attribution-terms';
import { contentFaults, type JudgementContent, openPoints } from './judgement-content';

const item = (over: Partial<JudgementEvidence> = {}): JudgementEvidence => ({
  family: 'payment',
  reliability: 'B',
  credibility: 2,
  kind: 'finding',
  refId: '018f0000-0000-7000-8000-000000000001',
  note: '',
  ...over,
});
const content = (over: Partial<JudgementContent> = {}): JudgementContent => ({
  rung: 3,
  party: { name: 'Example Group', aliases: [], entity: null },
  statement: 'The accounts were opened by operators affiliated with Example Group.',
  likelihood: 'very_likely',
  confidence: 'moderate',
  evidence: [item(), item({ family: 'network' })],
  alternatives: [{ hypothesis: 'A false flag', assessment: 'Nobody would gain by it.' }],
  wouldChange: 'Payment records of the reseller.',
  ...over,
});
const pointers = (faults: { pointer: string }[]): string[] => faults.map(({ pointer }) => pointer);

describe('what a judgement needs', () => {
  it('is fulfilled by a whole one', () => {
    expect([...contentFaults(content()), ...openPoints(content())]).toEqual([]);
  });

  it.each([
    ['/party', content({ party: null })],
    ['/party', content({ rung: 1 })],
    ['/party/name', content({ party: { name: 'X', aliases: [], entity: null } })],
    ['/party/aliases/0', content({ party: { name: 'Example', aliases: [' '], entity: null } })],
    ['/statement', content({ statement: 'It is likely, with low confidence.' })],
    ['/evidence/1', content({ evidence: [item(), item()] })],
  ])('is refused at %s', (pointer, wrong) => {
    expect(pointers(contentFaults(wrong))).toEqual([pointer]);
  });

  it.each([
    ['/alternatives', content({ alternatives: [] })],
    ['/wouldChange', content({ wouldChange: '' })],
    ['/evidence', content({ evidence: [] })],
    ['/evidence', content({ evidence: [item({ reliability: 'F' }), item({ credibility: 6 })] })],
    ['/confidence', content({ evidence: [item()] })],
    ['/confidence', content({ evidence: [item(), item({ credibility: 1, refId: 'other' })] })],
    ['/confidence', content({ confidence: 'high' })],
    ['/statement', content({ statement: 'Example Group directed the campaign.' })],
  ])('is open at %s', (pointer, wrong) => {
    expect(pointers(openPoints(wrong))).toEqual([pointer]);
  });

  it('never lets a party be named above low on one family, nor anything be high on two', () => {
    const evidence = fc.array(
      fc.record({
        family: fc.constantFrom(...JUDGEMENT_FAMILIES),
        reliability: fc.constantFrom(...RELIABILITY_LETTERS),
        credibility: fc.integer({ min: 1, max: 6 }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(
        evidence,
        fc.constantFrom(...CONFIDENCE_LEVELS),
        fc.constantFrom(1, 2, 3, 4),
        (items, confidence, rung) => {
          const party = rung === 1 ? null : content().party;
          const judged = content({
            rung,
            party,
            confidence,
            statement: '-',
            evidence: items.map((one) => item(one)),
          });
          const families = familiesOf(judged.evidence).length;
          const isReady = openPoints(judged).length === 0;
          if (families < 3 && confidence === 'high') expect(isReady).toBe(false);
          if (families < 2 && rung > 1 && confidence !== 'low') expect(isReady).toBe(false);
          if (families === 0) expect(isReady).toBe(false);
          if (families >= 3) expect(isReady).toBe(true);
        },
      ),
    );
  });
});

describe('the words of attribution', () => {
  it('cover 1 to 99 per cent without a gap', () => {
    const ranges = LIKELIHOODS.map((name) => LIKELIHOOD_RANGES[name]);
    expect([ranges[0]!.from, ranges.at(-1)!.to]).toEqual([1, 99]);
    ranges.slice(1).forEach(({ from }, at) => expect(from).toBe(ranges[at]!.to));
  });

  it('put the name into the phrase as it stands', () => {
    expect(phraseOf(3, '$& O')).toBe('operators affiliated with $& O');
    expect(phraseOf(1, null)).toBe('a coordinated network of accounts');
  });
});
