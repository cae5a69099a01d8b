import fc from 'fast-check';
import { fold, type Standing } from './fold';
import type { IntakeItem } from './formats/intake-item';

/** Items of one identity whose claims are told apart by a letter. */
const items = (claims: string): IntakeItem[] =>
  [...claims].map((contentHash, index) => ({ index, contentHash }) as IntakeItem);
const outcomes = (claims: string, standing?: Standing): string =>
  fold(items(claims), standing)
    .outcomes.map(({ outcome, revision }) => `${outcome} ${revision}`)
    .join(', ');

describe('items of one identity', () => {
  it('create once, then repeat or revise', () => {
    expect(outcomes('a')).toBe('created 1');
    expect(outcomes('aab')).toBe('created 1, repeated 1, revised 2');
    expect(outcomes('aba')).toBe('created 1, revised 2, revised 3');
  });

  it('are compared with the revision that stands', () => {
    expect(outcomes('ab', { revision: 4, contentHash: 'a' })).toBe('repeated 4, revised 5');
    expect(outcomes('ba', { revision: 4, contentHash: 'a' })).toBe('revised 5, revised 6');
  });

  it('come to the same whether they arrive in one delivery or one by one', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 30 }),
        (claims) => {
          const whole = fold(items(claims));
          let standing: Standing | undefined;
          let repeats = 0;
          const oneByOne = items(claims).flatMap((item) => {
            const folded = fold([item], standing);
            standing = { revision: folded.outcomes[0]!.revision, contentHash: item.contentHash };
            repeats += folded.repeats;
            return folded.outcomes;
          });
          expect(whole.outcomes).toEqual(oneByOne);
          expect(whole.repeats).toBe(repeats);
          expect(whole.repeats + whole.revisions.length + 1).toBe(claims.length);
        },
      ),
    );
  });
});
