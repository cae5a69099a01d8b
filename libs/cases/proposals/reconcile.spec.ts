import fc from 'fast-check';
import { groupHoldings, type Holding, sharedValues } from '../correlation/components';
import { isNear, type RuleSet, windowOf } from '../correlation/rule-set';
import { nearCases } from './near-cases';
import { MOST_PROPOSALS, type OpenProposal, pairOf, reconcile } from './reconcile';

const DAY = 86_400_000;
const RULES: RuleSet = {
  version: 4,
  attachAt: 5,
  proposeAt: 3,
  rules: [
    { kind: 'account', points: 5, commonAbove: null, windowDays: null },
    { kind: 'instrument', points: 3, commonAbove: 200, windowDays: null },
    { kind: 'template', points: 2, commonAbove: 200, windowDays: 10 },
    { kind: 'address', points: 1, commonAbove: 200, windowDays: 10 },
  ],
};

const holds = (alertId: string, caseId: string | null, ...values: string[]): Holding[] =>
  values.map((value) => ({ kind: value.split('-')[0]!, value, alertId, caseId, when: [0, 0] }));
const near = (holdings: Holding[], set = RULES) => nearCases(sharedValues(holdings, set), set);

describe('alerts that come near to a case', () => {
  const free = holds('n', null, 'instrument-1', 'address-1', 'address-2');

  it('are scored with the one alert with which they share most, and it is said what they share', () => {
    const found = near([
      ...free,
      ...holds('b', 'C', 'instrument-1'),
      ...holds('a', 'C', 'instrument-1', 'address-2'),
      ...holds('c', 'C', 'address-1', 'address-2'),
      ...holds('d', 'D', 'address-1', 'address-2'),
    ]);
    expect([...found.get('n')!]).toEqual([
      [
        'C',
        {
          score: 4,
          nearestAlertId: 'a',
          explanation: {
            rules: 4,
            points: 4,
            shared: [
              { kind: 'address', count: 1, examples: ['address-2'], points: 1 },
              { kind: 'instrument', count: 1, examples: ['instrument-1'], points: 3 },
            ],
          },
        },
      ],
    ]);
  });

  it('are not proposed when they are linked, when there is no case, or when nothing lies between the thresholds', () => {
    const all = [...free, ...holds('a', 'C', 'instrument-1', 'address-1', 'address-2')];
    expect(near(all).size).toBe(0);
    expect(near([...free, ...holds('a', null, 'instrument-1')]).size).toBe(0);
    const three = [...free, ...holds('a', 'C', 'instrument-1')];
    expect(near(three).size).toBe(1);
    expect(near(three, { ...RULES, proposeAt: 5 }).size).toBe(0);
  });

  it('are proposed for a few cases, of equally near ones for the older', () => {
    const cases = Array.from({ length: 8 }, (_, i) => `C${i}`);
    const found = near([...free, ...cases.flatMap((id) => holds(`of-${id}`, id, 'instrument-1'))]);
    const o = { exact: new Set(['n']), barred: new Set([pairOf('n', 'C0')]) };
    const { raise } = reconcile(found, [], o);
    expect(raise.map(({ caseId }) => caseId)).toEqual(cases.slice(1, 1 + MOST_PROPOSALS));
    const open = raise.map((one, i) => ({ ...one, id: String(i) }));
    expect(reconcile(found, open, o)).toEqual({ raise: [], rescore: [], supersede: [] });
  });

  it('stay proposed for what was seen before only when not everything was looked at', () => {
    const explanation = { rules: 1, points: 3, shared: [] };
    const open: OpenProposal[] = [{ id: '1', alertId: 'n', caseId: 'C', score: 3, explanation }];
    const barred = new Set<string>();
    expect(reconcile(new Map(), open, { exact: new Set(), barred }).supersede).toEqual([]);
    expect(reconcile(new Map(), open, { exact: new Set(['n']), barred }).supersede).toEqual(open);
  });

  // Few accounts and many weak values, so that some alerts are linked and others only come near.
  const someAlerts = fc.array(
    fc.oneof(
      { weight: 1, arbitrary: row('account', 6) },
      { weight: 2, arbitrary: row('instrument', 5) },
      { weight: 2, arbitrary: row('template', 4) },
      { weight: 2, arbitrary: row('address', 4) },
    ),
    { minLength: 18, maxLength: 40, size: 'max' },
  );
  const someDays = fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 11, maxLength: 11 });
  const someOrder = (): fc.Arbitrary<number[][]> =>
    fc
      .tuple(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { minLength: 11 }),
        fc.array(fc.integer({ min: 1, max: 11 }), { minLength: 11, maxLength: 11 }),
      )
      .map(([order, sizes]) => {
        const portions: number[][] = [];
        for (let at = 0; at < order.length; at += sizes[portions.length - 1]!)
          portions.push(order.slice(at, at + sizes[portions.length]!));
        return portions;
      });

  it('are the same in the end in whatever order and portions alerts arrive, windows and bands included', () => {
    fc.assert(
      fc.property(someAlerts, someDays, someOrder(), someOrder(), (rows, days, one, other) => {
        const store = new Store(rows, days);
        const end = store.receive(one);
        expect(new Store(rows, days).receive(other)).toEqual(end);
        expect(end).toEqual(store.byBruteForce());
        // Looked at again, nothing changes.
        expect(store.receive(other)).toEqual(end);
      }),
      { numRuns: 400 },
    );
  });
});

/** That one of eleven alerts, fewer than would make more cases than one alert is proposed for, holds a value. */
function row(kind: string, values: number) {
  return fc.record({
    alert: fc.integer({ min: 0, max: 10 }),
    kind: fc.constant(kind),
    value: fc.integer({ min: 0, max: values }),
  });
}

/** Correlation in memory: what jobs do with the record, in as few words as it can be said. */
class Store {
  private readonly holdings: Holding[];
  private readonly arrived = new Set<string>();
  private readonly caseOf = new Map<string, string>();
  private open: OpenProposal[] = [];
  private next = 0;

  constructor(rows: { alert: number; kind: string; value: number }[], days: number[]) {
    const unique = new Map(rows.map((row) => [JSON.stringify(row), row]));
    this.holdings = [...unique.values()].map(({ alert, kind, value }) => ({
      kind,
      value: `${kind}-${value}`,
      alertId: `a${String(alert).padStart(2, '0')}`,
      caseId: null,
      when: [days[alert]! * DAY, days[alert]! * DAY],
    }));
  }

  /** Open proposals by the alerts of their case, with their points. */
  receive(portions: number[][]): string[] {
    for (const portion of portions) this.look(portion.map((n) => `a${String(n).padStart(2, '0')}`));
    return this.shown(this.open);
  }

  byBruteForce(): string[] {
    const found: Pick<OpenProposal, 'alertId' | 'caseId' | 'score'>[] = [];
    for (const alertId of this.arrived) {
      if (this.caseOf.has(alertId)) continue;
      for (const caseId of new Set(this.caseOf.values())) {
        const scores = [...this.caseOf].flatMap(([other, its]) =>
          its === caseId ? [this.score(alertId, other)] : [],
        );
        const score = Math.max(...scores);
        if (score >= RULES.proposeAt && score < RULES.attachAt) found.push({ alertId, caseId, score });
      }
    }
    return this.shown(found);
  }

  private look(asked: string[]): void {
    for (const id of asked) this.arrived.add(id);
    const first = this.shared(asked);
    const groups = groupHoldings(first, RULES);
    for (const { caseIds, alerts } of groups) {
      const target = caseIds[0] ?? `C${this.next++}`;
      for (const [alertId, caseId] of this.caseOf)
        if (caseIds.includes(caseId)) this.caseOf.set(alertId, target);
      for (const { id } of alerts) this.caseOf.set(id, target);
      this.carry(caseIds.slice(1), target);
    }
    this.open = this.open.filter(({ alertId }) => !this.caseOf.has(alertId));
    const seen = [...new Set([...asked, ...groups.flatMap(({ alerts }) => alerts.map(({ id }) => id))])];
    const found = nearCases(sharedValues(this.shared(seen), RULES), RULES);
    const touched = new Set([...found.keys(), ...seen]);
    const standing = this.open.filter(({ alertId }) => touched.has(alertId));
    const changes = reconcile(found, standing, { exact: new Set(seen), barred: new Set() });
    const ended = new Set([...changes.supersede, ...changes.rescore].map(({ id }) => id));
    this.open = [
      ...this.open.filter(({ id }) => !ended.has(id)),
      ...changes.rescore,
      ...changes.raise.map((one) => ({ ...one, id: String(this.next++) })),
    ];
  }

  private carry(from: string[], into: string): void {
    for (const proposal of this.open) {
      if (!from.includes(proposal.caseId)) continue;
      this.open = this.open.filter((one) => one !== proposal);
      const known = this.open.find((one) => one.alertId === proposal.alertId && one.caseId === into);
      if (!known) this.open.push({ ...proposal, caseId: into });
      else known.score = Math.max(known.score, proposal.score);
    }
  }

  private shared(asked: string[]): Holding[] {
    const arrived = this.holdings.filter(({ alertId }) => this.arrived.has(alertId!));
    const values = new Set(
      arrived.filter(({ alertId }) => asked.includes(alertId!)).map(({ value }) => value),
    );
    return arrived
      .filter(({ value }) => values.has(value))
      .map((holding) => ({ ...holding, caseId: this.caseOf.get(holding.alertId!) ?? null }));
  }

  private score(one: string, other: string): number {
    const of = (id: string): Holding[] => this.holdings.filter(({ alertId }) => alertId === id);
    return of(one).reduce((sum, mine) => {
      const theirs = of(other).find(({ value }) => value === mine.value);
      const rule = RULES.rules.find(({ kind }) => kind === mine.kind)!;
      return theirs && isNear(mine.when, theirs.when, windowOf(rule)) ? sum + rule.points : sum;
    }, 0);
  }

  private shown(proposals: readonly Pick<OpenProposal, 'alertId' | 'caseId' | 'score'>[]): string[] {
    return proposals
      .map(({ alertId, caseId, score }) => {
        const alerts = [...this.caseOf].flatMap(([id, its]) => (its === caseId ? [id] : []));
        return `${alertId} for ${alerts.sort().join('+')}: ${score}`;
      })
      .sort();
  }
}
