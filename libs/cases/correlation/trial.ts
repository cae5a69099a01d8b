import { type Interval, isNear, type RuleSet, windowOf } from './rule-set';

/** What correlation does with an alert: link it to a case or another alert, propose it for a case, or nothing. */
export const OUTCOMES = ['attached', 'proposed', 'leftAlone'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** An alert and what it reports on. */
export interface Timed {
  id: string;
  when: Interval;
}

/** An alert that holds a value. */
export interface Holder {
  kind: string;
  value: string;
  alertId: string;
  caseId: string | null;
  /** Whether correlation looks at it; a value is common by all who hold it. */
  counts: boolean;
  when: Interval;
}

/** What would be done with each of these alerts if it arrived now and found all others as they are. */
export function outcomesOf(
  alerts: readonly Timed[],
  own: readonly { alertId: string; kind: string; value: string }[],
  holders: readonly Holder[],
  set: RuleSet,
): Map<string, Outcome> {
  const held = groupBy(holders, valueKey);
  const values = groupBy(own, ({ alertId }) => alertId);
  const rules = new Map<string, RuleSet['rules'][number]>(set.rules.map((rule) => [rule.kind, rule]));
  const outcomes = new Map<string, Outcome>();
  for (const { id, when } of alerts) {
    const score = new Map<string, { points: number; hasCase: boolean }>();
    for (const one of values.get(id) ?? []) {
      const rule = rules.get(one.kind);
      const others = held.get(valueKey(one)) ?? [];
      if (!rule || (rule.commonAbove !== null && others.length > rule.commonAbove)) continue;
      for (const other of others) {
        if (other.alertId === id || !other.counts || !isNear(when, other.when, windowOf(rule))) continue;
        const points = (score.get(other.alertId)?.points ?? 0) + rule.points;
        score.set(other.alertId, { points, hasCase: other.caseId !== null });
      }
    }
    const best = (among: readonly { points: number }[]): number =>
      among.reduce((most, { points }) => Math.max(most, points), 0);
    const all = [...score.values()];
    const isAttached = best(all) >= set.attachAt;
    const isProposed = best(all.filter(({ hasCase }) => hasCase)) >= set.proposeAt;
    outcomes.set(id, isAttached ? 'attached' : isProposed ? 'proposed' : 'leftAlone');
  }
  return outcomes;
}

const valueKey = ({ kind, value }: { kind: string; value: string }): string => `${kind}\u0000${value}`;

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
