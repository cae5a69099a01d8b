import { fromField, toField, wakeTimes } from './wake-times';

describe('when an alert may come back', () => {
  it('is in the future, in the morning of the viewer', () => {
    for (const day of [1, 2, 3, 4, 5, 6, 7]) {
      const now = new Date(2026, 5, day, 23, 30);
      const times = wakeTimes(now);
      expect(times.every(({ at }) => at > now)).toBe(true);
      expect(times.slice(1).map(({ at }) => at.getHours())).toEqual([9, 9, 9, 9]);
      expect(times[2]!.at.getDay()).toBe(1);
    }
  });

  it('is read from a field as it was written into it', () => {
    const at = new Date(2026, 5, 15, 8, 0);
    expect(fromField(toField(at))).toBe(at.toISOString());
    expect(fromField('')).toBeUndefined();
  });
});
