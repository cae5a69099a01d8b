import { figure } from '@app/platform';
import { ACCOUNTS_AT, NETWORK_KEY, USAGE_AT } from '@app/usage';
import type { AnalyzerContext } from '../analyzer';
import type { CandidateRow, EvidenceFamily } from '../evidence-rows';
import type { AccountFamilies } from '../sharing/campaign-families';
import { familyOf as numberOfFamily } from '../sharing/family-queries';
import { isRunBySeveral, isUnbound, type Kit, kitsOf } from '../sharing/kits';
import { type TemplateFamily, templateFamilies } from '../sharing/template-families';
import { IS_EXCHANGE, IS_MEMBER, rowsOf } from '../sql';
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

const FAMILY = numberOfFamily('template_hash');

/** Everybody who runs the prompts of kits that were found, whatever else they do. */
const USERS = `
  SELECT accountId, owner, sum(n) AS exchanges, groupArrayIf(family, family != 0) AS families, groupArrayIf(n, family != 0) AS counts,
         any(isKept) AS isKept, any(isMember) AS isMember
  FROM (
    SELECT account_id AS accountId, toString(owner_hash) AS owner, ${FAMILY} AS family, count() AS n
    FROM ${USAGE_AT}
    WHERE ${IS_EXCHANGE} AND account_hash IN (SELECT account_hash FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${FAMILY} != 0)
    GROUP BY accountId, owner, family) AS u
  LEFT JOIN (
    SELECT account_id, ifNull(protected, false) OR contract = 'enterprise' AS isKept, ${IS_MEMBER} AS isMember
    FROM ${ACCOUNTS_AT}) AS a ON u.accountId = a.account_id
  GROUP BY accountId, owner
  ORDER BY accountId`;

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

/** A kit whose accounts have more in common than prompts. */
interface Operator {
  /** With those of its accounts that are like the campaign in manner. */
  kit: Kit;
  ties: readonly EvidenceFamily[];
}

/** An account that runs prompts of an operator, alike or not. */
export interface PromptUser extends AccountFamilies {
  /** Only a person can judge it. */
  isKept: boolean;
}

/**
 * Operators whom no detector has named and who have nothing in common with those it has, but what they are after: among
 * the accounts that are like the campaign in manner, those that run a kit of their own and come from the same networks,
 * or are paid with the same cards. Who runs the kit beside them belongs to them, whatever else it does, unless more than
 * two in three who run it are nothing like the campaign. A machine suggests no ban for them: a person looks.
 */
export async function unnamedOperators(
  { ask, freeze, accounts: subjects }: Pick<AnalyzerContext<unknown>, 'ask' | 'freeze' | 'accounts'>,
  alike: readonly Profile[],
): Promise<CandidateRow[]> {
  if (alike.length < RULE.ownersAtLeast) return [];
  const params = {
    alike: await freeze(
      'accounts',
      alike.map(({ accountId }) => accountId),
    ),
  };
  const used = await ask<TemplateUse>(TEMPLATES, params);
  if (used.length === 0) return [];
  const families = familiesIn(used);
  const accounts = withFamilies(alike, used, families);
  const kits = kitsOf([...families.keys()], accounts).filter(
    // An operator whom nobody has noticed has no more accounts than the case.
    (kit) => kit.accounts.length <= subjects.length && isRunBySeveral(kit, accounts, RULE),
  );
  if (kits.length === 0) return [];
  const places = placesOf(
    await ask<{ accountId: string; network: string; exchanges: number | string }>(NETWORKS, params),
  );
  const operators = operatorsAmong(kits, alike, places);
  if (operators.length === 0) return [];
  const own = operators.flatMap(({ kit }) => kit.families);
  const users = await ask<UserRow>(USERS, {
    families: await freeze(
      'template families',
      own.flatMap((family) => families[family]!.hashes.map((hash) => `${family + 1}/${hash}`)),
    ),
  });
  const isSubject = new Set(subjects);
  return candidatesOf(
    operators,
    alike,
    users.filter(({ accountId }) => !isSubject.has(accountId)).map(promptUser),
  );
}

/**
 * The kits whose accounts have more in common than prompts. Members of a programme run the same prompts by nature, but do
 * not pay with one card.
 */
export function operatorsAmong(
  kits: readonly Kit[],
  alike: readonly Profile[],
  places: readonly AccountPlaces[],
): Operator[] {
  const byId = new Map(alike.map((profile) => [profile.accountId, profile]));
  return kits.flatMap((kit) => {
    const ties = tiesOf(kit, byId, places);
    const isTied = isUnbound(kit.accounts) ? ties.length > 0 : ties.includes('payment');
    return isTied ? [{ kit, ties }] : [];
  });
}

/** Accounts that run a kit, for each that is alike, above which it is a tool's. */
const MOST_FOR_ONE_ALIKE = 3;

/** Everybody who runs the kits of operators, unless those are tools of whose users few are like the campaign. */
export function candidatesOf(
  operators: readonly Operator[],
  alike: readonly Profile[],
  users: readonly PromptUser[],
): CandidateRow[] {
  const byId = new Map(alike.map((profile) => [profile.accountId, profile]));
  const isKept = new Set(users.filter((user) => user.isKept).map(({ accountId }) => accountId));
  return operators.flatMap(({ kit, ties }) => {
    const runners = kitsOf(kit.families, users).flatMap(({ accounts }) => accounts);
    if (runners.length > MOST_FOR_ONE_ALIKE * kit.accounts.length) return [];
    const because = `It is one of ${figure(runners.length)} accounts that run the same ${figure(kit.families.length)} template families and little else, and most of which ${ties.map((tie) => WORDS[tie]).join(' and ')}. No detector has named any of them.`;
    return runners
      .filter(({ accountId }) => !isKept.has(accountId))
      .map(({ accountId, exchanges }): CandidateRow => {
        const profile = byId.get(accountId);
        const evidence: EvidenceFamily[] = ['prompts', ...ties, ...(profile ? MANNER : [])];
        return {
          accountId,
          tier: 'review',
          score: 0.5,
          exchanges,
          campaignExchanges: profile?.campaignExchanges ?? 0,
          evidence: evidence.toSorted(),
          because: [because, profile ? IS_ALIKE : IS_BESIDE],
        };
      });
  });
}

const MANNER: readonly EvidenceFamily[] = ['capability', 'timing'];
const IS_ALIKE =
  'It is after the capabilities that the campaign is after, and runs around the clock as the campaign does.';
const IS_BESIDE =
  'Most of them are after the capabilities that the campaign is after, around the clock; it is not, and runs their prompts all the same.';

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

interface TemplateUse {
  accountId: string;
  owner: string;
  hash: string;
  exchanges: number | string;
}

interface UserRow {
  accountId: string;
  owner: string;
  exchanges: number | string;
  families: number[];
  counts: (number | string)[];
  isKept: number | boolean;
  isMember: number | boolean;
}

const promptUser = (row: UserRow): PromptUser => ({
  accountId: row.accountId,
  owner: row.owner,
  isInside: false,
  isMember: Boolean(row.isMember),
  isKept: Boolean(row.isKept),
  exchanges: Number(row.exchanges),
  families: row.families.map((family) => family - 1),
  counts: row.counts.map(Number),
});

function familiesIn(used: readonly TemplateUse[]): TemplateFamily[] {
  const volumes = new Map<string, number>();
  for (const { hash, exchanges } of used) volumes.set(hash, (volumes.get(hash) ?? 0) + Number(exchanges));
  return templateFamilies([...volumes].map(([hash, exchanges]) => ({ hash, exchanges })));
}

function withFamilies(
  alike: readonly Profile[],
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
  return alike.flatMap(({ accountId, exchanges, isMember }) => {
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
