import fc from 'fast-check';
import { type AlertAct, actOn, ACTS_OF_STAGE, allowedActs, type Standing, tryAct } from './alert-act';
import { ALERT_STAGES } from '../alert-stage';

const now = new Date('2026-06-01T08:00:00Z');
const fresh: Standing = {
  id: 'a1',
  stage: 'New',
  assigneeId: null,
  snoozedUntil: null,
  queueId: 'q1',
  resolution: null,
  summary: null,
  inProgressAt: null,
  closedAt: null,
  staffTags: [],
};
const close = { act: 'transition', stage: 'Closed', resolution: 'FalsePositive', summary: 'A test' } as const;

const anAct: fc.Arbitrary<AlertAct> = fc.oneof(
  fc.record({ act: fc.constant('assign' as const), assigneeId: fc.constantFrom('p1', 'p2') }),
  fc.record({ act: fc.constant('take' as const), assigneeId: fc.constantFrom('p1', 'p2') }),
  fc.constant({ act: 'release' as const }),
  fc.record({ act: fc.constant('snooze' as const), until: fc.constantFrom(new Date(2e12), new Date(3e12)) }),
  fc.constant({ act: 'wake' as const }),
  fc.record({ act: fc.constant('move' as const), queueId: fc.constantFrom('q1', 'q2') }),
  fc.constantFrom<AlertAct>({ act: 'transition', stage: 'InProgress' }, close),
  fc.record({
    act: fc.constant('tag' as const),
    add: fc.subarray(['a', 'b', 'c']),
    remove: fc.subarray(['d', 'e']),
  }),
);

describe('acts on alerts', () => {
  it('keep the rules of a row whatever is done in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anAct, { maxLength: 40 }), (acts) => {
        let alert = fresh;
        acts.forEach((act, step) => {
          const before = alert;
          const at = new Date(now.getTime() + step * 60_000);
          const result = tryAct(before, act, at);
          if (result.outcome !== 'refused') alert = result.alert;
          if (result.outcome === 'unchanged') expect(alert).toEqual(before);
          expect(alert.stage === 'Closed').toBe(alert.resolution !== null);
          expect(alert.stage === 'Closed').toBe(alert.summary !== null);
          if (alert.snoozedUntil) expect(['New', 'InProgress']).toContain(alert.stage);
          expect(ALERT_STAGES.filter((stage) => stage !== 'Imported')).toContain(alert.stage);
          for (const first of ['inProgressAt', 'closedAt'] as const)
            if (before[first]) expect(alert[first]).toEqual(before[first]);
        });
      }),
    );
  });

  it('offer exactly what they do not refuse for the stage', () => {
    for (const stage of ALERT_STAGES) {
      const alert = { ...fresh, stage };
      expect(ACTS_OF_STAGE[stage]).toEqual(expect.arrayContaining(allowedActs(alert)));
    }
    expect(allowedActs(fresh)).toEqual(['assign', 'take', 'snooze', 'move', 'transition', 'tag']);
    expect(allowedActs({ ...fresh, assigneeId: 'p1', snoozedUntil: now })).toContain('wake');
    expect(allowedActs({ ...fresh, stage: 'Imported' })).toEqual(['tag']);
    expect(() => actOn({ ...fresh, stage: 'Imported' }, { act: 'release' }, now)).toThrow('Imported');
  });

  it('give an alert to the first who takes it, and to anybody who is assigned it', () => {
    const taken = actOn(fresh, { act: 'take', assigneeId: 'p1' }, now);
    expect(tryAct(taken, { act: 'take', assigneeId: 'p1' }, now).outcome).toBe('unchanged');
    expect(() => actOn(taken, { act: 'take', assigneeId: 'p2' }, now)).toThrow('Somebody else');
    expect(actOn(taken, { act: 'assign', assigneeId: 'p2' }, now).assigneeId).toBe('p2');
  });

  it('end a snooze with the closing', () => {
    const open = actOn(fresh, { act: 'transition', stage: 'InProgress' }, now);
    const snoozed = actOn(open, { act: 'snooze', until: new Date(2e12) }, now);
    expect(actOn(snoozed, close, now)).toMatchObject({ stage: 'Closed', snoozedUntil: null });
  });
});
