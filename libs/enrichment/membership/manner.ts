import { type Binned, EvidenceModel } from './evidence-model';

/** What an account is after and when it works: strangers share prompts, cards and networks, but not all of these too. */
const MANNER: ReadonlySet<string> = new Set(['capabilities', 'rhythm', 'schedule']);

/** Part of everybody else that must be unlike the case before manner tells anything. */
const TELLS_FROM = 0.5;
/** Named accounts below which their manner is that of one or two people, not of a campaign. */
const NAMED_AT_LEAST = 8;

type Bins = Pick<Binned, 'bins'>;

/** Whether accounts behave as those of the case do. */
export interface Manner {
  /** Whether the case is so much of its own kind that others can be told from it. */
  tells: boolean;
  /** Whether the account did enough to show its manner. */
  isTold(account: Bins): boolean;
  /** Nearer to everybody else than to the case, by what it shows. */
  isUnlike(account: Bins): boolean;
  /** Part of the accounts outside the case that are, of those that show theirs. */
  unlikeElsewhere: number;
}

/** Learns the manner of the case from the accounts that detectors named, whatever was found since. */
export function mannerOf(
  listed: readonly (Binned & { isInside: boolean })[],
  others: readonly Binned[],
): Manner {
  const inside = together(
    listed.filter(({ isInside }) => isInside),
    true,
  );
  const outside = together([...listed.filter(({ isInside }) => !isInside), ...others], false);
  const model = new EvidenceModel([...inside, ...outside]);
  const said = ({ bins }: Bins): { name: string; weight: number }[] =>
    model
      .assess(bins)
      .said.flatMap(({ trait: { name }, weight }) => (MANNER.has(name) ? [{ name, weight }] : []));
  // Trait by trait, since not everybody did enough to show them all.
  const halfway = new Map(
    [...MANNER].map((name) => [name, (meanOf(inside, said, name) + meanOf(outside, said, name)) / 2]),
  );
  const isTold = (account: Bins): boolean => said(account).length > 0;
  const isUnlike = (account: Bins): boolean =>
    said(account).reduce((sum, { name, weight }) => sum + weight - halfway.get(name)!, 0) < 0;
  const told = outside.filter(isTold);
  const unlikeElsewhere = countOf(told.filter(isUnlike)) / Math.max(1, countOf(told));
  const tells = countOf(inside.filter(isTold)) >= NAMED_AT_LEAST && unlikeElsewhere >= TELLS_FROM;
  return { tells, isTold, isUnlike, unlikeElsewhere };
}

/** Accounts of the same bins as one: there are few different ones. */
function together(accounts: readonly Binned[], isInCore: boolean): Binned[] {
  const groups = new Map<string, Binned>();
  for (const { bins, accounts: n } of accounts) {
    const key = bins.join();
    const group = groups.get(key);
    if (group) group.accounts += n;
    else groups.set(key, { bins, accounts: n, isInCore });
  }
  return [...groups.values()];
}

const countOf = (accounts: readonly Binned[]): number =>
  accounts.reduce((sum, each) => sum + each.accounts, 0);

/** The mean weight of a trait over the accounts that show it. */
function meanOf(
  accounts: readonly Binned[],
  said: (account: Bins) => { name: string; weight: number }[],
  trait: string,
): number {
  let sum = 0;
  let count = 0;
  for (const account of accounts) {
    const shown = said(account).find(({ name }) => name === trait);
    if (!shown) continue;
    sum += account.accounts * shown.weight;
    count += account.accounts;
  }
  return sum / Math.max(1, count);
}
