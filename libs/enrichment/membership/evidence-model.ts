import type { EvidenceFamily } from '../evidence-rows';

/** A trait of accounts, told by a bin; 9 where it cannot be told. */
export interface Trait {
  name: string;
  /** The independent family of evidence that it belongs to. */
  family: EvidenceFamily;
  bins: number;
  /** The most that it can say for, in natural logarithms of odds. */
  most: number;
  /** The most that it can say against; as much as for unless said otherwise. */
  mostAgainst?: number;
}

/**
 * The most that the lack of a tie says against an account, about three to one: each operator of a campaign has networks,
 * software and cards of its own, and detectors name those first who are alike.
 */
const NO_ALIBI = 1;

/** Traits in the order of the bins of a profile. */
export const TRAITS: readonly Trait[] = [
  { name: 'templates', family: 'prompts', bins: 4, most: 5 },
  { name: 'networks', family: 'network', bins: 3, most: 3, mostAgainst: NO_ALIBI },
  { name: 'clients', family: 'client', bins: 3, most: 3, mostAgainst: NO_ALIBI },
  { name: 'schedule', family: 'timing', bins: 3, most: 3 },
  { name: 'capabilities', family: 'capability', bins: 3, most: 2 },
  { name: 'rhythm', family: 'timing', bins: 3, most: 2 },
  { name: 'instrument', family: 'payment', bins: 3, most: 3, mostAgainst: NO_ALIBI },
  { name: 'domain', family: 'identity', bins: 2, most: 2 },
  { name: 'burst', family: 'lifecycle', bins: 2, most: 3 },
];

/** Place of a trait's bin in a profile. */
export const binAt = (name: string): number => TRAITS.findIndex((trait) => trait.name === name);

/** A bin that says nothing. */
export const UNTOLD = 9;
/** Log of odds from which a trait counts as evidence: about three to one. */
export const SPEAKS = 1;

/** Families of evidence that tie an account to others by something that both have. */
export const TIES: ReadonlySet<EvidenceFamily> = new Set([
  'prompts',
  'network',
  'client',
  'payment',
  'identity',
  'lifecycle',
]);

/** Accounts of the same bins. */
export interface Binned {
  bins: readonly number[];
  accounts: number;
  isInCore: boolean;
}

/** What one trait says of an account. */
export interface Said {
  trait: Trait;
  bin: number;
  /** Natural logarithm of how many times more common the bin is in the core than elsewhere, within bounds. */
  weight: number;
}

/** How one account compares with the core and with everybody else. */
export interface Assessment {
  /** How likely it belongs to the campaign, 0 to 1. */
  likelihood: number;
  said: readonly Said[];
  /** Families of evidence that speak for it. */
  families: readonly EvidenceFamily[];
}

/** Half an account in each bin before any is counted: what was never seen is rare, not impossible. */
const PRIOR_COUNT = 0.5;
/** Before anything is known: at best one in e, at worst one in about 400. */
const PRIOR_BOUNDS = [-6, -1] as const;

/**
 * Learns from a case what tells the campaign from everybody else: for each bin of each trait how many times more common
 * it is in the core. Traits are weighed one by one and added, each within bounds, so that none decides alone.
 */
export class EvidenceModel {
  private readonly weights: number[][];
  private readonly prior: number;
  /** What was said of the same bins before: many accounts have them in common. */
  private readonly known = new Map<string, Assessment>();

  constructor(accounts: readonly Binned[]) {
    const counts = TRAITS.map(
      ({ bins }) => [Array<number>(bins).fill(0), Array<number>(bins).fill(0)] as const,
    );
    let inside = 0;
    let outside = 0;
    for (const { bins, accounts: n, isInCore } of accounts) {
      if (isInCore) inside += n;
      else outside += n;
      TRAITS.forEach((trait, i) => {
        const bin = bins[i]!;
        if (bin < trait.bins) counts[i]![isInCore ? 0 : 1][bin]! += n;
      });
    }
    this.weights = TRAITS.map(({ bins, most, mostAgainst = most }, i) => {
      const [core, others] = counts[i]!;
      const share = (of: readonly number[], bin: number): number =>
        (of[bin]! + PRIOR_COUNT) / (of.reduce((a, b) => a + b, 0) + PRIOR_COUNT * bins);
      return core.map((_, bin) =>
        bounded(Math.log(share(core, bin) / share(others, bin)), -mostAgainst, most),
      );
    });
    this.prior = bounded(Math.log((inside + 1) / (outside + 1)), ...PRIOR_BOUNDS);
  }

  /** Weighs one account. */
  assess(bins: readonly number[]): Assessment {
    const key = bins.join();
    let known = this.known.get(key);
    if (!known) this.known.set(key, (known = this.assessed(bins)));
    return known;
  }

  private assessed(bins: readonly number[]): Assessment {
    const said = TRAITS.flatMap((trait, i) =>
      bins[i]! < trait.bins ? [{ trait, bin: bins[i]!, weight: this.weights[i]![bins[i]!]! }] : [],
    );
    const sum = (of: readonly Said[]): number => of.reduce((total, { weight }) => total + weight, 0);
    const isLack = ({ trait: { family }, weight }: Said): boolean =>
      weight < 0 && family !== 'prompts' && TIES.has(family);
    const lacks = Math.max(promptsTell(said) ? -Infinity : -NO_ALIBI, sum(said.filter(isLack)));
    const odds = this.prior + lacks + sum(said.filter((each) => !isLack(each)));
    const families = new Set(said.filter(({ weight }) => weight >= SPEAKS).map(({ trait }) => trait.family));
    return { likelihood: 1 / (1 + Math.exp(-odds)), said, families: [...families].sort() };
  }
}

/** Likelihood and families from which an account outside the core is taken for one of it. */
const TEACHES_FROM = 0.99;
const TEACHES_FAMILIES = 3;
const MOST_ROUNDS = 3;

/**
 * Learns in rounds: what the first round is sure of outside the core is no longer counted among everybody else, where
 * it would make the campaign's own traits look common.
 */
export function learn<T extends Binned>(accounts: readonly T[]): EvidenceModel {
  let current: Binned[] = [...accounts];
  let model = new EvidenceModel(current);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let changed = false;
    const next = current.map((account) => {
      if (account.isInCore) return account;
      const { likelihood, families } = model.assess(account.bins);
      if (likelihood < TEACHES_FROM || families.length < TEACHES_FAMILIES) return account;
      changed = true;
      return { ...account, isInCore: true };
    });
    if (!changed) break;
    current = next;
    model = new EvidenceModel(current);
  }
  return model;
}

/**
 * Whether prompts say anything of an account. Where they do not, one of another part of the campaign lacks every tie of
 * the part that is named, which says no more against it than the lack of one.
 */
const promptsTell = (said: readonly Said[]): boolean =>
  said.some(({ trait, weight }) => trait.family === 'prompts' && Math.abs(weight) >= SPEAKS);

const bounded = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(most, value));
