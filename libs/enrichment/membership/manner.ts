import { type Binned, EvidenceModel, TRAITS } from './evidence-model';

/** What an account is after and when it works: strangers share prompts, cards and networks, but not all of these too. */
const MANNER: ReadonlySet<string> = new Set(['capabilities', 'rhythm', 'schedule']);

/** Part of everybody else that must be unlike the case before manner tells anything. */
const TELLS_FROM = 0.5;

/** Whether accounts behave as those of the case do. */
export interface Manner {
  /** Whether the case is so much of its own kind that others can be told from it. */
  tells: boolean;
  /** Nearer to everybody else than to the case. */
  isUnlike(account: Pick<Binned, 'bins'>): boolean;
  /** Part of the accounts outside the case that are. */
  unlikeElsewhere: number;
}

/** Learns the manner of the case from the accounts that detectors named, whatever was found since. */
export function mannerOf(
  listed: readonly (Binned & { isInside: boolean })[],
  others: readonly Binned[],
): Manner {
  const model = new EvidenceModel([
    ...listed.map((account) => ({ ...account, isInCore: account.isInside })),
    ...others.map((group) => ({ ...group, isInCore: false })),
  ]);
  const weigh = ({ bins }: Pick<Binned, 'bins'>): number =>
    model
      .assess(bins)
      .said.reduce((sum, { trait, weight }) => (MANNER.has(trait.name) ? sum + weight : sum), 0);
  const inside = listed.filter(({ isInside }) => isInside);
  const outside = [...listed.filter(({ isInside }) => !isInside), ...others];
  const middle = (median(inside, weigh) + median(outside, weigh)) / 2;
  const isUnlike = (account: Pick<Binned, 'bins'>): boolean => weigh(account) < middle;
  const count = (accounts: readonly Binned[]): number =>
    accounts.reduce((sum, each) => sum + each.accounts, 0);
  const unlikeElsewhere = count(outside.filter(isUnlike)) / Math.max(1, count(outside));
  return { tells: unlikeElsewhere >= TELLS_FROM, isUnlike, unlikeElsewhere };
}

/** The value of the middle account. */
function median(accounts: readonly Binned[], valueOf: (account: Binned) => number): number {
  const valued = accounts
    .map((account) => [valueOf(account), account.accounts] as const)
    .toSorted(([a], [b]) => a - b);
  const half = valued.reduce((sum, [, n]) => sum + n, 0) / 2;
  let before = 0;
  for (const [value, n] of valued) if ((before += n) >= half) return value;
  return 0;
}
