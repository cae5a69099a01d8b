import fc from 'fast-check';
import { assertTransition, IllegalTransitionError } from '@app/platform';
import {
  EDITABLE,
  JUDGEMENT_STATE_NAMES,
  JUDGEMENT_STATES,
  type JudgementState,
  stateAfterEdit,
} from './judgement-state';

describe('the states of a judgement', () => {
  const reachableFrom = (start: JudgementState): Set<JudgementState> => {
    const seen = new Set<JudgementState>([start]);
    for (const state of seen) for (const next of JUDGEMENT_STATES[state]) seen.add(next);
    return seen;
  };

  it('are all reached from draft', () => {
    expect([...reachableFrom('draft')].sort()).toEqual([...JUDGEMENT_STATE_NAMES].sort());
  });

  it.each(['approved', 'superseded', 'withdrawn'] as const)(
    'cannot be edited any more from %s on',
    (state) => {
      expect([...reachableFrom(state)].filter((one) => EDITABLE.includes(one))).toEqual([]);
    },
  );

  it('are left by an edit only where the table goes, so that what was submitted is read again', () => {
    for (const state of EDITABLE)
      if (stateAfterEdit(state) !== state) expect(JUDGEMENT_STATES[state]).toContain(stateAfterEdit(state));
    expect(stateAfterEdit('in_review')).toBe('draft');
  });

  it('come to approved only through review, however one tries', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...JUDGEMENT_STATE_NAMES), { maxLength: 30 }), (tries) => {
        const way: JudgementState[] = ['draft'];
        for (const next of tries) {
          try {
            assertTransition<JudgementState>(JUDGEMENT_STATES, way.at(-1)!, next);
            way.push(next);
          } catch (error) {
            expect(error).toBeInstanceOf(IllegalTransitionError);
          }
        }
        const approved = way.indexOf('approved');
        if (approved > 0) expect(way[approved - 1]).toBe('in_review');
        expect(way.filter((state) => state === 'approved').length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
