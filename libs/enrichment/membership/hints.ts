import type { EvidenceFamily } from '../evidence-rows';
import { type Assessment, TRAITS } from './evidence-model';
import type { Profile } from './profile';

/** What leads to operators whom no detector has named: something that their accounts are, and few others. */
export interface Hint {
  /** Families of evidence that it is of, beside the prompts. */
  evidence: readonly EvidenceFamily[];
  /** What it says of an account. */
  isSo: string;
  /** What is said of one that it does not hold for, and that runs the same prompts. */
  isBeside: string;
}

/** They are after what the campaign is after, around the clock. */
export const ALIKE_IN_MANNER: Hint = {
  evidence: ['capability', 'timing'],
  isSo: 'It is after the capabilities that the campaign is after, and runs around the clock as the campaign does.',
  isBeside:
    'Most of them are after the capabilities that the campaign is after, around the clock; it is not, and runs their prompts all the same.',
};

/** They run some prompts of the campaign beside their own, and a person is to look at them. */
export const RUN_SOME: Hint = {
  evidence: [],
  isSo: 'It runs some prompts of the campaign as well.',
  isBeside: 'Many of them run some prompts of the campaign as well; it does not, or hardly.',
};

const CAPABILITIES = TRAITS.findIndex(({ name }) => name === 'capabilities');
const RHYTHM = TRAITS.findIndex(({ name }) => name === 'rhythm');

/** Whether an account is alike in manner, where that tells the campaign at all. */
export const isAlike = ({ bins }: Profile, { families }: Assessment): boolean =>
  bins[CAPABILITIES] === 2 &&
  bins[RHYTHM] === 0 &&
  families.includes('capability') &&
  families.includes('timing');
