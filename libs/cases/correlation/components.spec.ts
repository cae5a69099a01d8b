import fc from 'fast-check';
import { groupHoldings, type Group, type Holding } from './components';
import { CORRELATION_RULES, LINK_THRESHOLD } from './correlation.rules';

const alert = (id: string, kind: string, ...values: string[]): Holding[] =>
  values.map((value) => ({ kind, value, alertId: id, caseId: null }));
const ofCase = (caseId: string, id: string, kind: string, ...values: string[]): Holding[] =>
  alert(id, kind, ...values).map((holding) => ({ ...holding, caseId }));
const group = (holdings: Holding[]): Group[] => groupHoldings(holdings, CORRELATION_RULES);
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
      { kind: 'account', value: '1', alertId: null, caseId: 'C1' },
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
      shared: [{ kind: 'account', count: 7, examples: ['1', '2', '3', '4', '5'] }],
    });
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
    .map((rows) => {
      const unique = new Map(rows.map((row) => [`${row.kind}/${row.value}/${row.alert}`, row]));
      // A third of the alerts stand in one of two cases already.
      return [...unique.values()].map(({ kind, value, alert: n }): Holding => {
        return { kind, value, alertId: `a${n}`, caseId: n % 3 === 0 ? `C${n % 2}` : null };
      });
    });

  it('is the transitive closure of the links between any two alerts', () => {
    fc.assert(
      fc.property(someHoldings, (holdings) => expect(members(group(holdings))).toEqual(closure(holdings))),
    );
  });

  it('does not depend on the order of what it is given', () => {
    fc.assert(
      fc.property(
        someHoldings.chain((h) => fc.tuple(fc.constant(h), fc.shuffledSubarray(h, { minLength: h.length }))),
        ([holdings, shuffled]) => expect(group(shuffled)).toEqual(group(holdings)),
      ),
    );
  });
});

/** The same by brute force: score every pair, then follow the links from each alert. */
function closure(holdings: Holding[]): string[][] {
  const weights = new Map(CORRELATION_RULES.map((rule) => [rule.kind, rule.weight]));
  const ids = [
    ...new Set(holdings.flatMap(({ alertId, caseId }) => [alertId!, ...(caseId ? [caseId] : [])])),
  ];
  const caseOf = new Map(holdings.map(({ alertId, caseId }) => [alertId!, caseId]));
  const has = new Set(holdings.map(({ kind, value, alertId }) => `${alertId}/${kind}/${value}`));
  const linked = (a: string, b: string): boolean => {
    if (caseOf.get(a) === b || caseOf.get(b) === a) return true;
    const score = holdings
      .filter(({ kind, value, alertId }) => alertId === a && has.has(`${b}/${kind}/${value}`))
      .reduce((sum, { kind }) => sum + (weights.get(kind) ?? 0), 0);
    return score >= LINK_THRESHOLD;
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
