import type { AccountVerdict, CandidateRow } from '../evidence-rows';

/** What is said of the accounts of a case and of others. */
export interface Weighed {
  verdicts: AccountVerdict[];
  candidates: CandidateRow[];
}

/**
 * What was said, with those for a person who looked innocent until now: accounts of the case that are to be cleared, and
 * others that are in no tier.
 * @param because why, of accounts of the case; what was said of them before follows
 * @param rows the others, for a person
 */
export function forPerson(
  { verdicts, candidates }: Weighed,
  because: ReadonlyMap<string, readonly string[]>,
  rows: readonly CandidateRow[],
): Weighed {
  const isIn = new Set(
    candidates.filter(({ tier }) => tier !== 'look_alike').map(({ accountId }) => accountId),
  );
  const fresh = rows.filter(({ accountId }) => !isIn.has(accountId));
  const isFresh = new Set(fresh.map(({ accountId }) => accountId));
  return {
    verdicts: verdicts.map((verdict) => {
      const reasons = because.get(verdict.accountId);
      return verdict.suggestion === 'clear' && reasons
        ? { ...verdict, suggestion: 'review', because: [...reasons, ...verdict.because] }
        : verdict;
    }),
    candidates: [...candidates.filter(({ accountId }) => !isFresh.has(accountId)), ...fresh].sort((a, b) =>
      a.accountId < b.accountId ? -1 : 1,
    ),
  };
}
