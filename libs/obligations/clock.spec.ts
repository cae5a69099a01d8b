import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { REGIMES, regimeById } from './catalogue';
import { civilDay, deadlineOf, localText } from './clock';
import type { Stage } from './regime';

const instant = (local: string, zone: string): Date =>
  new Date(Temporal.ZonedDateTime.from(`${local}[${zone}]`).epochMilliseconds);

function due(regimeId: string, stageKey: string, local: string, second?: string) {
  const regime = regimeById(regimeId);
  const stage = regime.stages.find(({ key }) => key === stageKey)!;
  const anchor = (at: string) => ({ at: instant(at, regime.zone), zone: regime.zone, what: 'the fact' });
  const deadline = deadlineOf(stage, anchor(local), second ? anchor(second) : undefined);
  return {
    ...deadline,
    conservative: localText(deadline.dueConservative, regime.zone).slice(0, 25),
    statutory: localText(deadline.dueStatutory, regime.zone).slice(0, 25),
  };
}

describe('clocks', () => {
  it.each([
    ['2026-06-26', '2026-07-02'],
    ['2026-07-01', '2026-07-08'],
    ['2026-11-23', '2026-11-30'],
    ['2026-06-27', '2026-07-02'],
  ])('8-K: four business days from %s end on %s', (from, to) => {
    const { conservative, statutory, calendarVersion } = due('US-SEC-8K-105', 'initial', `${from}T10:00`);
    expect(statutory).toMatch(`${to}T23:59:59`);
    expect(conservative).toMatch(`${to}T17:30:00`);
    expect(calendarVersion).toBe('us-federal@2026.1');
  });

  it('8-K: the observed holiday of 3 July 2026 is named in the basis', () => {
    expect(due('US-SEC-8K-105', 'initial', '2026-07-01T10:00').basis.join('\n')).toContain(
      '2026-07-03 is not counted: Independence Day (observed)',
    );
  });

  it('72 hours are elapsed hours across the end of daylight saving', () => {
    expect(due('US-NY-RAISE', 'initial', '2026-10-30T20:00').conservative).toBe('2026-11-02T19:00:00-05:00');
  });

  it('GDPR: 72 hours over a weekend are not moved; the arguments for more are warnings', () => {
    const { conservative, statutory, warnings } = due('EU-GDPR-33', 'initial', '2026-06-05T17:20');
    expect(conservative).toBe('2026-06-08T17:20:00+02:00');
    expect(statutory).toBe(conservative);
    expect(warnings).toEqual([expect.stringContaining('art. 3(1)'), expect.stringContaining('art. 3(5)')]);
  });

  it('GPAI: two days from a Friday end on Sunday, by the later reading on Tuesday', () => {
    const { conservative, statutory } = due('EU-GPAI-COP-9', 'initial_infrastructure', '2026-06-05T09:00');
    expect(conservative).toMatch('2026-06-07T23:59:59');
    expect(statutory).toMatch('2026-06-09T23:59:59');
  });

  it('GPAI: five days from Friday 5 June end on Wednesday 10 June', () => {
    const { conservative, statutory } = due('EU-GPAI-COP-9', 'initial_cybersecurity', '2026-06-05T09:00');
    expect([conservative, statutory]).toEqual(['2026-06-10T23:59:59+02:00', '2026-06-10T23:59:59+02:00']);
  });

  it('SB 53: fifteen days end on a Saturday; only the later reading moves to Monday', () => {
    const { conservative, statutory } = due('US-CA-SB53', 'initial', '2026-06-05T12:00');
    expect(conservative).toMatch('2026-06-20T23:59:59-07:00');
    expect(statutory).toMatch('2026-06-22T23:59:59-07:00');
  });

  it('DORA: four hours from classification, but not later than 24 hours from awareness', () => {
    expect(due('EU-DORA-19', 'initial', '2026-06-09T12:00', '2026-06-09T08:00').conservative).toBe(
      '2026-06-09T16:00:00+02:00',
    );
    expect(due('EU-DORA-19', 'initial', '2026-06-10T07:00', '2026-06-09T08:00').conservative).toBe(
      '2026-06-10T08:00:00+02:00',
    );
  });

  it('DORA: a deadline on a Sunday may move to noon of Monday, never the conservative one', () => {
    const { conservative, statutory } = due('EU-DORA-19', 'initial', '2026-06-07T10:00');
    expect([conservative, statutory]).toEqual(['2026-06-07T14:00:00+02:00', '2026-06-08T12:00:00+02:00']);
  });

  it('NIS 2: a month from the last of January is the last of February', () => {
    expect(due('EU-NIS2-23', 'final', '2026-01-31T10:00').conservative).toMatch('2026-02-28T23:59:59');
  });

  it('DSA: a statement of reasons is due on the day of the restriction', () => {
    expect(due('EU-DSA-17', 'statement', '2026-06-10T00:10').conservative).toMatch('2026-06-10T23:59:59');
  });

  it('where the calendar does not reach, only weekends are left out and a warning says so', () => {
    const { statutory, warnings } = due('US-SEC-8K-105', 'initial', '2025-12-30T10:00');
    expect(statutory).toMatch('2026-01-06');
    expect(warnings.join()).toContain('does not cover');
  });

  const stages: [string, Stage][] = REGIMES.flatMap((regime) =>
    regime.stages.map((stage): [string, Stage] => [regime.zone, stage]),
  );
  const anchors = fc.date({
    min: new Date('2026-01-01T12:00:00Z'),
    max: new Date('2026-12-31T12:00:00Z'),
    noInvalidDate: true,
  });

  it('the conservative date is never later than the statutory one nor earlier than the day of the fact', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stages), anchors, ([zone, stage], at) => {
        const { dueConservative, dueStatutory, basis } = deadlineOf(stage, { at, zone, what: 'the fact' });
        expect(dueConservative.getTime()).toBeLessThanOrEqual(dueStatutory.getTime());
        expect(civilDay(dueConservative, zone) >= civilDay(at, zone)).toBe(true);
        expect(basis.length).toBeGreaterThan(1);
      }),
    );
  });

  it('a later fact never gives an earlier deadline', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...stages),
        anchors,
        fc.integer({ min: 0, max: 40 * 86_400_000 }),
        ([zone, stage], at, later) => {
          const first = deadlineOf(stage, { at, zone, what: 'the fact' });
          const second = deadlineOf(stage, { at: new Date(at.getTime() + later), zone, what: 'the fact' });
          expect(second.dueConservative.getTime()).toBeGreaterThanOrEqual(first.dueConservative.getTime());
          expect(second.dueStatutory.getTime()).toBeGreaterThanOrEqual(first.dueStatutory.getTime());
        },
      ),
    );
  });
});
