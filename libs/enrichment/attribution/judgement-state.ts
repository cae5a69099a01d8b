import type { Transitions } from '@app/platform';

/**
 * How far a judgement has come. An edit of what is in review makes it a draft again. What was approved never changes: a
 * later version supersedes it, or it is withdrawn.
 */
export const JUDGEMENT_STATES = {
  draft: ['in_review', 'withdrawn'],
  in_review: ['approved', 'returned', 'draft', 'withdrawn'],
  returned: ['in_review', 'withdrawn'],
  approved: ['superseded', 'withdrawn'],
  superseded: [],
  withdrawn: [],
} as const satisfies Transitions<
  'draft' | 'in_review' | 'returned' | 'approved' | 'superseded' | 'withdrawn'
>;
export type JudgementState = keyof typeof JUDGEMENT_STATES;
export const JUDGEMENT_STATE_NAMES = Object.keys(JUDGEMENT_STATES) as JudgementState[];

/** States in which the words can still be changed. */
export const EDITABLE: readonly JudgementState[] = ['draft', 'in_review', 'returned'];

/** Where an edit leaves a judgement: what was submitted was another text. */
export const stateAfterEdit = (state: JudgementState): JudgementState =>
  state === 'returned' ? 'returned' : 'draft';
