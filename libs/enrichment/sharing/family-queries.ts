import { USAGE_AT } from '@app/usage';
import type { AnalyzerContext } from '../analyzer';
import { IN_CASE, IS_EXCHANGE, OWNER_KEY } from '../sql';
import { type FamilyRule, type JudgedFamily, judgeFamily, type Population } from './campaign-families';
import { templateFamilies } from './template-families';

/** Distinct hashes that are grouped at most; the most used ones count. */
const MOST_HASHES = 200_000;

const HASHES_INSIDE = `
  SELECT toString(template_hash) AS hash, count() AS exchanges, min(${OWNER_KEY}) != max(${OWNER_KEY}) AS isShared
  FROM ${USAGE_AT}
  WHERE ${IS_EXCHANGE} AND ${IN_CASE} AND template_hash IS NOT NULL
  GROUP BY template_hash
  HAVING exchanges >= {repeats:UInt32}
  ORDER BY exchanges DESC, template_hash
  LIMIT ${MOST_HASHES}`;

/** Table of (hash, family) from a frozen set of `family/hash`; families are numbered from 1. */
export const FAMILIES = `(
  SELECT toUInt64(splitByChar('/', member)[2]) AS hash, toUInt32(splitByChar('/', member)[1]) AS family
  FROM account_sets WHERE set_hash = {families:String})`;

// Millions of owners in hundreds of families: a sketch of fixed size errs by about 1 %, the rule asks for factors.
const FAMILY_USE = `
  SELECT family, uniqCombined(14)(if(inside, owner, NULL)) AS ownersInside, uniqCombined(14)(if(inside, NULL, owner)) AS ownersOutside,
         countIf(inside) AS exchangesInside, count() - exchangesInside AS exchangesOutside
  FROM (SELECT template_hash, ${OWNER_KEY} AS owner, ${IN_CASE} AS inside
        FROM ${USAGE_AT}
        WHERE ${IS_EXCHANGE}
          AND template_hash IN (SELECT hash FROM ${FAMILIES})) AS u
  INNER JOIN ${FAMILIES} AS f ON u.template_hash = f.hash
  GROUP BY family
  ORDER BY family`;

/** Template families that the case uses, judged, with the hash of the campaign's. */
export interface FamiliesOfCase {
  families: JudgedFamily[];
  /** Hash of the frozen set of `family/hash` of the campaign's families, numbered as in `campaign`. */
  campaignSet: string;
  campaign: JudgedFamily[];
}

/** Finds the campaign's template families: groups near-duplicates, then asks who uses them inside and outside. */
export async function familiesOfCase(
  { ask, freeze }: Pick<AnalyzerContext<unknown>, 'ask' | 'freeze'>,
  population: Population,
  rule: FamilyRule & { repeats: number },
): Promise<FamiliesOfCase> {
  const hashes = await ask<{ hash: string; exchanges: string; isShared: number }>(HASHES_INSIDE, {
    repeats: rule.repeats,
  });
  const shared = new Set(hashes.filter((row) => Number(row.isShared) === 1).map((row) => row.hash));
  // A skeleton of a single hash and a single owner cannot be the campaign's; leaving it out keeps the join small.
  const grouped = templateFamilies(
    hashes.map((row) => ({ hash: row.hash, exchanges: Number(row.exchanges) })),
  ).filter((family) => family.hashes.length > 1 || shared.has(family.leader));
  const uses = await ask<{ family: number } & Record<keyof FamilyCounts, string | number>>(FAMILY_USE, {
    families: await freeze('template families', members(grouped)),
  });
  const byNumber = new Map(uses.map((use) => [Number(use.family), use]));
  const families = grouped.map((family, i) => {
    const use = byNumber.get(i + 1);
    return judgeFamily(family, countsOf(use), population, rule);
  });
  const campaign = families.filter((family) => family.isCampaign);
  return { families, campaign, campaignSet: await freeze('template families', members(campaign)) };
}

const members = (families: readonly { hashes: string[] }[]): string[] =>
  families.flatMap(({ hashes }, i) => hashes.map((hash) => `${i + 1}/${hash}`));

interface FamilyCounts {
  ownersInside: number;
  ownersOutside: number;
  exchangesInside: number;
  exchangesOutside: number;
}

const countsOf = (use: Record<keyof FamilyCounts, string | number> | undefined): FamilyCounts => ({
  ownersInside: Number(use?.ownersInside ?? 0),
  ownersOutside: Number(use?.ownersOutside ?? 0),
  exchangesInside: Number(use?.exchangesInside ?? 0),
  exchangesOutside: Number(use?.exchangesOutside ?? 0),
});
