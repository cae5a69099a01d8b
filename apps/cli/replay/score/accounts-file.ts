import { stringify } from 'csv-stringify/sync';
import type { Looking } from './judge';
import type { Looked } from './look';

const COLUMNS = [
  'variant',
  'seed',
  'account_id',
  'label',
  'cluster',
  'class',
  'named',
  'exchanges',
  'tier',
  'found_cluster',
  'score',
  'because',
] as const;

/** One account beside the truth. */
export type JudgedAccount = Record<(typeof COLUMNS)[number], string | number | null>;

/** Who belongs to the campaign, was named or is in a tier, in byte order, with the product's reasons: whom to look at when a bar is missed. */
export function judgedAccounts(looking: Looking, looked: Looked): JudgedAccount[] {
  const named = new Set(looking.seeds);
  const ids = new Set([...looking.truth.keys(), ...looked.tiers.keys()]);
  return [...ids]
    .filter((id) => looking.truth.get(id)?.label === 'campaign' || named.has(id) || looked.tiers.has(id))
    .sort()
    .map((id) => {
      const truth = looking.truth.get(id);
      return {
        variant: looking.variant,
        seed: looking.seed,
        account_id: id,
        label: truth?.label ?? null,
        cluster: truth?.cluster ?? null,
        class: truth?.class ?? null,
        named: named.has(id) ? 'yes' : 'no',
        exchanges: looking.exchanges.get(id) ?? 0,
        tier: looked.tiers.get(id) ?? null,
        found_cluster: looked.clusters.get(id) ?? null,
        score: looked.scores.get(id) ?? null,
        because: looked.reasons.get(id)?.join(' ') ?? null,
      };
    });
}

/** The same as CSV with a header. */
export const csvOfAccounts = (accounts: readonly JudgedAccount[]): string =>
  stringify([...accounts], { header: true, columns: [...COLUMNS], escape_formulas: true });

/** Where the accounts go: beside the scores. */
export const accountsFileOf = (out: string): string => `${out.replace(/\.json$/, '')}-accounts.csv`;
