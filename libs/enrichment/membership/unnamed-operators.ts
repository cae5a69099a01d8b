import { figure } from '@app/platform';
import { NETWORK_KEY, USAGE_AT } from '@app/usage';
import type { AnalyzerContext } from '../analyzer';
import type { CandidateRow, EvidenceFamily } from '../evidence-rows';
import type { AccountFamilies } from '../sharing/campaign-families';
import { isOperators, type Kit, kitsOf } from '../sharing/kits';
import { templateFamilies } from '../sharing/template-families';
import { IS_EXCHANGE, rowsOf } from '../sql';
import { type Assessment, TRAITS } from './evidence-model';
import type { Profile } from './profile';

const ALIKE = rowsOf('alike');

/** Prompt templates of accounts that are like the campaign in manner, where several owners among them use it. */
const TEMPLATES = `
  SELECT account_id AS accountId, toString(owner_hash) AS owner, toString(template_hash) AS hash, count() AS exchanges
  FROM ${USAGE_AT}
  WHERE ${IS_EXCHANGE} AND ${ALIKE} AND template_hash IN (
    SELECT template_hash FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${ALIKE} AND template_hash IS NOT NULL
    GROUP BY template_hash HAVING min(owner_hash) != max(owner_hash))
  GROUP BY accountId, owner, hash
  ORDER BY accountId, hash
  LIMIT 2000000`;

/** Networks that they come from. */
const NETWORKS = `
  SELECT account_id AS accountId, toString(${NETWORK_KEY}) AS network, count() AS exchanges
  FROM ${USAGE_AT}
  WHERE ${IS_EXCHANGE} AND ${ALIKE}
  GROUP BY accountId, network
  HAVING network != '0'
  ORDER BY accountId, network
  LIMIT 2000000`;

/** A network or card that accounts of a kit have in common. */
export interface AccountPlaces {
  accountId: string;
  /** Keys of the networks that a good part of its requests come from. */
  networks: readonly string[];
}

const RULE = { ownersAtLeast: 3 };
/** Part of an account's requests that must come from a network for it to be the account's. */
const OWN_NETWORK = 0.05;
const WORDS: Partial<Record<EvidenceFamily, string>> = {
  network: 'come from the same networks',
  payment: 'are paid with the same instruments',
};

const CAPABILITIES = TRAITS.findIndex(({ name }) => name === 'capabilities');
const RHYTHM = TRAITS.findIndex(({ name }) => name === 'rhythm');

/** Whether an account is after what the campaign is after, around the clock, where these tell the campaign at all. */
export const isAlike = ({ bins }: Profile, { families }: Assessment): boolean =>
  bins[CAPABILITIES] === 2 &&
  bins[RHYTHM] === 0 &&
  families.includes('capability') &&
  families.includes('timing');

/**
 * Operators whom no detector has named and who have nothing in common with those it has, but what they are after: among
 * the accounts that are like the campaign in manner, those that run a kit of their own and come from the same networks,
 * or are paid with the same cards. A machine suggests no ban for them: a person looks.
 * @param most accounts of the case: an operator whom nobody has noticed has no more
 */
export async function unnamedOperators(
  { ask, freeze }: Pick<AnalyzerContext<unknown>, 'ask' | 'freeze'>,
  alike: readonly Profile[],
  most: number,
): Promise<CandidateRow[]> {
  if (alike.length < RULE.ownersAtLeast) return [];
  const params = {
    alike: await freeze(
      'accounts',
      alike.map(({ accountId }) => accountId),
    ),
  };
  const used = await ask<{ accountId: string; owner: string; hash: string; exchanges: number | string }>(
    TEMPLATES,
    params,
  );
  if (used.length === 0) return [];
  const accounts = withFamilies(alike, used);
  const kits = kitsOf(numbersOf(accounts), accounts).filter(
    (kit) => kit.accounts.length <= most && isOperators(kit, accounts, RULE),
  );
  if (kits.length === 0) return [];
  const places = placesOf(
    await ask<{ accountId: string; network: string; exchanges: number | string }>(NETWORKS, params),
  );
  return candidatesOf(kits, alike, places);
}

/** The accounts of kits whose accounts have more in common than prompts. */
export function candidatesOf(
  kits: readonly Kit[],
  alike: readonly Profile[],
  places: readonly AccountPlaces[],
): CandidateRow[] {
  const byId = new Map(alike.map((profile) => [profile.accountId, profile]));
  return kits.flatMap((kit) => {
    const ties = tiesOf(kit, byId, places);
    if (ties.length === 0) return [];
    const because = [
      `It is one of ${figure(kit.accounts.length)} accounts that run the same ${figure(kit.families.length)} template families and little else, and most of which ${ties.map((tie) => WORDS[tie]).join(' and ')}. No detector has named any of them.`,
      'It is after the capabilities that the campaign is after, and runs around the clock as the campaign does.',
    ];
    return kit.accounts.map(({ accountId }): CandidateRow => {
      const { exchanges, campaignExchanges } = byId.get(accountId)!;
      const evidence: EvidenceFamily[] = ['capability', 'prompts', 'timing', ...ties];
      return {
        accountId,
        tier: 'review',
        score: 0.5,
        exchanges,
        campaignExchanges,
        evidence: evidence.toSorted(),
        because,
      };
    });
  });
}

/** What at least half of a kit's accounts share with others of it, and hardly with anybody else who is alike. */
function tiesOf(
  { accounts }: Kit,
  alike: ReadonlyMap<string, Profile>,
  places: readonly AccountPlaces[],
): EvidenceFamily[] {
  const ownerOf = new Map(accounts.map(({ accountId, owner }) => [accountId, owner]));
  const isTie = (things: readonly { accountId: string; values: readonly string[] }[]): boolean => {
    const inside = new Map<string, Set<string>>();
    const everybody = new Map<string, number>();
    for (const { accountId, values } of things)
      for (const value of values) {
        everybody.set(value, (everybody.get(value) ?? 0) + 1);
        const owner = ownerOf.get(accountId);
        if (owner === undefined) continue;
        inside.set(value, (inside.get(value) ?? new Set()).add(owner));
      }
    const members = things.filter(({ accountId }) => ownerOf.has(accountId));
    const count = new Map<string, number>();
    for (const { values } of members)
      for (const value of values) count.set(value, (count.get(value) ?? 0) + 1);
    const tying = (value: string): boolean =>
      inside.get(value)!.size >= 2 && count.get(value)! * 2 >= everybody.get(value)!;
    return members.filter(({ values }) => values.some(tying)).length * 2 >= accounts.length;
  };
  const cards = [...alike.values()].flatMap(({ accountId, instrument }) =>
    instrument === null ? [] : [{ accountId, values: [instrument] }],
  );
  const networks = places.map(({ accountId, networks: values }) => ({ accountId, values }));
  return [
    ...(isTie(networks) ? (['network'] as const) : []),
    ...(isTie(cards) ? (['payment'] as const) : []),
  ];
}

function withFamilies(
  alike: readonly Profile[],
  used: readonly { accountId: string; owner: string; hash: string; exchanges: number | string }[],
): AccountFamilies[] {
  const volumes = new Map<string, number>();
  for (const { hash, exchanges } of used) volumes.set(hash, (volumes.get(hash) ?? 0) + Number(exchanges));
  const familyOf = new Map(
    templateFamilies([...volumes].map(([hash, exchanges]) => ({ hash, exchanges }))).flatMap(
      ({ hashes }, family) => hashes.map((hash) => [hash, family] as const),
    ),
  );
  const uses = new Map<string, { owner: string; counts: Map<number, number> }>();
  for (const { accountId, owner, hash, exchanges } of used) {
    const own = uses.get(accountId) ?? { owner, counts: new Map<number, number>() };
    const family = familyOf.get(hash)!;
    own.counts.set(family, (own.counts.get(family) ?? 0) + Number(exchanges));
    uses.set(accountId, own);
  }
  return alike.flatMap(({ accountId, contract, exchanges }) => {
    const own = uses.get(accountId);
    if (!own) return [];
    const sorted = [...own.counts].sort(([a], [b]) => a - b);
    return [
      {
        accountId,
        owner: own.owner,
        isInside: false,
        isMember: contract === 'programme' || contract === 'enterprise',
        exchanges,
        families: sorted.map(([family]) => family),
        counts: sorted.map(([, n]) => n),
      },
    ];
  });
}

const numbersOf = (accounts: readonly AccountFamilies[]): number[] =>
  [...new Set(accounts.flatMap(({ families }) => families))].sort((a, b) => a - b);

function placesOf(
  rows: readonly { accountId: string; network: string; exchanges: number | string }[],
): AccountPlaces[] {
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
