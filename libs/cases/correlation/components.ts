import type { Explanation } from '../alerts/case-alert.entity';
import { type CorrelationRule, LINK_THRESHOLD } from './correlation.rules';

/**
 * Someone holds a value that others hold too: an alert without a case (no `caseId`), an alert of a case (both), or,
 * where one value suffices to link, the case itself (no `alertId`).
 */
export interface Holding {
  kind: string;
  value: string;
  alertId: string | null;
  caseId: string | null;
}

/** What belongs together: cases there are, and alerts that have none yet, each with the reason why. */
export interface Group {
  /** Sorted. */
  caseIds: string[];
  /** Sorted by id. */
  alerts: { id: string; explanation: Explanation }[];
}

const EXAMPLES = 5;
const NEVER = 0;

/**
 * The connected components of "shares values worth the threshold", less those that ask for nothing.
 * The outcome does not depend on the order of `holdings`; more holdings can only join groups, never part them, so
 * jobs may see the alerts in any portions.
 */
export function groupHoldings(holdings: readonly Holding[], rules: readonly CorrelationRule[]): Group[] {
  const nodes = new Nodes(holdings);
  const weights = new Map(rules.map((rule) => [rule.kind, rule.weight]));
  const values = [...byValue(holdings)].filter(([, held]) => held.length > 1);
  const weak: { weight: number; holders: number[] }[] = [];
  for (const [, held] of values) {
    const weight = weights.get(held[0]!.kind) ?? NEVER;
    const holders = held.map((holding) => nodes.of(holding));
    if (weight >= LINK_THRESHOLD) for (const holder of holders) nodes.join(holders[0]!, holder);
    else if (weight > NEVER) weak.push({ weight, holders });
  }
  joinByScore(nodes, weak);
  return toGroups(nodes, values);
}

/** Adds up what every two alerts share, one alert at a time, so that memory does not grow with the pairs. */
function joinByScore(nodes: Nodes, values: readonly { weight: number; holders: number[] }[]): void {
  const held = new Map<number, { weight: number; holders: number[] }[]>();
  for (const value of values) for (const holder of value.holders) push(held, holder, value);
  const score = new Uint32Array(nodes.size);
  for (const [one, its] of held) {
    const touched: number[] = [];
    for (const { weight, holders } of its) {
      for (const other of holders) {
        if (other <= one) continue;
        if (score[other] === 0) touched.push(other);
        score[other]! += weight;
      }
    }
    for (const other of touched) {
      if (score[other]! >= LINK_THRESHOLD) nodes.join(one, other);
      score[other] = 0;
    }
  }
}

function toGroups(nodes: Nodes, values: readonly (readonly [string, Holding[]])[]): Group[] {
  const explanations = explain(nodes, values);
  const groups = new Map<number, { caseIds: Set<string>; alertIds: Set<string> }>();
  for (const node of nodes.all()) {
    const root = nodes.root(node.index);
    const group = groups.get(root) ?? { caseIds: new Set<string>(), alertIds: new Set<string>() };
    groups.set(root, group);
    (node.isCase ? group.caseIds : group.alertIds).add(node.id);
  }
  return [...groups.values()]
    .filter(
      ({ caseIds, alertIds }) => caseIds.size > 1 || (alertIds.size > 0 && caseIds.size + alertIds.size > 1),
    )
    .map(({ caseIds, alertIds }) => ({
      caseIds: [...caseIds].sort(),
      alerts: [...alertIds].sort().map((id) => ({ id, explanation: explanations.get(id) ?? { shared: [] } })),
    }))
    .sort((a, b) => (firstOf(a) < firstOf(b) ? -1 : 1));
}

const firstOf = (group: Group): string => group.alerts[0]?.id ?? group.caseIds[0]!;

/** For each alert without a case: the values that it has in common with others of its component. */
function explain(nodes: Nodes, values: readonly (readonly [string, Holding[]])[]): Map<string, Explanation> {
  const explanations = new Map<string, Explanation>();
  for (const [, held] of [...values].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const members = new Map<number, Set<number>>();
    for (const holding of held) {
      const node = nodes.of(holding);
      const root = nodes.root(node);
      members.set(root, (members.get(root) ?? new Set()).add(node));
    }
    for (const { alertId, caseId, kind, value } of held) {
      if (!alertId || caseId || members.get(nodes.root(nodes.named(alertId)))!.size < 2) continue;
      const explanation = explanations.get(alertId) ?? { shared: [] };
      explanations.set(alertId, explanation);
      const ofKind = explanation.shared.find((shared) => shared.kind === kind);
      if (!ofKind) explanation.shared.push({ kind, count: 1, examples: [value] });
      else {
        ofKind.count += 1;
        if (ofKind.examples.length < EXAMPLES) ofKind.examples.push(value);
      }
    }
  }
  return explanations;
}

function byValue(holdings: readonly Holding[]): Map<string, Holding[]> {
  const held = new Map<string, Holding[]>();
  for (const holding of holdings) push(held, `${holding.kind}\u0000${holding.value}`, holding);
  return held;
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Alerts and cases as small numbers, in disjoint sets; an alert of a case is in its case's set from the start. */
class Nodes {
  private readonly index = new Map<string, number>();
  private readonly ids: { id: string; isCase: boolean; isFree: boolean }[] = [];
  private readonly parent: number[] = [];

  constructor(holdings: readonly Holding[]) {
    for (const { alertId, caseId } of holdings) {
      const theCase = caseId ? this.add(caseId, true, true) : undefined;
      if (!alertId) continue;
      const alert = this.add(alertId, false, !caseId);
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
    return this.named(holding.alertId ?? holding.caseId!);
  }

  named(id: string): number {
    return this.index.get(id)!;
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

  private add(id: string, isCase: boolean, isFree: boolean): number {
    const known = this.index.get(id);
    if (known !== undefined) return known;
    const index = this.ids.push({ id, isCase, isFree }) - 1;
    this.index.set(id, index);
    this.parent.push(index);
    return index;
  }
}
