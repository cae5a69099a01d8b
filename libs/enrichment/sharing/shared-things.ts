import { type AnalyzerContext, type AsSent } from '../analyzer';
import { isRunner } from './account-facts';
import {
  type AccountFamilies,
  runsMuchOf,
  type FamilyRule,
  inPassing,
  type JudgedFamily,
  type Population,
  runsOnly,
} from './campaign-families';
import { familiesOfCase } from './family-queries';
import type { Kit } from './kits';
import { type SharedThing, type Tie, type TieRule, ties } from './shared-thing';
import * as sql from './sharing-queries';
import { runsToolOnly } from './tool-runners';

/** What the campaign's accounts have in common that others do not; sets by their hashes. */
export interface SharedThings {
  population: Population;
  /** The accounts that plainly do as the campaign does. */
  core: { accounts: number; set: string };
  families: {
    grouped: number;
    campaign: number;
    /** How many of these many owners have in common. */
    common: number;
    campaignSet: string;
    usesSet: string;
    top: Record<string, unknown>[];
  };
  kits: { count: number; set: string };
  /** Accounts that run prompts of the campaign, but only those of operators of whom few are named. */
  ofFew: { set: string };
  /** Those among them whose prompts hardly any of the case runs: one owner, or many of whom each has other ones. */
  seldomNamed: { set: string };
  /** Members of programmes that run prompts of the campaign, but only those that mostly members run. */
  ofMembers: { set: string };
  /** Accounts that run prompts of the campaign, but hardly any except those that the case runs in passing. */
  inPassing: { set: string };
  /** Accounts that run only those of its prompts that are a tool's, by who runs the others. */
  toolOnly: { set: string };
  /** Accounts that run prompts of the campaign, but hardly any except those that many strangers run as well. */
  widelyRun: { set: string };
  instruments: TiedThings;
  /** Those of them that pay for several owners of the core: what ties an account of the core itself. */
  sharedInstruments: { set: string };
  domains: TiedThings;
  networks: TiedThings;
  fingerprints: TiedThings;
}

/** Things of one kind that tie. */
interface TiedThings {
  count: number;
  set: string;
  top: Tie[];
}

/** When a template family or another thing is the campaign's. */
export type SharingRule = FamilyRule &
  TieRule & {
    repeats: number;
    /** The same for a card as `liftAtLeast` for other things. */
    cardLiftAtLeast: number;
  };

type Engine = Pick<AnalyzerContext<unknown>, 'ask' | 'freeze'>;

/** Part of the owners on a card who must be of the core for it to tie, where these are several. */
const CARD_OF_CASE = 0.1;

/** Families and ties that are listed; all are counted. */
const MOST_LISTED = 100;

/**
 * What accounts that are known to be of one campaign have in common: first near-duplicate prompt templates, then what
 * the core has besides.
 * @param known the accounts, which the questions of `engine` have as `accounts`
 * @param isOfOthers whether a template hash is known to be others'
 */
export async function sharedThings(
  engine: Engine,
  known: readonly string[],
  rule: SharingRule,
  isOfOthers: (hash: string) => boolean = () => false,
): Promise<SharedThings> {
  const { ask, freeze } = engine;
  const { population, families, campaign, common, seldomNamed, kits, campaignSet, users, usesSet } =
    await familiesOfCase(engine, rule, isOfOthers);
  const core = await coreOf(engine, known, users, common);
  const coreSet = await freeze('accounts', core);
  // An operator of whom hardly anybody is named shows by what its own accounts share with each other.
  const tying = await freeze('accounts', [...core, ...kits.flatMap(idsOf)]);
  const things = (question: string): Promise<SharedThing[]> =>
    ask<AsSent<SharedThing>>(question, { core: tying }).then((rows) => rows.map(thing));
  // Together: one question's last step leaves a core free for the next one's scan.
  const [used, instruments, domains, fingerprints] = await Promise.all([
    things(sql.NETWORKS),
    things(sql.INSTRUMENTS),
    things(sql.DOMAINS),
    fingerprintsOf(engine, tying),
  ]);
  const networks = used.filter(({ key }) => key !== '');
  const owners = used.find(({ key }) => key === '') ?? population;
  const cards = instruments.filter(({ ownersInside, ownersOutside }) => ownersInside + ownersOutside > 1);
  // Few share a card by chance: one owner of the core is enough to look at who else is on it. Where the core is large
  // already, an operator of whom few are named has cards of which most accounts are still outside.
  const cardRule = {
    ownersAtLeast: 1,
    liftAtLeast: rule.cardLiftAtLeast,
    often: { owners: rule.ownersAtLeast, part: CARD_OF_CASE },
  };
  const tied = async (
    kind: 'instruments' | 'domains' | 'networks' | 'fingerprints',
    things: readonly SharedThing[],
    tieRule: TieRule = rule,
  ): Promise<TiedThings> => {
    const found = ties(things, owners, tieRule);
    const set = await freeze(
      kind,
      found.map(({ key }) => key),
    );
    return { count: found.length, set, top: found.slice(0, MOST_LISTED) };
  };
  return {
    population,
    core: { accounts: core.length, set: coreSet },
    families: {
      grouped: families.length,
      campaign: campaign.length,
      common,
      campaignSet,
      usesSet,
      top: campaign.slice(0, MOST_LISTED).map(shown),
    },
    kits: {
      count: kits.length,
      set: await freeze(
        'kits',
        kits.flatMap((kit, i) => idsOf(kit).map((id) => `${i + 1}/${id}`)),
      ),
    },
    ofFew: {
      set: await freeze(
        'accounts',
        onlyOf(users, (family) => family >= common),
      ),
    },
    seldomNamed: {
      set: await freeze(
        'accounts',
        onlyOf(users, (family) => seldomNamed.has(family)),
      ),
    },
    ofMembers: {
      set: await freeze(
        'accounts',
        onlyOf(
          users.filter(({ isMember }) => isMember),
          (family) => campaign[family]!.isOfMembers,
        ),
      ),
    },
    inPassing: { set: await freeze('accounts', onlyInPassing(campaign, users)) },
    toolOnly: {
      set: await freeze(
        'accounts',
        runsToolOnly(campaign, users).map(({ accountId }) => accountId),
      ),
    },
    widelyRun: { set: await freeze('accounts', onlyWide(campaign, users)) },
    instruments: await tied('instruments', cards, cardRule),
    sharedInstruments: {
      set: await freeze(
        'instruments',
        ties(cards, owners, { ...cardRule, ownersAtLeast: 2 }).map(({ key }) => key),
      ),
    },
    domains: await tied('domains', domains),
    networks: await tied('networks', networks),
    fingerprints: await tied('fingerprints', fingerprints),
  };
}

const idsOf = ({ accounts }: Kit): string[] => accounts.map(({ accountId }) => accountId);

/**
 * The accounts that plainly do as the campaign does, in byte order; the whole case when it has no templates in common.
 * Where it has, the log may still not say of an operator which it uses: whom detectors named of such is told by the rest.
 * @param common how many of the campaign's families, the first of them, many owners of the case have in common
 */
async function coreOf(
  { ask, freeze }: Engine,
  accounts: readonly string[],
  users: readonly AccountFamilies[],
  common: number,
): Promise<string[]> {
  if (common === 0) return [...accounts];
  const isActive = Array<boolean>(common).fill(true);
  const doAlike = users
    .filter((user) =>
      // Someone else has named an account of the case already; one outside must do as the campaign does.
      user.isInside ? runs(user, (family) => family < common) : runsMuchOf(user, isActive),
    )
    .map((user) => user.accountId);
  const isUser = new Set(users.map(({ accountId }) => accountId));
  const rest = accounts.filter((accountId) => !isUser.has(accountId));
  if (rest.length === 0) return doAlike;
  const untold = await ask<{ accountId: string }>(sql.UNTEMPLATED, { some: await freeze('accounts', rest) });
  return [...doAlike, ...untold.map(({ accountId }) => accountId)].sort();
}

/** Accounts that run prompts of the campaign, but hardly any except of some of its families. */
const onlyOf = (users: readonly AccountFamilies[], isOne: (family: number) => boolean): string[] =>
  users
    .filter((user) => runs(user, () => true) && !runs(user, (family) => !isOne(family)))
    .map(({ accountId }) => accountId);

function onlyInPassing(campaign: readonly JudgedFamily[], users: readonly AccountFamilies[]): string[] {
  const passing = inPassing(campaign, users);
  return users.filter((user) => runsOnly(user, passing)).map(({ accountId }) => accountId);
}

function onlyWide(campaign: readonly JudgedFamily[], users: readonly AccountFamilies[]): string[] {
  const wide = campaign.map(({ isWide }) => isWide);
  return users.filter((user) => runsOnly(user, wide)).map(({ accountId }) => accountId);
}

/** Whether an account runs these families. */
const runs = (user: AccountFamilies, isOf: (family: number) => boolean): boolean =>
  isRunner({
    exchanges: user.exchanges,
    campaignExchanges: user.counts.reduce((sum, n, i) => (isOf(user.families[i]!) ? sum + n : sum), 0),
  });

/** Client fingerprints of the core; they are counted by their hashes and have their texts last. */
async function fingerprintsOf(
  { ask }: Pick<AnalyzerContext<unknown>, 'ask'>,
  core: string,
): Promise<SharedThing[]> {
  const counted = await ask<AsSent<Omit<SharedThing, 'value'>>>(sql.FINGERPRINTS, { core });
  if (counted.length === 0) return [];
  const clients = counted.map(({ key }) => key);
  const texts = await ask<{ key: string; text: string }>(sql.FINGERPRINT_TEXTS, {
    clients,
    count: clients.length,
  });
  const textOf = new Map(texts.map(({ key, text }) => [key, text]));
  return counted.map((row) => {
    const text = textOf.get(row.key)!;
    return thing({ ...row, value: text, key: text });
  });
}

const thing = (row: AsSent<SharedThing>): SharedThing => ({
  value: row.value,
  key: row.key,
  ownersInside: Number(row.ownersInside),
  ownersOutside: Number(row.ownersOutside),
});

const shown = (family: JudgedFamily): Record<string, unknown> => ({
  leader: family.leader,
  variants: family.hashes.length,
  ownersInside: family.ownersInside,
  ownersOutside: family.ownersOutside,
  exchangesInside: family.exchangesInside,
  exchangesOutside: family.exchangesOutside,
  strangers: family.strangers,
  lift: family.lift,
});
