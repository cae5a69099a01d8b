import type { HeldValue, Holding } from '../correlation/components';
import { type Explanation, explainBy, isNear, type RuleSet, windowOf } from '../correlation/rule-set';

/** How near an alert without a case is to a case: the most that it shares with any one alert of it. */
export interface Near {
  score: number;
  /** The alert of the case with which it shares so much; of several the one that arrived first. */
  nearestAlertId: string;
  explanation: Explanation;
}

/** By alert, by case. */
export type NearCases = Map<string, Map<string, Near>>;

/**
 * For every alert without a case the cases that it is near enough to be proposed for, and not so near as to be linked.
 * The points of two alerts add up, those of a case's different alerts do not, as in linking.
 */
export function nearCases(values: readonly HeldValue[], set: RuleSet): NearCases {
  const found: NearCases = new Map();
  if (set.proposeAt >= set.attachAt) return found;
  const held = new Map<string, { value: HeldValue; own: Holding }[]>();
  for (const value of values) {
    if (value.held.every(({ caseId }) => !caseId)) continue;
    for (const own of value.held) {
      if (!own.alertId || own.caseId) continue;
      const its = held.get(own.alertId);
      if (its) its.push({ value, own });
      else held.set(own.alertId, [{ value, own }]);
    }
  }
  for (const [alertId, its] of held) {
    const best = new Map<string, { score: number; other: string }>();
    for (const [other, { score, caseId }] of scoresOf(its)) {
      const sofar = best.get(caseId);
      if (!sofar || score > sofar.score || (score === sofar.score && other < sofar.other))
        best.set(caseId, { score, other });
    }
    const near = [...best].filter(([, { score }]) => score >= set.proposeAt && score < set.attachAt);
    if (near.length === 0) continue;
    found.set(
      alertId,
      new Map(
        near.map(([caseId, { score, other }]) => [
          caseId,
          { score, nearestAlertId: other, explanation: explainPair(its, other, set) },
        ]),
      ),
    );
  }
  return found;
}

/** What an alert shares with each alert of a case, or with the case itself where one value links. */
function scoresOf(
  its: readonly { value: HeldValue; own: Holding }[],
): Map<string, { score: number; caseId: string }> {
  const scores = new Map<string, { score: number; caseId: string }>();
  for (const { value, own } of its) {
    for (const { alertId, caseId, when } of value.held) {
      if (!caseId || !isNear(own.when, when, windowOf(value.rule))) continue;
      const other = alertId ?? caseId;
      const sofar = scores.get(other);
      if (sofar) sofar.score += value.rule.points;
      else scores.set(other, { score: value.rule.points, caseId });
    }
  }
  return scores;
}

function explainPair(
  its: readonly { value: HeldValue; own: Holding }[],
  other: string,
  set: RuleSet,
): Explanation {
  const explanation: Explanation = { rules: set.version, points: 0, shared: [] };
  for (const { value, own } of its) {
    const { rule, held } = value;
    if (held.some(({ alertId, when }) => alertId === other && isNear(own.when, when, windowOf(rule))))
      explainBy(explanation, rule.kind, value.value, rule.points);
  }
  return explanation;
}
