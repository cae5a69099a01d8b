import type { AnalyzerName } from './analyzer';
import { ANALYZERS } from './analyzers';
import { readyAfter, urgencyOf } from './step-order';

describe('The order of analyzers', () => {
  it('begins with what others wait for', () => {
    const first = readyAfter(ANALYZERS, new Set());
    expect(first[0]).toBe('shared-infrastructure');
    expect(first).toContain('account-totals');
    expect(first).not.toContain('membership');
  });

  it.each([
    ['in order', (ready: AnalyzerName[]) => ready.shift()!],
    ['the other way round', (ready: AnalyzerName[]) => ready.pop()!],
  ])('sends each once, after what it needs, when they end %s', (_, next) => {
    const ready = readyAfter(ANALYZERS, new Set());
    const ended = new Set<AnalyzerName>();
    const sent = [...ready];
    while (ready.length > 0) {
      const last = next(ready);
      ended.add(last);
      const more = readyAfter(ANALYZERS, ended, last);
      ready.push(...more);
      sent.push(...more);
      for (const name of more)
        expect(ANALYZERS.find((each) => each.name === name)!.needs.every((need) => ended.has(need))).toBe(
          true,
        );
    }
    expect(sent.toSorted()).toEqual(ANALYZERS.map(({ name }) => name).toSorted());
  });

  it('puts first what people look at, then the longest chain of needs', () => {
    const at = (urgency: number): AnalyzerName[] =>
      ANALYZERS.map(({ name }) => name).filter((name) => urgencyOf(ANALYZERS, name) === urgency);
    expect(at(1)).toEqual(['account-totals']);
    expect(at(2)).toEqual([
      'shared-infrastructure',
      'synchronised-timing',
      'lifecycle',
      'membership',
      'clusters',
      'cover-traffic',
      'displacement',
    ]);
    expect(at(3)).toEqual(['daily-timeline', 'capability-focus', 'model-shift', 'value']);
  });
});
