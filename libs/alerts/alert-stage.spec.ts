import { assertTransition, IllegalTransitionError } from '@app/platform';
import { ALERT_STAGES, ALERT_TRANSITIONS, type AlertStage } from './alert-stage';

const LEGAL = new Set([
  'New → InProgress',
  'New → Imported',
  'InProgress → Imported',
  'InProgress → Closed',
  'Closed → InProgress',
]);
const PAIRS = ALERT_STAGES.flatMap((from) => ALERT_STAGES.map((to): [AlertStage, AlertStage] => [from, to]));

describe('the stages of an alert', () => {
  it.each(PAIRS)('from %s to %s is possible exactly where it should be', (from, to) => {
    const move = (): void => assertTransition(ALERT_TRANSITIONS, from, to);
    if (LEGAL.has(`${from} → ${to}`)) expect(move).not.toThrow();
    else expect(move).toThrow(IllegalTransitionError);
  });

  it('lead from New to every other', () => {
    const reached = new Set<AlertStage>(['New']);
    for (const stage of reached) for (const next of ALERT_TRANSITIONS[stage]) reached.add(next);
    expect([...reached].sort()).toEqual([...ALERT_STAGES].sort());
  });
});
