import { assertZone, isZone } from './zone';

describe('a time zone', () => {
  it.each(['Europe/Berlin', 'America/New_York', 'UTC', 'Etc/GMT+2', 'Asia/Kolkata'])('is %s', (zone) => {
    expect(isZone(zone)).toBe(true);
  });

  it.each([
    '+02:00',
    '-0530',
    '+02',
    '02:00',
    'Z',
    '',
    ' UTC',
    'Europe/Atlantis',
    'Europe/Berlin\0',
    '−02:00',
  ])('is not %j', (zone) => {
    expect(isZone(zone)).toBe(false);
    expect(() => assertZone(zone, '/zone')).toThrow('/zone: is not the name of an IANA time zone');
  });
});
