import fc from 'fast-check';
import { type Cell, type ShownCell, SMALL_CELL, suppress } from './suppress';

const table = (accounts: readonly number[]): Cell[] =>
  accounts.map((n, at) => ({ key: `k${at}`, accounts: n, exchanges: n * 7 }));
/** What an outsider holds: the cells as shown and the total. */
const view = (accounts: readonly number[], threshold: number): string => {
  const shown = suppress(table(accounts), threshold);
  if (shown === null) return 'withheld';
  return JSON.stringify([
    accounts.reduce((sum, n) => sum + n, 0),
    shown.map((cell) => (cell.isSuppressed ? '?' : cell.accounts)),
  ]);
};
const hiddenOf = (shown: readonly ShownCell[]): number[] =>
  shown.flatMap((cell, at) => (cell.isSuppressed ? [at] : []));

describe('small cells', () => {
  it.each([
    [
      [10, 40, 12],
      [10, 40, 12],
    ],
    [
      [0, 40, 12],
      [0, 40, 12],
    ],
    [
      [3, 40, 12],
      ['?', '?', 12],
    ],
    [
      [12, 40, 3],
      ['?', 40, '?'],
    ],
    [
      [3, 9, 40],
      ['?', '?', 40],
    ],
    [
      [1, 1, 40],
      ['?', '?', '?'],
    ],
    [[3], null],
    [[4, 5], null],
    [[], []],
  ])('of %j are shown as %j', (accounts, expected) => {
    const shown = suppress(table(accounts));
    expect(shown && shown.map((cell) => (cell.isSuppressed ? '?' : cell.accounts))).toEqual(expected);
  });

  it('are never shown, and what is hidden cannot be computed from the rest and the total', () => {
    const accounts = fc.array(fc.oneof(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 5_000 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(accounts, (counts) => {
        const shown = suppress(table(counts));
        if (shown === null) return;
        for (const cell of shown)
          if (!cell.isSuppressed) expect(cell.accounts === 0 || cell.accounts >= SMALL_CELL).toBe(true);
        const hidden = hiddenOf(shown);
        if (hidden.length === 0) return;
        const sum = (of: (at: number) => number): number => hidden.reduce((all, at) => all + of(at), 0);
        expect(hidden.length).toBeGreaterThan(1);
        // With one account or exchange in each other cell a cell could have more than one: it is not forced.
        expect(sum((at) => counts[at]!)).toBeGreaterThan(hidden.length);
        expect(sum((at) => counts[at]!)).toBeGreaterThanOrEqual(SMALL_CELL);
        expect(sum((at) => counts[at]! * 7)).toBeGreaterThan(hidden.length);
      }),
      { numRuns: 500 },
    );
  });

  it('leave each small cell several values also to whoever knows the rule: every table of a small world is tried', () => {
    const [threshold, most, longest] = [5, 11, 4];
    for (let length = 1; length <= longest; length++) {
      const worlds = new Map<string, number[][]>();
      const tables = Array.from({ length: most ** length }, (_, n) =>
        Array.from({ length }, (__, at) => (Math.floor(n / most ** at) % most) + 1),
      );
      for (const counts of tables) {
        const seen = view(counts, threshold);
        worlds.set(seen, [...(worlds.get(seen) ?? []), counts]);
      }
      for (const [seen, possible] of worlds) {
        if (seen === 'withheld') continue;
        const hidden = hiddenOf(suppress(table(possible[0]!), threshold)!);
        // At the edge of the small world what lies beyond it is missing.
        if (possible.some((counts) => counts.includes(most))) continue;
        for (const at of hidden) {
          const values = [...new Set(possible.map((counts) => counts[at]!))];
          // A large cell that was hidden for the sake of others may be known; a small one never.
          if (values.length === 1) expect(values[0]).toBeGreaterThanOrEqual(threshold);
        }
      }
    }
  });
});
