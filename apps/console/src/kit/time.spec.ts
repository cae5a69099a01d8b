import { fromNow, inZone, shortly } from './time';

describe('a time', () => {
  it('names its zone', () => {
    expect(inZone('2026-06-05T17:20:00.000Z', 'Europe/Berlin')).toBe('05 Jun 2026, 19:20 CEST');
    expect(inZone('2026-06-05T17:20:00.000Z', 'UTC')).toBe('05 Jun 2026, 17:20 UTC');
  });

  it.each([
    ['2026-06-05T17:19:30.000Z', 'just now'],
    ['2026-06-05T17:15:00.000Z', '5 minutes ago'],
    ['2026-06-06T20:20:00.000Z', 'tomorrow'],
    ['2026-03-01T00:00:00.000Z', '3 months ago'],
  ])('%s is %s', (at, words) => {
    expect(fromNow(at, Date.parse('2026-06-05T17:20:00.000Z'))).toBe(words);
  });

  it.each([
    ['2026-06-05T17:15:00.000Z', '5 minutes ago'],
    ['2026-05-30T17:20:01.000Z', '5 days ago'],
    ['2026-04-22T12:00:00.000Z', '22 Apr 2026'],
    ['2026-07-01T12:00:00.000Z', '01 Jul 2026'],
  ])('%s is shortly %s', (at, words) => {
    expect(shortly(at, Date.parse('2026-06-05T17:20:00.000Z'))).toBe(words);
  });
});
