import {
  type CorrelationRule,
  type Explanation,
  explainBy,
  type Interval,
  isNear,
  type RuleSet,
  windowOf,
} from './rule-set';

/**
 * Someone holds a value that others hold too: an alert without a case (no `caseId`), an alert of a case (both), or,
 * where one value links alone, the case itself (no `alertId`).
 */
export interface Holding {
  kind: string;
  value: string;
  alertId: string | null;
  caseId: string | null;
  /** What the alert reports on; null for the case itself. */
  when: Interval | null;
}

/** A value and who holds it. */
export interface HeldValue {
  rule: CorrelationRule;
  value: string;
  held: Holding[];
}

/** What belongs together: cases there are, and alerts that have none yet, each with the reason why. */
export interface Group {
  /** Sorted. */
  caseIds: string[];
  /** Sorted by id. */
  alerts: { id: string; explanation: Explanation }[];
}

/** A value that alone is too weak to link. */
interface WeakValue {
  points: number;
  window: number;
  holders: number[];
}

/**
 * The connected components of "shares values worth the threshold", less those that ask for nothing.
 * The outcome does not depend on the order of `holdings`; more holdings can only join groups, never part them, so
 * jobs may see the alerts in any portions.
 */
export function groupHoldings(holdings: readonly Holding[], set: RuleSet): Group[] {
  const nodes = new Nodes(holdings);
  const values = sharedValues(holdings, set);
  const weak: WeakValue[] = [];
  for (const { rule, held } of values) {
    const window = windowOf(rule);
    if (rule.points >= set.attachAt) joinNear(nodes, held, window);
    else weak.push({ points: rule.points, window, holders: held.map((holding) => nodes.of(holding)) });
  }
  joinByScore(nodes, weak, set.attachAt);
  return toGroups(nodes, values, set);
}

/** The values that several hold and that a rule is about, in order of kind and value. */
export function sharedValues(holdings: readonly Holding[], set: RuleSet): HeldValue[] {
  const rules = new Map<string, CorrelationRule>(set.rules.map((rule) => [rule.kind, rule]));
  const values = new Map<string, HeldValue>();
  for (const holding of holdings) {
    const key = `${holding.kind}\u0000${holding.value}`;
    const known = values.get(key);
    if (known) known.held.push(holding);
    else {
      const rule = rules.get(holding.kind);
      if (rule) values.set(key, { rule, value: holding.value, held: [holding] });
    }
  }
  return [...values]
    .filter(([, { held }]) => held.length > 1)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value);
}

/** Joins holders of one value, each to whoever is near to it: in order of time, the one that reaches furthest so far. */
function joinNear(nodes: Nodes, held: readonly Holding[], window: number): void {
  const inOrder = window === Infinity ? held : byStart(held);
  let furthest = inOrder[0]!;
  for (const holding of inOrder) {
    if (isNear(furthest.when, holding.when, window)) nodes.join(nodes.of(furthest), nodes.of(holding));
    if (holding.when && furthest.when && holding.when[1] > furthest.when[1]) furthest = holding;
  }
}

/** Adds up what every two alerts share, one alert at a time, so that memory does not grow with the pairs. */
function joinByScore(nodes: Nodes, values: readonly WeakValue[], threshold: number): void {
  const held = new Map<number, WeakValue[]>();
  for (const value of values) for (const holder of value.holders) push(held, holder, value);
  const score = new Uint32Array(nodes.size);
  for (const [one, its] of held) {
    const touched: number[] = [];
    for (const { points, window, holders } of its) {
      for (const other of holders) {
        if (other <= one || !isNear(nodes.when(one), nodes.when(other), window)) continue;
        if (score[other] === 0) touched.push(other);
        score[other]! += points;
      }
    }
    for (const other of touched) {
      if (score[other]! >= threshold) nodes.join(one, other);
      score[other] = 0;
    }
  }
}

function toGroups(nodes: Nodes, values: readonly HeldValue[], set: RuleSet): Group[] {
  const explanations = explain(nodes, values, set);
  const groups = new Map<number, { caseIds: Set<string>; alertIds: Set<string> }>();
  for (const node of nodes.all()) {
    const root = nodes.root(node.index);
    const group = groups.get(root) ?? { caseIds: new Set<string>(), alertIds: new Set<string>() };
    groups.set(root, group);
    (node.isCase ? group.caseIds : group.alertIds).add(node.id);
  }
  const nothing: Explanation = { rules: set.version, points: 0, shared: [] };
  return [...groups.values()]
    .filter(
      ({ caseIds, alertIds }) => caseIds.size > 1 || (alertIds.size > 0 && caseIds.size + alertIds.size > 1),
    )
    .map(({ caseIds, alertIds }) => ({
      caseIds: [...caseIds].sort(),
      alerts: [...alertIds].sort().map((id) => ({ id, explanation: explanations.get(id) ?? nothing })),
    }))
    .sort((a, b) => (firstOf(a) < firstOf(b) ? -1 : 1));
}

const firstOf = (group: Group): string => group.alerts[0]?.id ?? group.caseIds[0]!;

/** For each alert without a case: the values that it has in common with others of its component. */
function explain(nodes: Nodes, values: readonly HeldValue[], set: RuleSet): Map<string, Explanation> {
  const explanations = new Map<string, Explanation>();
  for (const { rule, value, held } of values) {
    const members = new Map<number, Holding[]>();
    for (const holding of held) push(members, nodes.root(nodes.of(holding)), holding);
    for (const holdings of members.values()) {
      for (const { alertId, caseId } of withCompany(holdings, windowOf(rule))) {
        if (!alertId || caseId) continue;
        const explanation = explanations.get(alertId) ?? { rules: set.version, points: 0, shared: [] };
        explanations.set(alertId, explanation);
        explainBy(explanation, rule.kind, value, rule.points);
      }
    }
  }
  return explanations;
}

/** Those of the holders of one value that have another one near. */
function withCompany(holdings: readonly Holding[], window: number): readonly Holding[] {
  if (holdings.length < 2) return [];
  if (window === Infinity) return holdings;
  const inOrder = byStart(holdings);
  let furthest: Holding | undefined;
  return inOrder.filter((holding, i) => {
    const before = furthest;
    const after = inOrder[i + 1];
    if (!before?.when || (holding.when && holding.when[1] > before.when[1])) furthest = holding;
    return (
      (before !== undefined && isNear(before.when, holding.when, window)) ||
      (after !== undefined && isNear(holding.when, after.when, window))
    );
  });
}

const byStart = (held: readonly Holding[]): Holding[] =>
  [...held].sort((a, b) => (a.when?.[0] ?? 0) - (b.when?.[0] ?? 0));

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Alerts and cases as small numbers, in disjoint sets; an alert of a case is in its case's set from the start. */
class Nodes {
  private readonly index = new Map<string, number>();
  private readonly ids: { id: string; isCase: boolean; isFree: boolean; when: Interval | null }[] = [];
  private readonly parent: number[] = [];

  constructor(holdings: readonly Holding[]) {
    for (const { alertId, caseId, when } of holdings) {
      const theCase = caseId ? this.add(caseId, true, true, null) : undefined;
      if (!alertId) continue;
      const alert = this.add(alertId, false, !caseId, when);
      if (theCase !== undefined) this.join(theCase, alert);
    }
  }

  get size(): number {
    return this.ids.length;
  }

  /** Cases, and the alerts that have none. */
  all(): { id: string; index: number; isCase: boolean }[] {
    return this.ids.flatMap(({ id, isCase, isFree }, index) => (isFree ? [{ id, index, isCase }] : []));
  }

  of(holding: Holding): number {
    return this.index.get(holding.alertId ?? holding.caseId!)!;
  }

  when(node: number): Interval | null {
    return this.ids[node]!.when;
  }

  root(node: number): number {
    let at = node;
    while (this.parent[at] !== at) {
      this.parent[at] = this.parent[this.parent[at]!]!;
      at = this.parent[at]!;
    }
    return at;
  }

  join(a: number, b: number): void {
    const [low, high] = [this.root(a), this.root(b)].sort((x, y) => x - y) as [number, number];
    this.parent[high] = low;
  }

  private add(id: string, isCase: boolean, isFree: boolean, when: Interval | null): number {
    const known = this.index.get(id);
    if (known !== undefined) return known;
    const index = this.ids.push({ id, isCase, isFree, when }) - 1;
    this.index.set(id, index);
    this.parent.push(index);
    return index;
  }
}
