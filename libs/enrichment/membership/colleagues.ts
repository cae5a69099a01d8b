import { figure } from '@app/platform';
import type { CandidateRow } from '../evidence-rows';
import { LIKE_CAMPAIGN } from '../sharing/campaign-families';
import type { EvidenceModel } from './evidence-model';
import { candidateRow, reserved } from './judge-account';
import type { Profile } from './profile';
import { signsFor } from './wording';

/** Named accounts of one organisation from which its others are looked at: one may be a mistake. */
const NAMED_AT_LEAST = 2;
/** Families that an account runs at least: one may be the organisation's own, which a named account runs in passing. */
const FAMILIES_AT_LEAST = 2;

/**
 * Accounts of organisations of which several are named, that do as these do: much of their work is with prompts of the
 * case. What one organisation runs ties no owners to each other, so that nothing else leads to the rest of a shell's seats.
 * They are for a person, and teach nothing: the colleagues of a few who abuse their seats may be innocent.
 */
export function colleagues(
  listed: readonly Profile[],
  model: EvidenceModel,
  isIn: (accountId: string) => boolean,
): CandidateRow[] {
  const named = new Map<string, number>();
  for (const { isInside, org } of listed)
    if (isInside && org !== '') named.set(org, (named.get(org) ?? 0) + 1);
  return listed
    .filter(
      ({ accountId, isInside, isProtected, org, exchanges, campaignExchanges, campaignFamilies }) =>
        !isInside &&
        !isProtected &&
        !isIn(accountId) &&
        (named.get(org) ?? 0) >= NAMED_AT_LEAST &&
        campaignFamilies >= FAMILIES_AT_LEAST &&
        campaignExchanges >= LIKE_CAMPAIGN * exchanges,
    )
    .map((profile) => {
      const { org, exchanges, campaignExchanges, bins } = profile;
      const assessment = model.assess(bins);
      const contract = reserved(profile);
      const because = [
        `The case has ${named.get(org)} accounts of its organisation, and ${campaignExchanges} of its ${exchanges} exchanges are with prompts of the case.`,
        ...(contract ? [contract] : []),
        ...signsFor(assessment.said),
      ];
      return candidateRow(profile, assessment, { tier: 'review', because });
    });
}

/** Accounts of an organisation in a tier from which the rest of it is looked at, and what part they must be. */
const MOSTLY_IN = { accounts: 3, part: 0.5 };

/**
 * The rest of organisations of which most accounts that anything ties to the campaign are for a ban or for a person: who
 * judges these has to judge the organisation. For a person, whatever they run; not under contract, where only what one runs tells.
 */
export function restOfOrganisations(
  listed: readonly Profile[],
  model: EvidenceModel,
  isIn: (accountId: string) => boolean,
): CandidateRow[] {
  const tied = new Map<string, { all: number; isIn: number }>();
  for (const { accountId, org } of listed) {
    if (org === '') continue;
    const own = tied.get(org) ?? { all: 0, isIn: 0 };
    tied.set(org, { all: own.all + 1, isIn: own.isIn + (isIn(accountId) ? 1 : 0) });
  }
  return listed.flatMap((profile) => {
    // Who was named and is to be cleared is not taken back by colleagues.
    const of = tied.get(profile.org);
    if (profile.isInside || isIn(profile.accountId) || reserved(profile) !== undefined || !of) return [];
    if (of.isIn < MOSTLY_IN.accounts || of.isIn < MOSTLY_IN.part * of.all) return [];
    const assessment = model.assess(profile.bins);
    const because = [
      `${figure(of.isIn)} of the ${figure(of.all)} accounts of its organisation that anything ties to the campaign are for a ban or for a person.`,
      ...signsFor(assessment.said),
    ];
    return [candidateRow(profile, assessment, { tier: 'review', because })];
  });
}
