import { assertTransition, IllegalTransitionError } from '@app/platform';
import {
  EDITABLE_STATES,
  LETTER_STATES,
  LETTER_TRANSITIONS,
  type LetterState,
  stateAfterEdit,
} from './letter-state';

describe('the states of a letter', () => {
  const reachableFrom = (start: LetterState): Set<LetterState> => {
    const seen = new Set<LetterState>([start]);
    for (const state of seen) for (const next of LETTER_TRANSITIONS[state]) seen.add(next);
    return seen;
  };

  it('reaches every state from Draft', () => {
    expect([...reachableFrom('Draft')].sort()).toEqual([...LETTER_STATES].sort());
  });

  it.each(['Frozen', 'Signed', 'Dispatched', 'Acknowledged', 'Withdrawn'] as const)(
    'never goes back to an editable state from %s',
    (state) => {
      expect([...reachableFrom(state)].filter((reached) => EDITABLE_STATES.includes(reached))).toEqual([]);
    },
  );

  it.each([
    ['Draft', 'Approved'],
    ['Draft', 'Frozen'],
    ['ChangesRequested', 'Approved'],
    ['Approved', 'Signed'],
    ['Frozen', 'Dispatched'],
    ['Dispatched', 'Withdrawn'],
  ] as const)('has no way from %s to %s', (from, to) => {
    expect(() => assertTransition<LetterState>(LETTER_TRANSITIONS, from, to)).toThrow(IllegalTransitionError);
  });

  it('takes what was submitted or approved back to Draft when it is edited', () => {
    for (const state of ['InReview', 'Approved'] as const) {
      expect(stateAfterEdit(state)).toBe('Draft');
      expect(LETTER_TRANSITIONS[state]).toContain('Draft');
    }
    expect(stateAfterEdit('ChangesRequested')).toBe('ChangesRequested');
  });
});
