import { changePoints, median } from './change-points';

const RULE = { trailingDays: 7, riseFrom: 1.3, fallTo: 0.7 };
const days = (...counts: number[]) =>
  counts.map((exchanges, i) => ({ day: `2026-05-${String(i + 1).padStart(2, '0')}`, exchanges }));

describe('Change points of a timeline', () => {
  it('marks a day by its ratio to the median of the days before', () => {
    const marked = changePoints(days(100, 100, 110, 90, 40, 100, 150), RULE);
    expect(marked.map((point) => [point.day, point.direction, point.ratio, point.expected])).toEqual([
      ['2026-05-05', 'fall', 0.4, 100],
      ['2026-05-07', 'rise', 1.5, 100],
    ]);
    expect(marked[0]!.because).toBe('40 exchanges are 0.40 times the median of the 4 days before (100).');
  });

  it('says nothing of the first days, nor after days without traffic', () => {
    expect(changePoints(days(1, 100, 10_000), RULE)).toEqual([]);
    expect(changePoints(days(0, 0, 0, 50), RULE)).toEqual([]);
  });

  it('takes the middle of the values', () => {
    expect([median([]), median([3]), median([4, 1]), median([9, 1, 5])]).toEqual([0, 3, 2.5, 5]);
  });
});
