import { figure } from '@app/platform';
import type { AnalyzerContext } from '../analyzer';
import type { CandidateRow, EvidenceFamily } from '../evidence-rows';
import { type AccountFamilies, runsMuchOf } from '../sharing/campaign-families';
import { isRunBySeveral, isUnbound, type Kit, kitsOf } from '../sharing/kits';
import type { Hint } from './hints';
import { NETWORKS, TEMPLATES, USERS } from './unnamed-queries';
import {
  type AccountPlaces,
  familiesIn,
  type Hinted,
  type NetworkUse,
  placesOf,
  promptUser,
  type PromptUser,
  type TemplateUse,
  type UserRow,
  withFamilies,
} from './unnamed-rows';

const WORDS: Partial<Record<EvidenceFamily, string>> = {
  network: 'come from the same networks',
  payment: 'are paid with the same instruments',
};

/** A kit whose accounts have more in common than prompts. */
interface Operator {
  /** With those of its accounts that the hint leads to. */
  kit: Kit;
  ties: readonly EvidenceFamily[];
  /** Keys of the networks that they have in common. */
  networks: ReadonlySet<string>;
}

/** One that runs a kit, with the networks that it comes from. */
export type Runner = PromptUser & Pick<AccountPlaces, 'networks'>;

/**
 * Operators whom no detector has named and who have hardly anything in common with those it has: among the accounts that
 * a hint leads to, those that run a kit of their own and come from the same networks, or are paid with the same cards, or
 * are tied by the hint. Who runs the kit beside them belongs to them, whatever else it does, unless the hint holds for too
 * few who run it and most of these come from elsewhere. A machine suggests no ban for them: a person looks.
 * @param campaignSet hash of the set of the campaign's families
 * @param known accounts of the case, and those outside that plainly belong: an operator has no more accounts of its own
 */
export async function unnamedOperators(
  { ask, freeze }: Pick<AnalyzerContext<unknown>, 'ask' | 'freeze'>,
  hint: Hint,
  hinted: readonly Hinted[],
  campaignSet: string,
  known: ReadonlySet<string>,
): Promise<CandidateRow[]> {
  if (hinted.length < hint.ownersAtLeast) return [];
  const params = {
    hinted: await freeze(
      'accounts',
      hinted.map(({ accountId }) => accountId),
    ),
  };
  const used = await ask<TemplateUse>(TEMPLATES, { ...params, families: campaignSet });
  if (used.length === 0) return [];
  const families = familiesIn(used);
  const accounts = withFamilies(hinted, used, families);
  const kits = kitsOf([...families.keys()], accounts, hinted.length).filter(
    (kit) => kit.accounts.length <= known.size && isRunBySeveral(kit, accounts, hint),
  );
  if (kits.length === 0) return [];
  const places = placesOf(await ask<NetworkUse>(NETWORKS, params));
  const operators = operatorsAmong(kits, hint, hinted, places);
  if (operators.length === 0) return [];
  const own = operators.flatMap(({ kit }) => kit.families);
  const rows = await ask<UserRow>(USERS, {
    families: await freeze(
      'template families',
      own.flatMap((family) => families[family]!.hashes.map((hash) => `${family + 1}/${hash}`)),
    ),
  });
  const users = rows.filter(({ accountId }) => !known.has(accountId)).map(promptUser);
  const left = withoutPublic(operators, users);
  return candidatesOf(left, hint, hinted, await withPlaces({ ask, freeze }, left, users));
}

/** Whether an account runs a kit that was found among others. */
function runsKit(user: PromptUser, { families }: Kit): boolean {
  const isOfKit: boolean[] = [];
  for (const family of families) isOfKit[family] = true;
  return runsMuchOf(user, isOfKit);
}

/** Those who run a kit of these operators, with the networks that they come from. */
async function withPlaces(
  { ask, freeze }: Pick<AnalyzerContext<unknown>, 'ask' | 'freeze'>,
  operators: readonly Operator[],
  users: readonly PromptUser[],
): Promise<Runner[]> {
  const runners = users.filter((user) => operators.some(({ kit }) => runsKit(user, kit)));
  const ids = runners.map(({ accountId }) => accountId);
  const rows = await ask<NetworkUse>(NETWORKS, { hinted: await freeze('accounts', ids) });
  const networksOf = new Map(placesOf(rows).map(({ accountId, networks }) => [accountId, networks]));
  return runners.map((user) => ({ ...user, networks: networksOf.get(user.accountId) ?? [] }));
}

/**
 * The kits whose accounts have more in common than prompts, be it what the hint says. Members of a programme run the same
 * prompts by nature, but do not pay with one card.
 */
export function operatorsAmong(
  kits: readonly Kit[],
  hint: Pick<Hint, 'tie'>,
  hinted: readonly Hinted[],
  places: readonly AccountPlaces[],
): Operator[] {
  const byId = new Map(hinted.map((profile) => [profile.accountId, profile]));
  return kits.flatMap((kit) => {
    const { ties, networks } = tiesOf(kit, byId, places);
    const isTied = isUnbound(kit.accounts) ? hint.tie !== null || ties.length > 0 : ties.includes('payment');
    return isTied ? [{ kit, ties, networks }] : [];
  });
}

/** Users of a family, for each that the hint leads to, from which it is everybody's. */
const PUBLIC_FROM = 12;
/** Families that are left of a kit for it to be one. */
const FAMILIES_AT_LEAST = 2;

/** The operators without the families of their kits that everybody uses, such as a tool's; those of whom enough is left. */
export function withoutPublic(operators: readonly Operator[], users: readonly AccountFamilies[]): Operator[] {
  const all = usersByFamily(users);
  return operators.flatMap((operator) => {
    const { accounts, families } = operator.kit;
    const hinted = usersByFamily(accounts);
    const own = families.filter((family) => (all.get(family) ?? 0) < PUBLIC_FROM * (hinted.get(family) ?? 0));
    return own.length >= FAMILIES_AT_LEAST ? [{ ...operator, kit: { accounts, families: own } }] : [];
  });
}

function usersByFamily(users: readonly AccountFamilies[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { families } of users)
    for (const family of families) counts.set(family, (counts.get(family) ?? 0) + 1);
  return counts;
}

/** Everybody who runs the kits of operators, unless those are tools, to few of whose users the hint leads. */
export function candidatesOf(
  operators: readonly Operator[],
  hint: Hint,
  hinted: readonly Hinted[],
  users: readonly Runner[],
): CandidateRow[] {
  const byId = new Map(hinted.map((profile) => [profile.accountId, profile]));
  const isKept = new Set(users.filter((user) => user.isKept).map(({ accountId }) => accountId));
  return operators.flatMap(({ kit, ties, networks }) => {
    const runners = users.filter((user) => runsKit(user, kit));
    const near = runners.filter((runner) => runner.networks.some((network) => networks.has(network)));
    const isTool =
      runners.length > hint.usersForOne * kit.accounts.length && near.length * 2 < runners.length;
    if (isTool) return [];
    const mostly = ties.map((tie) => WORDS[tie]).join(' and ');
    const because = [
      `It is one of ${figure(runners.length)} accounts that run the same ${figure(kit.families.length)} template families and little else${mostly && `, and most of which ${mostly}`}.`,
      ...(hint.tie === null ? [] : [`${figure(kit.accounts.length)} of them ${hint.tie}.`]),
      'No detector has named any of them.',
    ].join(' ');
    return runners
      .filter(({ accountId }) => !isKept.has(accountId))
      .map(({ accountId, exchanges }): CandidateRow => {
        const profile = byId.get(accountId);
        const evidence = new Set<EvidenceFamily>(['prompts', ...ties, ...(profile ? hint.evidence : [])]);
        return {
          accountId,
          tier: 'review',
          score: 0.5,
          exchanges,
          campaignExchanges: profile?.campaignExchanges ?? 0,
          evidence: [...evidence].sort(),
          because: [because, profile ? hint.isSo : hint.isBeside],
        };
      });
  });
}

/** What at least half of a kit's accounts share with others of it, and hardly with anybody else to whom the hint leads. */
function tiesOf(
  { accounts }: Kit,
  hinted: ReadonlyMap<string, Hinted>,
  places: readonly AccountPlaces[],
): Pick<Operator, 'ties' | 'networks'> {
  const ownerOf = new Map(accounts.map(({ accountId, owner }) => [accountId, owner]));
  /** The values that tie, where they tie enough. */
  const tying = (things: readonly { accountId: string; values: readonly string[] }[]): string[] => {
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
    const common = new Set(
      [...count.keys()].filter(
        (value) => inside.get(value)!.size >= 2 && count.get(value)! * 2 >= everybody.get(value)!,
      ),
    );
    const tied = members.filter(({ values }) => values.some((value) => common.has(value)));
    return tied.length * 2 >= accounts.length ? [...common] : [];
  };
  const cards = [...hinted.values()].flatMap(({ accountId, instrument }) =>
    instrument === null ? [] : [{ accountId, values: [instrument] }],
  );
  const networks = tying(places.map(({ accountId, networks: values }) => ({ accountId, values })));
  return {
    ties: [
      ...(networks.length > 0 ? (['network'] as const) : []),
      ...(tying(cards).length > 0 ? (['payment'] as const) : []),
    ],
    networks: new Set(networks),
  };
}
