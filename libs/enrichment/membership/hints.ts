import type { EvidenceFamily } from '../evidence-rows';
import { type Assessment, binAt, type EvidenceModel, TRAITS, UNTOLD } from './evidence-model';
import type { Profile } from './profile';

/** What leads to operators whom no detector has named: something that their accounts are, and few others. */
export interface Hint {
  /** Families of evidence that it is of, beside the prompts. */
  evidence: readonly EvidenceFamily[];
  /** How it ties those whom it leads to and who run one kit; null where they must have something more in common. */
  tie: string | null;
  /** Owners that it leads to and that run one kit, at least: fewer may have come by it by chance. */
  ownersAtLeast: number;
  /** Accounts that run a kit, for each that it leads to, above which the kit may be a tool's. */
  usersForOne: number;
  /** What it says of an account. */
  isSo: string;
  /** What is said of one that it does not hold for, and that runs the same prompts. */
  isBeside: string;
}

/** They are after what the campaign is after, around the clock. */
export const ALIKE_IN_MANNER: Hint = {
  evidence: ['capability', 'timing'],
  tie: null,
  ownersAtLeast: 3,
  usersForOne: 3,
  isSo: 'It is after the capabilities that the campaign is after, and runs around the clock as the campaign does.',
  isBeside:
    'Most of them are after the capabilities that the campaign is after, around the clock; it is not, and runs their prompts all the same.',
};

/** They are after what the campaign is after, of which the hours tell nothing. */
export const AFTER_THE_SAME: Hint = {
  ...ALIKE_IN_MANNER,
  evidence: ['capability'],
  isSo: 'It is after the capabilities that the campaign is after.',
  isBeside:
    'Most of them are after the capabilities that the campaign is after; it is not, and runs their prompts all the same.',
};

/** They run some prompts of the campaign beside their own, and a person is to look at them. */
export const RUN_SOME: Hint = {
  evidence: [],
  tie: null,
  ownersAtLeast: 3,
  usersForOne: 3,
  isSo: 'It runs some prompts of the campaign as well.',
  isBeside: 'Many of them run some prompts of the campaign as well; it does not, or hardly.',
};

/** They are on cards of the campaign: operators who buy accounts from one farm have these in common. */
export const PAID_ALIKE: Hint = {
  evidence: ['payment'],
  tie: 'are on cards of the campaign',
  ownersAtLeast: 2,
  usersForOne: 12,
  isSo: 'It is on a card of the campaign.',
  isBeside: 'Others of them are on cards of the campaign; it is not, and runs their prompts all the same.',
};

/** They are on cards of accounts that are for a ban or for a person, named or found, whether these cards tie the core or not. */
export const PAID_ALONG: Hint = {
  ...PAID_ALIKE,
  tie: 'are on cards of accounts that are for a ban or for a person',
  isSo: 'It is on a card of such an account.',
  isBeside: 'Others of them are on cards of such accounts; it is not, and runs their prompts all the same.',
};

const INSTRUMENT = binAt('instrument');

/** Whether an account is on a card of the campaign, where that tells it at all. */
export const isPaidAlike = ({ bins }: Profile, { families }: Assessment): boolean =>
  bins[INSTRUMENT] === 2 && families.includes('payment');

const CAPABILITIES = binAt('capabilities');
const RHYTHM = binAt('rhythm');

/** Whether an account is after what the campaign is after, where that tells the campaign at all. */
export const isAfterTheSame = ({ bins }: Profile, { families }: Assessment): boolean =>
  bins[CAPABILITIES] === 2 && families.includes('capability');

/** Whether an account is alike in manner, where that tells the campaign at all. */
export const isAlike = (profile: Profile, assessment: Assessment): boolean =>
  isAfterTheSame(profile, assessment) && profile.bins[RHYTHM] === 0 && assessment.families.includes('timing');

/** Whether it tells anything that an account runs around the clock: the campaign does, and hardly anybody else. */
export const rhythmTells = (model: Pick<EvidenceModel, 'assess'>): boolean =>
  model.assess(TRAITS.map((_, at) => (at === RHYTHM ? 0 : UNTOLD))).families.includes('timing');
