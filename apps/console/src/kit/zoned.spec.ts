import { instantIn, localIn } from './zoned';

describe('a time on the clocks of a zone', () => {
  it.each([
    ['2026-06-05T17:20', 'Europe/Brussels', '2026-06-05T15:20:00.000Z'],
    ['2026-01-05T17:20', 'Europe/Brussels', '2026-01-05T16:20:00.000Z'],
    ['2026-11-01T12:00', 'America/New_York', '2026-11-01T17:00:00.000Z'],
    ['2026-03-29T03:30', 'Europe/Brussels', '2026-03-29T01:30:00.000Z'],
    ['2026-06-05T17:20', 'UTC', '2026-06-05T17:20:00.000Z'],
  ])('%s in %s is %s', (local, zone, instant) => {
    expect(instantIn(local, zone)).toBe(instant);
    expect(localIn(instant, zone)).toBe(local);
  });

  it('that is none stays as it is', () => {
    expect(instantIn('', 'UTC')).toBe('');
  });
});
