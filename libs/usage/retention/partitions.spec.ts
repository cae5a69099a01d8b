import fc from 'fast-check';
import { boundsOf, type Keeper, planRetention } from './partitions';

const DAY_MS = 86_400_000;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const day = fc.integer({ min: Date.UTC(2023, 0, 1) / DAY_MS, max: Date.UTC(2026, 11, 31) / DAY_MS });
const month = fc
  .tuple(fc.integer({ min: 2023, max: 2026 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, of]) => `${year}-${String(of).padStart(2, '0')}`);
const keeper: fc.Arbitrary<Keeper> = fc
  .record({
    kind: fc.constantFrom('hold' as const, 'claim' as const, 'case' as const),
    from: fc.option(day),
    length: fc.option(fc.integer({ min: 1, max: 200 })),
  })
  .map(({ kind, from, length }) => ({
    kind,
    id: 'x',
    reason: 'because',
    from: from === null ? null : dayOf(from * DAY_MS),
    to: length === null ? null : dayOf(((from ?? Date.UTC(2025, 0, 1) / DAY_MS) + length) * DAY_MS),
  }));

/** Whether a keeper has any day of a month, day by day. */
const hasDayOf = ({ from, to }: Keeper, of: string): boolean => {
  for (let at = Date.parse(`${of}-01`); dayOf(at).startsWith(of); at += DAY_MS)
    if ((from === null || dayOf(at) >= from) && (to === null || dayOf(at) < to)) return true;
  return false;
};

describe('The plan of retention', () => {
  it('drops no month that is held or pinned, and every free one whose last row is too old', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(month, { maxLength: 12 }),
        fc.array(keeper, { maxLength: 4 }),
        fc.integer({ min: 0, max: 900 }),
        day,
        (months, keepers, days, today) => {
          const plan = planRetention(
            months.map((of) => ({ month: of, rows: 1 })),
            keepers,
            days,
            dayOf(today * DAY_MS),
          );
          expect(plan.map((each) => each.month)).toEqual(months);
          for (const { month: of, state } of plan) {
            const keeping = keepers.filter((each) => hasDayOf(each, of));
            const lastDay = Date.parse(boundsOf(of).to) / DAY_MS - 1;
            const isOld = today - lastDay > days;
            expect(state === 'expired').toBe(isOld && keeping.length === 0);
            expect(state === 'held').toBe(keeping.some(({ kind }) => kind === 'hold'));
          }
        },
      ),
    );
  });

  it('says what keeps a month, and when it would go', () => {
    const hold: Keeper = {
      kind: 'hold',
      id: 'h',
      reason: 'Litigation',
      from: '2026-01-31',
      to: '2026-02-01',
    };
    const claim: Keeper = { kind: 'claim', id: 'c', reason: 'Claim', from: '2026-02-10', to: '2026-03-01' };
    const months = ['2026-01', '2026-02', '2026-03', '2026-04'].map((of) => ({ month: of, rows: 5 }));
    expect(
      planRetention(months, [hold, claim], 90, '2026-06-30').map(({ expiresOn, state, keptBy }) => [
        expiresOn,
        state,
        keptBy.map(({ id }) => id),
      ]),
    ).toEqual([
      ['2026-05-02', 'held', ['h']],
      ['2026-05-30', 'pinned', ['c']],
      ['2026-06-30', 'expired', []],
      ['2026-07-30', 'fresh', []],
    ]);
  });
});
