import type { AnalyzerContext } from '../analyzer';
import type { CandidateRow } from '../evidence-rows';
import { FAMILIES, TEMPLATE_USES } from '../sharing/family-queries';
import { isTied, OF_OWN_MAKING } from './judge-account';
import { familiesOfOthers, mayBeOfOthers } from './families-of-others';
import { judgeAll, type Judged } from './judge-all';
import { firstLook, type Look, lookAgain } from './look';
import { isUntold } from './profile';

/** Looks at the campaign at most: each takes as long as the analyzers that took the first. */
const MOST_LOOKS = 8;
/** Accounts found outside, as a part of the core, from which they teach something about the campaign. */
const TEACH_FROM = 0.02;
/** Likelihood from which one that a person is to judge teaches where no prompts are shared. */
const SEEMS_FROM = 0.5;

/** What is known of the campaign in the end. */
export interface Known {
  /** How often it was looked at. */
  looks: number;
  look: Look;
  judged: Judged;
  /** The accounts of the case and those outside that plainly belong, in byte order. */
  found: readonly string[];
  /** How many template families turned out to be others'. */
  notOwn: number;
}

/**
 * Looks until a look teaches nothing new, or often enough. A look teaches which families are others' as well, and which
 * accounts outside the case belong: what these share with each other leads to those who share nothing with it.
 */
export async function untilNothingIsNew(
  context: AnalyzerContext<unknown>,
  first: Look = firstLook(context),
  most = MOST_LOOKS,
): Promise<Known> {
  let look = first;
  let judged = await judgeAll(context, look);
  let found = context.accounts;
  let notOwn = 0;
  const hashes = new Set<string>();
  let isOfOthers = (hash: string): boolean => hashes.has(hash);
  let looks = 1;
  for (; looks < most; looks++) {
    let learned: string;
    const ofOthers = await hashesOfOthers(context, look, judged);
    if (ofOthers.families > 0) {
      notOwn += ofOthers.families;
      ofOthers.hashes.forEach((hash) => hashes.add(hash));
      // What is left would be the next to be taken for the campaign's.
      if (ofOthers.families === look.shared.families.campaign) isOfOthers = () => true;
      // Who was found by the prompts of others was not found.
      found = context.accounts;
      learned = `template families that turned out to be others’: ${ofOthers.families}`;
    } else {
      const known = new Set(found);
      const sharesPrompts = look.shared.families.common > 0;
      const untold = new Set(judged.listed.filter(isUntold).map(({ accountId }) => accountId));
      const fresh = judged.candidates.filter(
        (candidate) =>
          !known.has(candidate.accountId) &&
          (candidate.tier === 'ban' ||
            ((!sharesPrompts || untold.has(candidate.accountId)) && seemsToBelong(candidate))),
      );
      if (fresh.length === 0 || fresh.length < TEACH_FROM * look.shared.core.accounts) break;
      found = [...found, ...fresh.map(({ accountId }) => accountId)].sort();
      learned = `accounts that ${sharesPrompts ? 'plainly' : 'seem to'} belong, found outside the case: ${fresh.length}`;
    }
    await context.tell(`Look ${looks + 1} of ${most} at most; ${learned}`);
    look = await lookAgain(context, found, isOfOthers);
    judged = await judgeAll(context, look);
  }
  return { looks, look, judged, found, notOwn };
}

/**
 * Whether an account that a person is to judge leads to others where no prompts tell: it is tied and after the same,
 * or all that is of an operator's own making ties it.
 */
const seemsToBelong = ({ tier, score, evidence }: CandidateRow): boolean =>
  tier === 'review' &&
  (isTied({ families: evidence }) ||
    (score >= SEEMS_FROM && [...OF_OWN_MAKING].every((family) => evidence.includes(family))));

const USES = `SELECT account_id AS accountId, families, counts FROM ${TEMPLATE_USES} ORDER BY accountId`;
const HASHES = `SELECT toString(hash) AS hash, family FROM ${FAMILIES} ORDER BY family, hash`;

/** The template hashes of families that the look took for the campaign's and that are others' as well. */
async function hashesOfOthers(
  { ask }: AnalyzerContext<unknown>,
  { shared: { families } }: Look,
  { listed, manner }: Judged,
): Promise<{ families: number; hashes: string[] }> {
  if (families.common === 0 || !mayBeOfOthers(manner, listed)) return { families: 0, hashes: [] };
  const exchanges = new Map(listed.map((profile) => [profile.accountId, profile.exchanges]));
  const rows = await ask<{ accountId: string; families: number[]; counts: number[] }>(USES, {
    templateUses: families.usesSet,
  });
  const users = rows.map((row) => ({
    ...row,
    exchanges: exchanges.get(row.accountId) ?? 0,
    families: row.families.map((family) => family - 1),
  }));
  const numbers = new Set(familiesOfOthers(manner, listed, users, families.campaign));
  if (numbers.size === 0) return { families: 0, hashes: [] };
  const hashes = await ask<{ hash: string; family: number }>(HASHES, { families: families.campaignSet });
  return {
    families: numbers.size,
    hashes: hashes.filter(({ family }) => numbers.has(family - 1)).map(({ hash }) => hash),
  };
}
