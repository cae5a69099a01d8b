import { Temporal } from 'temporal-polyfill';
import { notInForce, REGIMES, regimeById } from './catalogue';
import { CALENDARS } from './calendars';

describe('the catalogue', () => {
  it('has the regimes that a lab has to think of, each once', () => {
    expect(REGIMES.map(({ id }) => id).toSorted()).toEqual([
      'EU-AIA-73',
      'EU-DORA-19',
      'EU-DSA-17',
      'EU-DSA-20',
      'EU-GDPR-33',
      'EU-GPAI-COP-9',
      'EU-NIS2-23',
      'IND-FMF-SHARE',
      'US-BIS-VSD',
      'US-CA-SB53',
      'US-CA-SB53-IMM',
      'US-CISA-CIRCIA',
      'US-COMMERCE-2026-COMMIT',
      'US-CONGRESS-VOL',
      'US-HR8283',
      'US-IL-SB315',
      'US-NY-RAISE',
      'US-SEC-8K-105',
      'US-STATE-AG-BREACH',
    ]);
  });

  it.each(REGIMES.map((regime) => [regime.id, regime] as const))('%s is whole', (_, regime) => {
    expect(regime.sources.every((url) => new URL(url).protocol === 'https:')).toBe(true);
    expect(Temporal.PlainDate.from(regime.verifiedOn).toString()).toBe(regime.verifiedOn);
    expect(new Set(regime.stages.map(({ key }) => key)).size).toBe(regime.stages.length);
    for (const stage of regime.stages) {
      if (stage.roll || stage.duration.unit === 'business_day') expect(stage.calendar).toBeDefined();
      const { anchor } = stage;
      if ('afterStage' in anchor) {
        expect(
          regime.stages.some(
            ({ key }) => key === anchor.afterStage || key.startsWith(`${anchor.afterStage}_`),
          ),
        ).toBe(true);
      }
    }
  });

  it('knows from when a law binds', () => {
    expect(notInForce(regimeById('US-NY-RAISE'), '2026-12-31')).toContain('effective from 2027-01-01');
    expect(notInForce(regimeById('US-NY-RAISE'), '2027-01-01')).toBeUndefined();
    expect(notInForce(regimeById('US-HR8283'), '2026-06-10')).toContain('proposed');
    expect(notInForce(regimeById('US-CONGRESS-VOL'), '2026-06-10')).toBeUndefined();
  });
});

describe('calendars', () => {
  it.each(Object.values(CALENDARS).map((calendar) => [calendar.id, calendar] as const))(
    '%s lists weekdays within its reach only',
    (_, calendar) => {
      for (const day of Object.keys(calendar.daysOff)) {
        expect(Temporal.PlainDate.from(day).dayOfWeek).toBeLessThan(6);
        expect(day >= calendar.from && day <= calendar.to).toBe(true);
      }
    },
  );

  it('the day after Thanksgiving is a federal working day', () => {
    expect(CALENDARS['us-federal'].daysOff).not.toHaveProperty('2026-11-27');
  });
});
