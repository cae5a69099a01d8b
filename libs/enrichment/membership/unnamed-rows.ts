import type { AccountFamilies } from '../sharing/campaign-families';
import { type TemplateFamily, templateFamilies } from '../sharing/template-families';
import type { Profile } from './profile';

/** From where an account comes. */
export interface AccountPlaces {
  accountId: string;
  /** Keys of the networks that a good part of its requests come from. */
  networks: readonly string[];
}

/** An account that a hint leads to. */
export type Hinted = Pick<
  Profile,
  'accountId' | 'instrument' | 'isMember' | 'exchanges' | 'campaignExchanges'
>;

/** An account that runs prompts of an operator, hinted at or not. */
export interface PromptUser extends AccountFamilies {
  /** Only a person can judge it. */
  isKept: boolean;
}

/** Part of an account's requests that must come from a network for it to be the account's. */
const OWN_NETWORK = 0.05;

/** Exchanges of an account from one network. */
export interface NetworkUse {
  accountId: string;
  network: string;
  exchanges: number | string;
}

/** Exchanges of an account with one template. */
export interface TemplateUse {
  accountId: string;
  owner: string;
  hash: string;
  exchanges: number | string;
}

/** An account with its exchanges in families, which are numbered from 1. */
export interface UserRow {
  accountId: string;
  owner: string;
  exchanges: number | string;
  families: number[];
  counts: (number | string)[];
  isKept: number | boolean;
  isMember: number | boolean;
}

/** The account of a row, its families numbered from 0. */
export const promptUser = (row: UserRow): PromptUser => ({
  accountId: row.accountId,
  owner: row.owner,
  isInside: false,
  isMember: Boolean(row.isMember),
  isKept: Boolean(row.isKept),
  exchanges: Number(row.exchanges),
  families: row.families.map((family) => family - 1),
  counts: row.counts.map(Number),
});

/** The families that templates are of, the most used as their leaders. */
export function familiesIn(used: readonly TemplateUse[]): TemplateFamily[] {
  const volumes = new Map<string, number>();
  for (const { hash, exchanges } of used) volumes.set(hash, (volumes.get(hash) ?? 0) + Number(exchanges));
  return templateFamilies([...volumes].map(([hash, exchanges]) => ({ hash, exchanges })));
}

/** Accounts with the families that they use, numbered from 0. */
export function withFamilies(
  hinted: readonly Hinted[],
  used: readonly TemplateUse[],
  families: readonly TemplateFamily[],
): AccountFamilies[] {
  const familyOf = new Map(
    families.flatMap(({ hashes }, family) => hashes.map((hash) => [hash, family] as const)),
  );
  const uses = new Map<string, { owner: string; counts: Map<number, number> }>();
  for (const { accountId, owner, hash, exchanges } of used) {
    const own = uses.get(accountId) ?? { owner, counts: new Map<number, number>() };
    const family = familyOf.get(hash)!;
    own.counts.set(family, (own.counts.get(family) ?? 0) + Number(exchanges));
    uses.set(accountId, own);
  }
  return hinted.flatMap(({ accountId, exchanges, isMember }) => {
    const own = uses.get(accountId);
    if (!own) return [];
    const sorted = [...own.counts].sort(([a], [b]) => a - b);
    return [
      {
        accountId,
        owner: own.owner,
        isInside: false,
        isMember,
        exchanges,
        families: sorted.map(([family]) => family),
        counts: sorted.map(([, n]) => n),
      },
    ];
  });
}

/** The networks of each account. */
export function placesOf(rows: readonly NetworkUse[]): AccountPlaces[] {
  const byAccount = new Map<string, { all: number; of: [string, number][] }>();
  for (const { accountId, network, exchanges } of rows) {
    const own = byAccount.get(accountId) ?? { all: 0, of: [] };
    own.all += Number(exchanges);
    own.of.push([network, Number(exchanges)]);
    byAccount.set(accountId, own);
  }
  return [...byAccount].map(([accountId, { all, of }]) => ({
    accountId,
    networks: of.filter(([, n]) => n >= OWN_NETWORK * all).map(([network]) => network),
  }));
}
