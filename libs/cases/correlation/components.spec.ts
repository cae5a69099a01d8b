import fc from 'fast-check';
import { groupHoldings, type Group, type Holding } from './components';
import { isNear, type RuleSet, windowOf } from './rule-set';

const DAY = 86_400_000;
const RULES: RuleSet = {
  version: 7,
  attachAt: 5,
  proposeAt: 3,
  rules: [
    { kind: 'account', points: 5, commonAbove: null, windowDays: null },
    { kind: 'instrument', points: 3, commonAbove: 200, windowDays: null },
    { kind: 'template', points: 2, commonAbove: 200, windowDays: 10 },
    { kind: 'address', points: 1, commonAbove: 200, windowDays: 10 },
  ],
};
const alert = (id: string, kind: string, ...values: string[]): Holding[] =>
  values.map((value) => ({ kind, value, alertId: id, caseId: null, when: [0, 0] }));
/** The same, with what it reports on moved by days. */
const later = (days: number, holdings: Holding[]): Holding[] =>
  holdings.map((holding) => ({ ...holding, when: [days * DAY, (days + 1) * DAY] }));
const ofCase = (caseId: string, id: string, kind: string, ...values: string[]): Holding[] =>
  alert(id, kind, ...values).map((holding) => ({ ...holding, caseId }));
const group = (holdings: Holding[], set = RULES): Group[] => groupHoldings(holdings, set);
const members = (groups: Group[]): string[][] =>
  inOrder(groups.map(({ caseIds, alerts }) => [...caseIds, ...alerts.map(({ id }) => id)].sort()));
const inOrder = (sets: string[][]): string[][] => sets.sort(([a], [b]) => (a! < b! ? -1 : 1));

describe('what belongs together', () => {
  it('one account links, one instrument does not, two do', () => {
    expect(members(group([...alert('a', 'account', '1'), ...alert('b', 'account', '1')]))).toEqual([
      ['a', 'b'],
    ]);
    expect(group([...alert('a', 'instrument', '1'), ...alert('b', 'instrument', '1')])).toEqual([]);
    expect(
      members(group([...alert('a', 'instrument', '1', '2'), ...alert('b', 'instrument', '1', '2')])),
    ).toEqual([['a', 'b']]);
  });

  it('adds up kinds between the same two alerts only', () => {
    const a = [...alert('a', 'instrument', '1'), ...alert('a', 'template', 't')];
    expect(members(group([...a, ...alert('b', 'instrument', '1'), ...alert('b', 'template', 't')]))).toEqual([
      ['a', 'b'],
    ]);
    expect(group([...a, ...alert('b', 'instrument', '1'), ...alert('c', 'template', 't')])).toEqual([]);
  });

  it('joins cases that an alert connects, through the case itself or through alerts of it', () => {
    const holdings = [
      { kind: 'account', value: '1', alertId: null, caseId: 'C1', when: null },
      ...alert('a', 'account', '1'),
      ...alert('a', 'address', 'v', 'w', 'x', 'y', 'z'),
      ...ofCase('C2', 'b', 'address', 'v', 'w', 'x', 'y', 'z'),
    ];
    expect(members(group(holdings))).toEqual([['C1', 'C2', 'a']]);
  });

  it('does not link the alerts of a case with each other to explain a newcomer by less than the threshold', () => {
    const half = [...ofCase('C', 'a', 'address', '1', '2', '3'), ...ofCase('C', 'b', 'address', '4', '5')];
    expect(group([...half, ...alert('n', 'address', '1', '2', '3', '4', '5')])).toEqual([]);
  });

  it('says what is shared, by kind, with five examples at most', () => {
    const accounts = ['7', '6', '5', '4', '3', '2', '1'];
    const [only] = group([...alert('a', 'account', ...accounts, '8'), ...alert('b', 'account', ...accounts)]);
    expect(only!.alerts[0]!.explanation).toEqual({
      rules: 7,
      points: 35,
      shared: [{ kind: 'account', count: 7, examples: ['1', '2', '3', '4', '5'], points: 35 }],
    });
  });

  it('a kind with a window counts only between alerts that are near in time, the first and last day included', () => {
    const both = (id: string): Holding[] => [...alert(id, 'instrument', '1'), ...alert(id, 'template', 't')];
    expect(members(group([...both('a'), ...later(10, both('b'))]))).toEqual([['a', 'b']]);
    expect(group([...both('a'), ...later(11, both('b'))])).toEqual([]);
    // The account links at any distance; what is out of the window is not said to be shared.
    const [only] = group([
      ...both('a'),
      ...alert('a', 'account', '1'),
      ...later(11, [...both('b'), ...alert('b', 'account', '1')]),
    ]);
    expect(only!.alerts[0]!.explanation).toMatchObject({
      points: 8,
      shared: [{ kind: 'account' }, { kind: 'instrument' }],
    });
  });

  it('a value that links within a window links a chain of alerts, each near to the one before', () => {
    const set: RuleSet = {
      ...RULES,
      rules: [{ kind: 'template', points: 5, commonAbove: 200, windowDays: 10 }],
    };
    const at = (days: number): Holding[] => later(days, alert(`d${days}`, 'template', 't'));
    expect(members(group([...at(22), ...at(0), ...at(11), ...at(34)], set))).toEqual([['d0', 'd11', 'd22']]);
  });

  const someDays = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 5 }));
  const someRules = fc
    .record({
      attachAt: fc.integer({ min: 2, max: 6 }),
      windows: fc.array(fc.option(fc.integer({ min: 0, max: 20 })), { minLength: 4, maxLength: 4 }),
    })
    .map(({ attachAt, windows }): RuleSet => {
      const rules = RULES.rules.map((rule, i) => ({ ...rule, windowDays: windows[i] ?? null }));
      return { version: 1, attachAt, proposeAt: 2, rules };
    });
  const someHoldings = fc
    .array(
      fc.record({
        kind: fc.constantFrom('account', 'instrument', 'template', 'address', 'fingerprint'),
        value: fc.integer({ min: 0, max: 12 }).map(String),
        alert: fc.integer({ min: 0, max: 14 }),
      }),
      { maxLength: 120 },
    )
    .chain((rows) => fc.tuple(fc.constant(rows), fc.array(someDays, { minLength: 15, maxLength: 15 })))
    .map(([rows, days]) => {
      const unique = new Map(rows.map((row) => [`${row.kind}/${row.value}/${row.alert}`, row]));
      // A third of the alerts stand in one of two cases already.
      return [...unique.values()].map(({ kind, value, alert: n }): Holding => {
        const when = [days[n]![0] * DAY, (days[n]![0] + days[n]![1]) * DAY] as const;
        return { kind, value, alertId: `a${n}`, caseId: n % 3 === 0 ? `C${n % 2}` : null, when };
      });
    });

  it('is the transitive closure of the links between any two alerts, whatever thresholds and windows', () => {
    fc.assert(
      fc.property(someHoldings, someRules, (holdings, set) =>
        expect(members(group(holdings, set))).toEqual(closure(holdings, set)),
      ),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order of what it is given', () => {
    fc.assert(
      fc.property(
        someHoldings.chain((h) => fc.tuple(fc.constant(h), fc.shuffledSubarray(h, { minLength: h.length }))),
        someRules,
        ([holdings, shuffled], set) => expect(group(shuffled, set)).toEqual(group(holdings, set)),
      ),
    );
  });
});

/** The same by brute force: score every pair, then follow the links from each alert. */
function closure(holdings: Holding[], set: RuleSet): string[][] {
  const rules = new Map<string, RuleSet['rules'][number]>(set.rules.map((rule) => [rule.kind, rule]));
  const ids = [
    ...new Set(holdings.flatMap(({ alertId, caseId }) => [alertId!, ...(caseId ? [caseId] : [])])),
  ];
  const caseOf = new Map(holdings.map(({ alertId, caseId }) => [alertId!, caseId]));
  const whenOf = new Map(holdings.map(({ alertId, when }) => [alertId!, when]));
  const has = new Set(holdings.map(({ kind, value, alertId }) => `${alertId}/${kind}/${value}`));
  const linked = (a: string, b: string): boolean => {
    if (caseOf.get(a) === b || caseOf.get(b) === a) return true;
    const score = holdings
      .filter(({ kind, value, alertId }) => alertId === a && has.has(`${b}/${kind}/${value}`))
      .reduce((sum, { kind }) => {
        const rule = rules.get(kind);
        return rule && isNear(whenOf.get(a)!, whenOf.get(b)!, windowOf(rule)) ? sum + rule.points : sum;
      }, 0);
    return score >= set.attachAt;
  };
  const seen = new Set<string>();
  const found: string[][] = [];
  for (const start of ids) {
    if (seen.has(start)) continue;
    const component = [start];
    seen.add(start);
    for (let at = 0; at < component.length; at++) {
      for (const id of ids)
        if (!seen.has(id) && linked(component[at]!, id)) {
          seen.add(id);
          component.push(id);
        }
    }
    const shown = component.filter((id) => !caseOf.get(id));
    const cases = shown.filter((id) => !caseOf.has(id));
    if (cases.length > 1 || (shown.length > cases.length && shown.length > 1)) found.push(shown.sort());
  }
  return inOrder(found);
}
