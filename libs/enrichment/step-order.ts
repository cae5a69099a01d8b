import type { Analyzer, AnalyzerName } from './analyzer';

/**
 * The analyzers that may begin as soon as `last` has ended, now that all of `ended` have; without `last` those that
 * wait for nobody. Of those that are equally urgent the ones on which most others wait come first.
 */
export function readyAfter(
  analyzers: readonly Analyzer[],
  ended: ReadonlySet<AnalyzerName>,
  last?: AnalyzerName,
): AnalyzerName[] {
  const waiting = (name: AnalyzerName): number =>
    analyzers.filter(({ needs }) => needs.includes(name)).length;
  return analyzers
    .filter(({ name, needs }) => !ended.has(name) && needs.every((need) => ended.has(need)))
    .filter(({ needs }) => (last ? needs.includes(last) : needs.length === 0))
    .map(({ name }) => name)
    .toSorted((a, b) => waiting(b) - waiting(a));
}

/**
 * How urgent an analyzer is while others run: 1 is what people look at meanwhile; 2 what is on the longest chain of needs,
 * as long as which a run takes; 3 the rest. Its step goes first in the queue, and the engine lets questions rest that are
 * less urgent than one that it answers.
 */
export function urgencyOf(analyzers: readonly Analyzer[], name: AnalyzerName): 1 | 2 | 3 {
  const named = (of: AnalyzerName): Analyzer => analyzers.find((each) => each.name === of)!;
  const before = (of: AnalyzerName): number =>
    Math.max(0, ...named(of).needs.map((need) => 1 + before(need)));
  const after = (of: AnalyzerName): number =>
    Math.max(0, ...analyzers.filter(({ needs }) => needs.includes(of)).map((each) => 1 + after(each.name)));
  if (named(name).isAwaited) return 1;
  return before(name) + after(name) === Math.max(...analyzers.map((each) => before(each.name))) ? 2 : 3;
}
