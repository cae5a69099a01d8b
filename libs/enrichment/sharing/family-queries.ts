import { setImmediate as nextTurn } from 'node:timers/promises';
import { ACCOUNTS_AT, USAGE_AT } from '@app/usage';
import type { AnalyzerContext } from '../analyzer';
import { IS_EXCHANGE, IS_INSIDE, IS_MEMBER, isOf, markedOwner, OWNER, rowsOf } from '../sql';
import {
  type AccountFamilies,
  byOwner,
  type FamilyRule,
  type FamilyUse,
  isPublic,
  type JudgedFamily,
  judgeFamilies,
  ownersUsing,
  type Population,
} from './campaign-families';
import { type Kit, kitsBeside, kitsOf } from './kits';
import {
  BAND_SHIFTS,
  LeaderIndex,
  PAIR_MASKS,
  type TemplateFamily,
  templateFamilies,
} from './template-families';

/** Distinct hashes that are grouped at most; the most used ones count. */
const MOST_HASHES = 200_000;

/** Owners that a sample is to have at least: among so many a family that is public shows. */
const SAMPLED_OWNERS = 20_000;

/** Owners of whose exchanges the log has templates, inside the case and outside: nobody else can be seen to use one. */
const POPULATION = `
  SELECT uniqCombinedIf(17)(owner, ${IS_INSIDE}) AS ownersInside, uniqCombinedIf(17)(owner, NOT ${IS_INSIDE}) AS ownersOutside
  FROM (SELECT ${markedOwner(isOf('accounts'))} AS owner FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND template_hash IS NOT NULL GROUP BY owner)`;

const HASHES_INSIDE = `
  SELECT toString(template) AS hash, exchanges, isShared
  FROM (SELECT template, count() AS exchanges, min(account) != max(account) AS isShared
        FROM (SELECT assumeNotNull(template_hash) AS template, account_hash AS account
              FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${rowsOf('accounts')} AND template_hash IS NOT NULL)
        GROUP BY template
        HAVING exchanges >= {repeats:UInt32}
        ORDER BY exchanges DESC, template
        LIMIT ${MOST_HASHES})
  ORDER BY exchanges DESC, hash`;

/** Table of (hash, family) from a frozen set of `family/hash`; families are numbered from 1. */
export const FAMILIES = `(
  SELECT DISTINCT toUInt64(splitByChar('/', member)[2]) AS hash, toUInt32(splitByChar('/', member)[1]) AS family
  FROM account_sets WHERE set_hash = {families:String})`;

/**
 * Number of the family that a template hash is of, 0 when it is of none. A hash is of one family only; looked up so, it
 * costs a fraction of a join.
 */
export const familyOf = (hash: string): string =>
  `transform(ifNull(${hash}, 0), (SELECT arraySort(groupArray(hash)) FROM ${FAMILIES}),
    (SELECT arrayMap(each -> each.2, arraySort(groupArray((hash, family)))) FROM ${FAMILIES}), toUInt32(0))`;

/**
 * Who uses each family, asked of one account in `sample` inside the case and outside. It is only to leave out what is
 * public, which a sample shows as well; a sketch of owners errs by about 1 %. What is of no family goes at the end: a
 * condition on the family would be looked at before the sample is taken.
 */
const FAMILY_USE = `
  SELECT family, uniqCombinedIf(14)(owner, ${IS_INSIDE}) AS ownersInside, uniqCombinedIf(14)(owner, NOT ${IS_INSIDE}) AS ownersOutside
  FROM (SELECT ${familyOf('template_hash')} AS family, ${markedOwner(isOf('accounts'))} AS owner
        FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND account_hash % {sample:UInt32} = 0)
  GROUP BY family
  HAVING family != 0
  ORDER BY family`;

/** Whether a hash agrees with a leader in one of several parts, by the frozen set that a parameter names. */
const agreesIn = (parts: readonly string[], type: string, parameter: string): string =>
  parts
    .map(
      (part, number) => `${part} IN (
      SELECT to${type}(splitByChar('/', member)[2]) FROM account_sets WHERE set_hash = {${parameter}:String} AND startsWith(member, '${number}/'))`,
    )
    .join(' OR ');

/**
 * Hashes outside the case that are near a family's leader, and very few others. What is near agrees with the leader in a
 * band of 16 bits; that is asked of every row and takes one in fifty. Of these, what is near agrees in two of five parts;
 * the limit between the two keeps the engine from asking both of every row.
 */
const HASHES_NEAR = `
  SELECT toString(template) AS hash
  FROM (SELECT DISTINCT assumeNotNull(template_hash) AS template FROM ${USAGE_AT}
        WHERE ${IS_EXCHANGE} AND template_hash IS NOT NULL AND NOT ${isOf('accounts')} AND (${agreesIn(
          BAND_SHIFTS.map((shift) => `toUInt16(bitShiftRight(template, ${shift}))`),
          'UInt16',
          'bands',
        )})
        ORDER BY toString(template)
        LIMIT 2000000)
  WHERE ${agreesIn(
    PAIR_MASKS.map((mask) => `bitAnd(template, ${mask})`),
    'UInt64',
    'pairs',
  )}
  ORDER BY hash`;

/**
 * Which of the families each account uses; accounts that use none are left out. A family and its exchanges are one number,
 * which sorts many times faster than a pair.
 */
const ACCOUNT_FAMILIES = `
  SELECT a.id AS accountId, toString(owner) AS owner, isInside, a.exchanges AS exchanges,
         arrayMap(use -> toUInt32(bitShiftRight(use, 32)), uses) AS families,
         arrayMap(use -> toUInt32(bitAnd(use, 4294967295)), uses) AS counts
  FROM (SELECT account, ${isOf('accounts', 'account')} AS isInside, min(owner) AS owner,
               arraySort(groupArray(bitShiftLeft(toUInt64(family), 32) + n)) AS uses
        FROM (SELECT account_hash AS account, ${familyOf('template_hash')} AS family, min(owner_hash) AS owner, count() AS n
              FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND family != 0
              GROUP BY account, family)
        GROUP BY account) AS f
  INNER JOIN (SELECT account_hash AS account, any(account_id) AS id, count() AS exchanges
              FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} GROUP BY account) AS a USING account
  ORDER BY accountId`;

/**
 * Table of (account_id, families, counts) from a frozen set of accounts with the campaign's families that they use:
 * later questions read it instead of the usage, and it is a few lines an account.
 */
export const TEMPLATE_USES = `(
  SELECT DISTINCT substring(member, position(member, '/', position(member, '/') + 1) + 1) AS account_id,
         arrayMap(each -> toUInt32(each), splitByChar(',', splitByChar('/', member)[1])) AS families,
         arrayMap(each -> toUInt32(each), splitByChar(',', splitByChar('/', member)[2])) AS counts
  FROM account_sets WHERE set_hash = {templateUses:String})`;

const templateUse = ({ accountId, families, counts }: AccountFamilies): string =>
  `${families.map((family) => family + 1).join(',')}/${counts.join(',')}/${accountId}`;

/** Accounts that share things with other owners by nature. */
const MEMBERS = `
  SELECT account_id AS accountId FROM ${ACCOUNTS_AT}
  WHERE ${IS_MEMBER}
  ORDER BY accountId`;

/** Owners on a card above which it is an agency's or a promotion's rather than of people who know each other. */
const MOST_ON_CARD = 30;

/** Accounts on cards that a few owners are on. */
const CARDS = `
  SELECT account_id AS accountId, assumeNotNull(payment_instrument) AS card FROM ${ACCOUNTS_AT}
  WHERE payment_instrument IN (
    SELECT payment_instrument FROM ${ACCOUNTS_AT} WHERE payment_instrument != ''
    GROUP BY payment_instrument HAVING uniqExact(${OWNER}) BETWEEN 2 AND ${MOST_ON_CARD})
  ORDER BY accountId`;

/** Exchanges from which a skeleton of one hash and one account is a template: what is said once or twice is only said. */
const REPEATED = 3;

/** Template families that the case uses, judged, with the hash of the campaign's. */
export interface FamiliesOfCase {
  population: Population;
  families: JudgedFamily[];
  /** Hash of the frozen set of `family/hash` of the campaign's families, numbered as in `campaign`. */
  campaignSet: string;
  /** First those of many owners of the case, then those of kits of which the case has an owner or two. */
  campaign: JudgedFamily[];
  /** How many of the campaign's families are of many owners of the case. */
  common: number;
  /** Numbers of the families of kits that one owner of the case runs, and of those that many run in parts. */
  seldomNamed: ReadonlySet<number>;
  /** Kits of the campaign's families, with the accounts that run them. */
  kits: Kit[];
  /** Accounts inside and outside that use any plausible family, with the numbers of the campaign's families only. */
  users: AccountFamilies[];
  /** Hash of the frozen set of those that use the campaign's, in the form that `TEMPLATE_USES` reads. */
  usesSet: string;
}

/**
 * Finds the campaign's template families: groups near-duplicates, then asks who uses them inside and outside.
 * @param isOfOthers whether a template hash is known to be others'; their families are left out
 */
export async function familiesOfCase(
  { ask, freeze }: Pick<AnalyzerContext<unknown>, 'ask' | 'freeze'>,
  rule: FamilyRule & { repeats: number },
  isOfOthers: (hash: string) => boolean,
): Promise<FamiliesOfCase> {
  const [[counted], hashes, members, onCards] = await Promise.all([
    ask<Record<keyof Population, string | number>>(POPULATION),
    ask<{ hash: string; exchanges: string; isShared: number }>(HASHES_INSIDE, { repeats: rule.repeats }),
    ask<{ accountId: string }>(MEMBERS),
    ask<{ accountId: string; card: string }>(CARDS),
  ]);
  const population = {
    ownersInside: Number(counted?.ownersInside ?? 0),
    ownersOutside: Number(counted?.ownersOutside ?? 0),
  };
  const shared = new Set(hashes.filter((row) => Number(row.isShared) === 1).map((row) => row.hash));
  // A stray skeleton of one account cannot be the campaign's; leaving it out keeps the look-up small.
  const grouped = templateFamilies(
    hashes.map((row) => ({ hash: row.hash, exchanges: Number(row.exchanges) })),
  ).filter(
    (family) =>
      (family.hashes.length > 1 || shared.has(family.leader) || family.exchanges >= REPEATED) &&
      !family.hashes.some(isOfOthers),
  );
  const closer = await withoutPublic({ ask, freeze }, grouped, population);
  const near = await withNearHashes({ ask, freeze }, closer, shared);
  const isMember = new Set(members.map(({ accountId }) => accountId));
  const cardOf = new Map(onCards.map(({ accountId, card }) => [accountId, card]));
  const accounts = (await accountFamilies({ ask, freeze }, near)).map((account) => ({
    ...account,
    isMember: isMember.has(account.accountId),
    card: cardOf.get(account.accountId),
  }));
  // Turns in between: whoever computes for long keeps the process from everything else, such as telling that it lives.
  await nextTurn();
  const judged = judgeFamilies(usedBy(near, accounts), accounts, population, rule);
  await nextTurn();
  const common = judged.flatMap(({ isCampaign }, i) => (isCampaign ? [i] : []));
  const { beside, seldomNamed } = kitsBeside(judged, accounts, population, rule);
  await nextTurn();
  const chosen = [...common, ...beside.flatMap((kit) => kit.families).toSorted((a, b) => a - b)];
  const numbers = new Map(chosen.map((family, i) => [family, i]));
  const campaign = chosen.map((family) => ({ ...judged[family]!, isCampaign: true }));
  const users = accounts.map((account) => onlyOf(account, numbers));
  return {
    population,
    families: judged,
    campaign,
    common: common.length,
    seldomNamed: new Set(seldomNamed.flatMap((kit) => kit.families.map((family) => numbers.get(family)!))),
    kits: [...kitsOf(common, accounts), ...beside],
    campaignSet: await freeze('template families', membersOf(campaign)),
    users,
    usesSet: await freeze(
      'template uses',
      users.filter(({ families }) => families.length > 0).map(templateUse),
    ),
  };
}

type Engine = Pick<AnalyzerContext<unknown>, 'ask' | 'freeze'>;

/** Leaves out the families that a sample of the accounts shows to be public. */
async function withoutPublic(
  { ask, freeze }: Engine,
  families: readonly TemplateFamily[],
  population: Population,
): Promise<TemplateFamily[]> {
  if (families.length === 0) return [];
  const sample = Math.floor((population.ownersInside + population.ownersOutside) / SAMPLED_OWNERS);
  const uses = await ask<Record<'family' | keyof Population, string | number>>(FAMILY_USE, {
    families: await freeze('template families', membersOf(families)),
    sample: Math.max(1, sample),
  });
  const open = new Set(families.keys());
  for (const { family, ownersInside, ownersOutside } of uses) {
    const use = { ownersInside: Number(ownersInside), ownersOutside: Number(ownersOutside) };
    if (isPublic(use, population)) open.delete(Number(family) - 1);
  }
  return families.filter((_family, i) => open.has(i));
}

/**
 * Adds the near-duplicates that only others use: a variant that the case has not seen is of the family all the same. What
 * a single account of the case says without variants has none elsewhere either, and there is much of it.
 */
async function withNearHashes(
  { ask, freeze }: Engine,
  families: readonly TemplateFamily[],
  shared: ReadonlySet<string>,
): Promise<TemplateFamily[]> {
  const index = new LeaderIndex();
  const extended = families.map((family) => ({ ...family, hashes: [...family.hashes] }));
  const varied = extended.filter(({ leader, hashes }) => hashes.length > 1 || shared.has(leader));
  if (varied.length === 0) return extended;
  for (const family of varied) index.add(family);
  const known = new Set(extended.flatMap(({ hashes }) => hashes));
  const numbered = (parts: readonly (readonly (number | bigint)[])[]): string[] =>
    parts.flatMap((values, number) => values.map((value) => `${number}/${value}`));
  const near = await ask<{ hash: string }>(HASHES_NEAR, {
    bands: await freeze('bands', numbered(index.bands())),
    pairs: await freeze('bands', numbered(index.pairs())),
  });
  for (const { hash } of near) if (!known.has(hash)) index.find(hash)?.hashes.push(hash);
  return extended;
}

async function accountFamilies(
  { ask, freeze }: Engine,
  families: readonly TemplateFamily[],
): Promise<Omit<AccountFamilies, 'isMember'>[]> {
  if (families.length === 0) return [];
  interface Row {
    accountId: string;
    owner: string;
    isInside: number;
    exchanges: string | number;
    families: number[];
    counts: number[];
  }
  const rows = await ask<Row>(ACCOUNT_FAMILIES, {
    families: await freeze('template families', membersOf(families)),
  });
  return rows.map((row) => ({
    accountId: row.accountId,
    owner: row.owner,
    isInside: Number(row.isInside) === 1,
    exchanges: Number(row.exchanges),
    families: row.families.map((family) => family - 1),
    counts: row.counts,
  }));
}

/** Counts the users of each family over the accounts that use any. */
function usedBy(
  families: readonly TemplateFamily[],
  accounts: readonly AccountFamilies[],
): (TemplateFamily & FamilyUse)[] {
  const [inside, outside] = [true, false].map((side) => {
    const own = byOwner(accounts.filter(({ isInside }) => isInside === side));
    const exchanges = Array<number>(families.length).fill(0);
    for (const account of own)
      account.families.forEach((family, at) => (exchanges[family]! += account.counts[at]!));
    return { owners: ownersUsing(families.length, own), exchanges };
  });
  return families.map((family, i) => ({
    ...family,
    ownersInside: inside!.owners[i]!,
    ownersOutside: outside!.owners[i]!,
    exchangesInside: inside!.exchanges[i]!,
    exchangesOutside: outside!.exchanges[i]!,
  }));
}

/** The account with other numbers for its families; those without a new number are left out. */
function onlyOf(account: AccountFamilies, numbers: ReadonlyMap<number, number>): AccountFamilies {
  const kept = account.families.flatMap((family, i) => {
    const number = numbers.get(family);
    return number === undefined ? [] : [[number, account.counts[i]!] as const];
  });
  return { ...account, families: kept.map(([family]) => family), counts: kept.map(([, n]) => n) };
}

const membersOf = (families: readonly { hashes: string[] }[]): string[] =>
  families.flatMap(({ hashes }, i) => hashes.map((hash) => `${i + 1}/${hash}`));
