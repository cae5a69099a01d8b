import { detectReleases, type HourCount, shift } from './model-shift';

const START = Date.UTC(2026, 4, 1) / 3_600_000;
const hour = (at: number, model: string, inside: number, outside: number): HourCount => ({
  hour: START + at,
  model,
  inside,
  outside,
});

const HOURS = Array.from({ length: 120 }, (_, at) => [
  hour(at, 'old', at < 48 ? 10 : 5, 10),
  ...(at >= 48 ? [hour(at, 'new', 5, at >= 72 ? 10 : 0)] : []),
]).flat();

describe('The shift to a new model', () => {
  it('finds what appears a day or more after the beginning', () => {
    const firsts = [
      { model: 'new', firstAt: '2026-05-03T00:01:00.000Z' },
      { model: 'old', firstAt: '2026-05-01T00:01:00.000Z' },
      { model: 'soon', firstAt: '2026-05-01T23:59:00.000Z' },
    ];
    expect(detectReleases(firsts)).toEqual([
      { model: 'new', releasedAt: '2026-05-03T00:01:00.000Z', detected: true },
    ]);
    expect(detectReleases([])).toEqual([]);
  });

  it('compares the shares inside and outside from the hour of the release', () => {
    expect(shift(HOURS, { model: 'new', releasedAt: '2026-05-03T00:00:00Z', detected: false })).toEqual({
      first24Hours: { share: 0.5, shareOutside: 0 },
      first72Hours: { share: 0.5, shareOutside: 0.4 },
      at24Hours: { share: 0.5, shareOutside: 0 },
      at72Hours: { share: 0.5, shareOutside: 0.5 },
    });
  });

  it('gives no share where there was no exchange', () => {
    const nothing = { share: null, shareOutside: null };
    expect(shift(HOURS, { model: 'new', releasedAt: '2027-01-01T00:00:00Z', detected: false })).toMatchObject(
      { first24Hours: nothing },
    );
  });
});
