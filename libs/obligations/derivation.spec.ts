import { regimeById } from './catalogue';
import { localText } from './clock';
import { deriveClocks } from './derivation';
import type { DeterminationResult, FactKey } from './regime';

const fact = (id: string, key: FactKey, at: string) => ({ id, key, at: new Date(at) });
const done = (id: string, stage: string, fulfilledAt: string, occurrence = 1) => ({
  id,
  stage,
  occurrence,
  title: stage,
  fulfilledAt: new Date(fulfilledAt),
});
const applicable = (stages: string[] | null = null) => ({
  result: 'applicable' as DeterminationResult,
  targetDate: null,
  stages,
});
const GPAI = regimeById('EU-GPAI-COP-9');
const dueOf = (clock: { deadline: { dueConservative: Date } | null } | undefined, zone: string) =>
  localText(clock!.deadline!.dueConservative, zone).slice(0, 16);

describe('deriving clocks', () => {
  it('gives none where the regime does not apply', () => {
    for (const result of ['not_applicable', 'undetermined'] as const) {
      const facts = [fact('f', 'aware', '2026-06-05T15:20:00Z')];
      expect(
        deriveClocks({
          regime: regimeById('EU-GDPR-33'),
          determination: { ...applicable(), result },
          facts,
          fulfilled: [],
        }),
      ).toEqual([]);
    }
  });

  it('waits for the fact that starts the clock, and says for which', () => {
    const [clock] = deriveClocks({
      regime: regimeById('EU-GDPR-33'),
      determination: applicable(),
      facts: [],
      fulfilled: [],
    });
    expect(clock).toMatchObject({
      stage: 'initial',
      deadline: null,
      waitsFor: expect.stringContaining('aware') as string,
    });
  });

  it('counts from the earliest where a fact is recorded twice', () => {
    const facts = [
      fact('late', 'aware', '2026-06-06T15:20:00Z'),
      fact('early', 'aware', '2026-06-05T15:20:00Z'),
    ];
    const [clock] = deriveClocks({
      regime: regimeById('EU-GDPR-33'),
      determination: applicable(),
      facts,
      fulfilled: [],
    });
    expect(clock!.factId).toBe('early');
    expect(dueOf(clock, 'Europe/Brussels')).toBe('2026-06-08T17:20');
  });

  it('starts only the stages that were chosen, and the next one when the first is fulfilled', () => {
    const determination = applicable(['initial_cybersecurity', 'intermediate', 'final']);
    const facts = [fact('f', 'model_involvement_aware', '2026-06-05T09:00:00Z')];
    const before = deriveClocks({ regime: GPAI, determination, facts, fulfilled: [] });
    expect(before.map((clock) => clock.stage)).toEqual(['initial_cybersecurity']);
    const fulfilled = [done('o1', 'initial_cybersecurity', '2026-06-10T09:00:00Z')];
    const after = deriveClocks({ regime: GPAI, determination, facts, fulfilled });
    expect(after).toMatchObject([{ stage: 'intermediate', occurrence: 1, afterId: 'o1' }]);
    expect(dueOf(after[0], GPAI.zone)).toBe('2026-07-08T23:59');
  });

  it('recurs every four weeks until the incident is resolved, then asks for the final report', () => {
    const determination = applicable(['initial_cybersecurity', 'intermediate', 'final']);
    const facts = [fact('f', 'model_involvement_aware', '2026-06-05T09:00:00Z')];
    const fulfilled = [
      done('o1', 'initial_cybersecurity', '2026-06-10T09:00:00Z'),
      done('o2', 'intermediate', '2026-07-01T09:00:00Z'),
    ];
    const again = deriveClocks({ regime: GPAI, determination, facts, fulfilled });
    expect(again).toMatchObject([{ stage: 'intermediate', occurrence: 2, afterId: 'o2' }]);
    const resolved = [...facts, fact('r', 'resolved', '2026-07-10T09:00:00Z')];
    const last = deriveClocks({ regime: GPAI, determination, facts: resolved, fulfilled });
    expect(last).toMatchObject([{ stage: 'final', factId: 'r' }]);
    expect(dueOf(last[0], GPAI.zone)).toBe('2026-09-08T23:59');
  });

  it('runs the outer limit of DORA before the incident is classified', () => {
    const facts = [fact('a', 'aware', '2026-06-09T06:00:00Z')];
    const [clock] = deriveClocks({
      regime: regimeById('EU-DORA-19'),
      determination: applicable(),
      facts,
      fulfilled: [],
    });
    expect(clock!.factId).toBe('a');
    expect(dueOf(clock, 'Europe/Brussels')).toBe('2026-06-10T08:00');
  });

  it('makes a target date due at the end of its civil day, in the zone of the recipient', () => {
    const regime = regimeById('US-CONGRESS-VOL');
    const determination = { result: 'voluntary' as const, targetDate: '2026-06-10', stages: null };
    const [clock] = deriveClocks({ regime, determination, facts: [], fulfilled: [] });
    expect(clock!.deadline!.dueStatutory.toISOString()).toBe('2026-06-11T03:59:59.000Z');
    expect(
      deriveClocks({
        regime,
        determination,
        facts: [],
        fulfilled: [done('o', 'target', '2026-06-10T15:00:00Z')],
      }),
    ).toEqual([]);
  });
});
