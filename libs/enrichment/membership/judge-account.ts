import type { AccountVerdict, CandidateRow, EvidenceFamily } from '../evidence-rows';
import { isRunner, type SharedWithRunners } from '../sharing/account-facts';
import { suggest } from '../sharing/account-suggestion';
import { LIKE_CAMPAIGN } from '../sharing/campaign-families';
import { type Assessment, TIES } from './evidence-model';
import type { Profile } from './profile';
import { signsAgainst, signsFor } from './wording';

/** Likelihood from which a ban is suggested, and from which a person should look. */
const BAN_FROM = 0.998;
const REVIEW_FROM = 0.5;
/** The same where signs of several kinds speak for an account. See ADR 0066. */
const MANY_SIDES_FROM = 0.25;
/** Likelihood below which an account is as everybody: one of a case without shared templates is suggested to be cleared. */
const CLEAR_BELOW = 0.05;
/** Independent families of evidence that are several: without so many no ban is suggested. */
const FAMILIES_AT_LEAST = 3;
/** Who pays for an account and with whom it was created is of an operator's own making; strangers use its networks, too. */
export const OF_OWN_MAKING: ReadonlySet<EvidenceFamily> = new Set(['payment', 'lifecycle']);

const ALLOWED = 'It is on the allow-list of the platform: only a person can judge it.';
const ENTERPRISE = 'It belongs to an organisation under contract: only a person can judge it.';
const PROGRAMME =
  'It belongs to a programme of the platform, whose members share things by nature: only what it runs tells, or signs of several kinds.';

const TOOL =
  'Most accounts that run the same prompts are otherwise nothing like the campaign: these are the prompts of a tool.';

const OFTEN_NAMED =
  'Several of those who run the same prompts are named, one in ten or more: an operator of another kind looks the same.';

const OF_FEW =
  'Few of those who run the same prompts are named, and nothing shows that it is after what the campaign is after.';

const SELDOM_NAMED =
  'Hardly any of those who run the same prompts are named, and these may have been by mistake: a research group with a benchmark of its own looks the same.';

const OF_MEMBERS =
  'It belongs to a programme of the platform, and mostly members of programmes run the prompts that it runs: a class shares its assignment.';

const IN_PASSING =
  'It runs hardly any prompts of the campaign except those that the case itself runs in passing: they may be everybody’s.';

const TOOL_ONLY =
  'Nearly all named accounts that run the same prompts run others of the campaign besides, and it does not: these may be the prompts of a tool with which the campaign works.';

const WIDELY_RUN =
  'More than one in twenty of all others run the same prompts: they may be a tool’s, although many of those who run them are named.';

const OF_STRANGERS =
  'Most who run the same prompts are after other things than the case is, at other times: what ties them they share with each other.';

const ONE_PROMPT =
  'It runs one prompt of the campaign in variants, and hardly anything else speaks for it: a prompt may pass from hand to hand.';

const LITTLE =
  'Little of what it does is with prompts of the campaign, and all else about it is as with everybody: it may have tried what others run.';

const LESS_THAN_HALF =
  'Less than half of what it does is with prompts of the campaign, and all else about it speaks rather against than for it: a reseller’s account, say, that carries others as well.';

const COMPROMISED =
  'Its owner has work of their own, before the campaign came to it or after it had gone, and went on meanwhile, from networks where the campaign is not: their key may be stolen. To revoke the keys that carry the campaign would end it; a ban would hit the owner.';

/** Whose accounts no machine suggests to ban, and why; undefined for the others. */
export function reserved({ isProtected, contract }: Profile): string | undefined {
  return isProtected ? ALLOWED : contract === 'enterprise' ? ENTERPRISE : undefined;
}

/** What is known beside an account's own traits. */
export interface KnownOfAccount {
  /** Whether owners of the case have templates in common, and the log says of the account's own requests which they use. */
  hasFamilies: boolean;
  /** Whether the prompts that it runs are those of a tool, whose other users are nothing like the campaign. */
  runsTool: boolean;
  /** Whether so many who run the same prompts are named that hardly all of them were by mistake. */
  isOftenNamed: boolean;
  /** Whether it runs only prompts of operators of whom the case has an account or two. */
  isOfFew: boolean;
  /** Whether hardly anybody who is named runs the prompts that it runs. */
  isSeldomNamed: boolean;
  /** Whether it is of a programme and runs only prompts that mostly members of programmes run. */
  isOfMembers: boolean;
  /** Whether it runs hardly any prompts of the campaign except those that the case runs in passing. */
  isInPassing: boolean;
  /** Whether it runs only prompts beside which nearly all who are named run others. */
  isToolOnly: boolean;
  /** Whether it runs hardly any prompts of the campaign except those that many strangers run as well. */
  isWidelyRun: boolean;
  /** Whether most who run its prompts are after other things than the case, at other times. */
  isOfStrangers: boolean;
  /** Whether its owner seems to be a victim, whose key somebody else has. */
  isCompromised: boolean;
}

/**
 * Whether an account's ties are to its like alone: an agency's accounts share prompts, a card and networks with each other
 * as those of an operator do, of whom few are named. Then it must be after what the campaign is after, too.
 */
const isTiedToItsLike = ({ families }: Assessment, { isOfFew }: KnownOfAccount): boolean =>
  isOfFew && !families.includes('capability');

/** Log of odds from which a schedule is the campaign's own: ten times as common in it as elsewhere. Of campaigns that keep none it came to six. */
const KEEPS_SCHEDULE = Math.log(10);

/**
 * Whether an account works at the moments of a schedule that hardly anybody keeps but the campaign, and what is of an
 * operator's own making ties it: neither comes from a prompt that others run as well.
 */
const isDirected = ({ said, families }: Assessment): boolean =>
  said.some(({ trait, weight }) => trait.name === 'schedule' && weight >= KEEPS_SCHEDULE) &&
  families.some((family) => OF_OWN_MAKING.has(family));

/** Why a person must judge an account although it runs prompts of the campaign; empty where nothing says so. */
function doubtsOf(assessment: Assessment, known: KnownOfAccount): string[] {
  if (known.isCompromised) return [COMPROMISED];
  if (isTiedToItsLike(assessment, known)) return [OF_FEW];
  if (known.isSeldomNamed) return [SELDOM_NAMED];
  if (known.isOfMembers) return [OF_MEMBERS];
  if (known.isInPassing && !isDirected(assessment)) return [IN_PASSING];
  if (known.isToolOnly && !isDirected(assessment)) return [TOOL_ONLY];
  if (known.isWidelyRun) return [WIDELY_RUN];
  return known.isOfStrangers ? [OF_STRANGERS, ...signsAgainst(assessment.said)] : [];
}

/** The same for an account of the case, of which more than its prompts need not speak. */
function doubtsOfSubject(
  { exchanges, campaignExchanges, campaignFamilies }: Profile,
  assessment: Assessment,
  known: KnownOfAccount,
): string[] {
  // Detectors name the users of a tool together, so that its prompts look like the campaign's.
  if (known.runsTool) return [TOOL, ...signsAgainst(assessment.said)];
  const doubts = doubtsOf(assessment, known);
  if (doubts.length > 0) return doubts;
  if (campaignExchanges < LIKE_CAMPAIGN * exchanges && assessment.likelihood < CLEAR_BELOW)
    return [LITTLE, ...signsAgainst(assessment.said)];
  if (campaignExchanges * 2 < exchanges && assessment.likelihood < REVIEW_FROM)
    return [LESS_THAN_HALF, ...signsAgainst(assessment.said)];
  const isOnePrompt = exchanges > 0 && campaignFamilies < 2 && !isBannable(assessment);
  return isOnePrompt ? [ONE_PROMPT, ...signsAgainst(assessment.said)] : [];
}

/** Weighs an account of the case. What it runs decides where templates are shared; all its traits where none are. */
export function judgeSubject(
  profile: Profile,
  shared: SharedWithRunners,
  assessment: Assessment,
  known: KnownOfAccount,
): AccountVerdict {
  const { hasFamilies } = known;
  const byTemplates = suggest(profile, shared);
  const score = rounded(assessment.likelihood);
  const verdict = { ...byTemplates, score, shared: { ...byTemplates.shared, evidence: assessment.families } };
  const doubts = byTemplates.suggestion === 'confirm' ? doubtsOfSubject(profile, assessment, known) : [];
  const reason = reserved(profile);
  if (reason && (byTemplates.suggestion === 'confirm' || (!hasFamilies && score >= REVIEW_FROM)))
    return { ...verdict, suggestion: 'review', because: [reason, ...doubts, ...byTemplates.because] };
  if (hasFamilies || reason) {
    if (doubts.length > 0)
      return { ...verdict, suggestion: 'review', because: [...doubts, ...byTemplates.because] };
    if (
      byTemplates.suggestion === 'clear' &&
      (assessment.likelihood >= REVIEW_FROM || isOfManySides(assessment))
    )
      return {
        ...verdict,
        suggestion: 'review',
        because: [...byTemplates.because, ...signsFor(assessment.said)],
      };
    return verdict;
  }
  const because = signsFor(assessment.said);
  if (isBannable(assessment)) return { ...verdict, suggestion: 'confirm', because };
  const against = signsAgainst(assessment.said);
  if (assessment.likelihood >= CLEAR_BELOW || against.length === 0)
    return { ...verdict, suggestion: 'review', because: [...because, ...against, TOO_LITTLE] };
  return { ...verdict, suggestion: 'clear', because: [...against, ...because] };
}

const TOO_LITTLE = 'The case shares no template, and its other traits are too few to tell.';

/** Weighs an account outside the case that something ties to the campaign. */
export function judgeCandidate(
  profile: Profile,
  assessment: Assessment,
  known: KnownOfAccount,
): CandidateRow {
  return candidateRow(profile, assessment, tierOf(profile, assessment, known));
}

/** The tier of an account outside the case, with the reasons, the weightiest first. */
export type Tiered = Pick<CandidateRow, 'tier' | 'because'>;

/** What is kept of an account outside the case. */
export const candidateRow = (
  { accountId, exchanges, campaignExchanges }: Profile,
  { likelihood, families }: Assessment,
  { tier, because }: Tiered,
): CandidateRow => ({
  accountId,
  tier,
  score: rounded(likelihood),
  exchanges,
  campaignExchanges,
  evidence: families,
  because,
});

function tierOf(profile: Profile, assessment: Assessment, known: KnownOfAccount): Tiered {
  const { hasFamilies, runsTool, isOftenNamed } = known;
  const signs = signsFor(assessment.said);
  const against = signsAgainst(assessment.said);
  const reason = reserved(profile);
  if (runsTool) {
    const because = [TOOL, ...against, ...signs];
    if (!isOftenNamed) return { tier: 'look_alike', because };
    return { tier: 'review', because: [...(reason ? [reason] : []), OFTEN_NAMED, ...because] };
  }
  const runs = hasFamilies && isRunner(profile);
  // Where no prompts are shared, who pays along with a named account is looked at as the named one is.
  const paysAlong = !hasFamilies && assessment.families.includes('payment');
  const isLikely =
    assessment.likelihood >= (paysAlong ? CLEAR_BELOW : REVIEW_FROM) || (!hasFamilies && isTied(assessment));
  const doubts = runs ? doubtsOf(assessment, known) : [];
  if (reason) {
    if (runs) return { tier: 'review', because: [reason, ...doubts, ...signs] };
    return { tier: 'look_alike', because: [reason, ...against] };
  }
  const isOfProgramme = profile.contract === 'programme';
  if (doubts.length > 0) return { tier: 'review', because: [...doubts, ...signs] };
  if (isBannable(assessment) && (runs || (!hasFamilies && !isOfProgramme)))
    return { tier: 'ban', because: signs };
  if (runs) return { tier: 'review', because: [...signs, ...against] };
  if (isOfManySides(assessment) || (isLikely && !(isOfProgramme && hasFamilies && profile.exchanges > 0)))
    return { tier: 'review', because: [...signs, ...against] };
  return {
    tier: 'look_alike',
    because: [
      ...(isOfProgramme ? [PROGRAMME] : []),
      ...(against.length > 0 ? against : ['What it shares with the campaign is too little to tell.']),
      ...signs,
    ],
  };
}

/**
 * Whether an account that prompts tell nothing of is for a person: it is after what the campaign is after, and things of
 * two kinds tie it, or one that is of an operator's own making.
 */
export const isTied = ({ families }: Pick<Assessment, 'families'>): boolean =>
  families.includes('capability') &&
  (families.some((family) => OF_OWN_MAKING.has(family)) ||
    families.filter((family) => TIES.has(family)).length >= 2);

/** To be alike alone condemns nobody: something must tie the account to others. */
const isOfSeveralKinds = ({ families }: Assessment): boolean =>
  families.length >= FAMILIES_AT_LEAST && families.some((family) => TIES.has(family));

/** Whether a person should look although an account is rather innocent: signs of several kinds speak for it, and something outweighs them. */
const isOfManySides = (assessment: Assessment): boolean =>
  assessment.likelihood >= MANY_SIDES_FROM && isOfSeveralKinds(assessment);

const isBannable = (assessment: Assessment): boolean =>
  assessment.likelihood >= BAN_FROM && isOfSeveralKinds(assessment);

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
