import type { Analyzer, AnalyzerName } from './analyzer';

/**
 * The analyzers that may begin as soon as `last` has ended, now that all of `ended` have; without `last` those that
 * wait for nobody. The ones on which most others wait come first, so that these do not wait for what nobody needs.
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
