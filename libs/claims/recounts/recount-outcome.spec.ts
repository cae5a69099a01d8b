import fc from 'fast-check';
import { assertTransition, IllegalTransitionError } from '@app/platform';
import { CLAIM_STATE_NAMES, CLAIM_STATES, type ClaimState } from '../claim-state';
import { isTrueOf, type PhraseTerms, QUALIFIERS } from '../phrase';
import { RECOUNT_OUTCOMES } from './claim-recount.entity';
import { differenceOf, outcomeOf, stateAfter } from './recount-outcome';

const states = fc.constantFrom(...CLAIM_STATE_NAMES);
const outcomes = fc.constantFrom(...RECOUNT_OUTCOMES);
const values = fc.bigInt(0n, 10n ** 17n).map(String);
const phrases = fc.record({
  qualifier: fc.constantFrom(...QUALIFIERS),
  rounded: values,
  unit: fc.constant<'exchanges'>('exchanges'),
}) satisfies fc.Arbitrary<PhraseTerms>;

describe('A recount', () => {
  it('holds exactly when both counts agree and the words are true of them', () => {
    fc.assert(
      fc.property(phrases, values, values, (phrase, value, other) => {
        expect(outcomeOf(phrase, value, value)).toBe(isTrueOf(value, phrase) ? 'holds' : 'fails');
        expect(outcomeOf(phrase, value, other)).toBe(
          value === other ? outcomeOf(phrase, value, value) : 'unclear',
        );
        expect(outcomeOf(phrase, null, null)).toBe('fails');
        expect(outcomeOf(phrase, null, value)).toBe('unclear');
      }),
    );
  });

  it('moves a claim only by its table, and never back', () => {
    fc.assert(
      fc.property(states, fc.array(outcomes, { maxLength: 20 }), (first, told) => {
        let state: ClaimState = first;
        for (const outcome of told) {
          const next = stateAfter(state, outcome);
          if (next !== state) {
            expect(() => assertTransition<ClaimState>(CLAIM_STATES, state, next)).not.toThrow();
            expect([state, next, outcome]).toEqual(['approved', 'stale', 'fails']);
          }
          state = next;
        }
        expect(state === 'stale').toBe(first === 'stale' || (first === 'approved' && told.includes('fails')));
      }),
    );
  });

  it('leaves no way out of stale', () => {
    for (const state of CLAIM_STATE_NAMES)
      expect(() => assertTransition<ClaimState>(CLAIM_STATES, 'stale', state)).toThrow(
        IllegalTransitionError,
      );
  });

  it.each([
    ['28817346', '28858553', '41207'],
    ['28817346', '28794112', '-23234'],
    ['2026-06-05', '2026-06-03', '-2'],
    ['2026-06-05', null, null],
  ])('tells %s from %s by %s', (before, after, difference) => {
    expect(differenceOf(before, after)).toBe(difference);
  });
});
