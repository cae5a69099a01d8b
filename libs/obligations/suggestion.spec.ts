import { REGIMES, regimeById } from './catalogue';
import type { FactKey } from './regime';
import { suggest } from './suggestion';

const fact = (key: FactKey, at: string) => ({ key, at: new Date(at) });
const JUNE = [
  fact('occurred_start', '2026-04-22T00:00:00Z'),
  fact('occurred_end', '2026-06-05T23:59:59Z'),
  fact('model_involvement_aware', '2026-06-05T16:00:00Z'),
];
const HEARING = fact('hearing_date', '2026-06-11T14:00:00Z');
const opened = new Date('2026-06-05T08:00:00Z');

describe('what the catalogue expects of a distillation case of June 2026', () => {
  it.each([
    ['US-CA-SB53', 'not_applicable'],
    ['US-NY-RAISE', 'not_applicable'],
    ['US-IL-SB315', 'not_applicable'],
    ['EU-GPAI-COP-9', 'undetermined'],
    ['EU-GDPR-33', 'not_applicable'],
    ['EU-NIS2-23', 'not_applicable'],
    ['EU-DORA-19', 'not_applicable'],
    ['US-SEC-8K-105', 'not_applicable'],
    ['US-BIS-VSD', 'not_applicable'],
    ['US-CONGRESS-VOL', 'voluntary'],
    ['EU-DSA-17', 'undetermined'],
    ['IND-FMF-SHARE', 'voluntary'],
  ])('%s: %s, with a reason', (id, result) => {
    const suggested = suggest(regimeById(id), 'distillation', [...JUNE, HEARING], opened);
    expect(suggested.result).toBe(result);
    expect(suggested.because.length).toBeGreaterThan(10);
  });

  it('says that laws of 2027 are not in force, and not so for a case of 2027', () => {
    expect(suggest(regimeById('US-NY-RAISE'), 'distillation', JUNE, opened).because).toContain(
      'effective from 2027-01-01',
    );
    const later = suggest(
      regimeById('US-NY-RAISE'),
      'distillation',
      [fact('occurred_end', '2027-02-01T12:00:00Z')],
      opened,
    );
    expect(later.because).not.toContain('effective from');
  });

  it('sets the letter to Congress for the day before the hearing', () => {
    expect(
      suggest(regimeById('US-CONGRESS-VOL'), 'distillation', [...JUNE, HEARING], opened).targetDate,
    ).toBe('2026-06-10');
    expect(suggest(regimeById('US-CONGRESS-VOL'), 'distillation', JUNE, opened).targetDate).toBeNull();
  });

  it('asks for a review of exports when the activity went on under controls', () => {
    const until14June = [fact('occurred_end', '2026-06-14T10:00:00Z')];
    expect(suggest(regimeById('US-BIS-VSD'), 'distillation', until14June, opened).result).toBe(
      'undetermined',
    );
  });

  it('never says that a regime applies', () => {
    for (const regime of REGIMES) {
      for (const kind of [
        'distillation',
        'credential_theft',
        'wrongful_enforcement',
        'region_evasion',
        'academic_replication',
        'misuse',
        'resale',
        'other',
      ]) {
        expect(suggest(regime, kind, JUNE, opened).result).not.toBe('applicable');
      }
    }
  });
});
