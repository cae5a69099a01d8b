import { v7 as uuidv7 } from 'uuid';
import { idsWithin, partsOf, periodOf, type PeriodUnit } from './period';

const NOW = new Date('2026-06-30T12:00:00Z');
const refusal = (asked: Parameters<typeof periodOf>[0]): unknown => {
  try {
    return periodOf(asked, NOW);
  } catch (error) {
    return (error as { extensions: { errors: unknown } }).extensions.errors;
  }
};

describe('a period', () => {
  it('is the last thirty days unless said', () => {
    expect(periodOf({}, NOW)).toEqual({ from: new Date('2026-05-31T12:00:00Z'), to: NOW, zone: 'UTC' });
    expect(periodOf({ to: '2026-02-01T00:00:00Z', zone: 'Europe/Berlin' }, NOW)).toEqual({
      from: new Date('2026-01-02T00:00:00Z'),
      to: new Date('2026-02-01T00:00:00Z'),
      zone: 'Europe/Berlin',
    });
  });

  it('has a beginning before its end, and a length', () => {
    const from = '2026-06-30T12:00:00Z';
    expect(refusal({ from })).toEqual([{ pointer: '?from', detail: 'must lie before to' }]);
    expect(refusal({ from: '2024-01-01T00:00:00Z' })).toEqual([
      { pointer: '?from', detail: 'lies at most 400 days before to' },
    ]);
    expect(refusal({ from: '0001-01-01T00:00:00Z' })).toMatchObject([{ pointer: '?from' }]);
    expect(refusal({ to: '9999-01-01T00:00:00Z' })).toMatchObject([{ pointer: '?from' }, { pointer: '?to' }]);
    expect(refusal({ zone: 'Mars' })).toMatchObject([{ pointer: '?zone' }]);
  });

  it('finds the ids that were given in it', () => {
    const at = (iso: string): string => uuidv7({ msecs: Date.parse(iso) });
    const [first, last] = idsWithin({ from: new Date('2026-06-01T00:00:00Z'), to: NOW });
    for (const iso of ['2026-06-01T00:00:00Z', '2026-06-30T11:59:59.999Z']) {
      expect(at(iso) >= first).toBe(true);
      expect(at(iso) < last).toBe(true);
    }
    expect(at('2026-05-31T22:59:59Z') < first).toBe(true);
    expect(at('2026-06-30T13:00:00.001Z') >= last).toBe(true);
  });

  it('is cut into days, weeks and months of its zone, also where the clocks change', () => {
    const parts = (from: string, to: string, unit: PeriodUnit): [string, string][] =>
      partsOf({ from: new Date(from), to: new Date(to), zone: 'Europe/Berlin' }, unit).map((part) => [
        part.day,
        part.from.toISOString(),
      ]);
    expect(parts('2026-03-28T12:00:00Z', '2026-03-30T22:00:00Z', 'day')).toEqual([
      ['2026-03-28', '2026-03-27T23:00:00.000Z'],
      ['2026-03-29', '2026-03-28T23:00:00.000Z'],
      ['2026-03-30', '2026-03-29T22:00:00.000Z'],
    ]);
    expect(parts('2026-03-25T00:00:00Z', '2026-04-01T00:00:00Z', 'week')).toEqual([
      ['2026-03-23', '2026-03-22T23:00:00.000Z'],
      ['2026-03-30', '2026-03-29T22:00:00.000Z'],
    ]);
    expect(parts('2026-03-31T21:59:00Z', '2026-04-01T00:00:00Z', 'month')).toEqual([
      ['2026-03-01', '2026-02-28T23:00:00.000Z'],
      ['2026-04-01', '2026-03-31T22:00:00.000Z'],
    ]);
  });
});
