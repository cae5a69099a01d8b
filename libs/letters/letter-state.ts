import type { Transitions } from '@app/platform';

/**
 * Where a letter stands and where it can go. An edit of what was submitted or approved takes it back to Draft; from
 * Frozen on, nothing in it changes, and what was dispatched cannot be withdrawn, only followed by another letter.
 */
export const LETTER_TRANSITIONS = {
  Draft: ['InReview', 'Withdrawn'],
  InReview: ['Approved', 'ChangesRequested', 'Draft', 'Withdrawn'],
  ChangesRequested: ['InReview', 'Withdrawn'],
  Approved: ['Frozen', 'Draft', 'Withdrawn'],
  Frozen: ['Signed', 'Withdrawn'],
  Signed: ['Dispatched', 'Withdrawn'],
  Dispatched: ['Acknowledged'],
  Acknowledged: [],
  Withdrawn: [],
} as const satisfies Record<string, readonly string[]> & Transitions<string>;
export type LetterState = keyof typeof LETTER_TRANSITIONS;
export const LETTER_STATES = Object.keys(LETTER_TRANSITIONS) as LetterState[];

/** States in which the text can still be edited. */
export const EDITABLE_STATES: readonly LetterState[] = ['Draft', 'InReview', 'ChangesRequested', 'Approved'];

/** Where an edit leaves a letter: whatever had been submitted or approved was another text. */
export function stateAfterEdit(state: LetterState): LetterState {
  return state === 'ChangesRequested' ? 'ChangesRequested' : 'Draft';
}

/** What a reviewer can decide. */
export const REVIEW_DECISIONS = ['approve', 'request_changes'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

/** Where a dispatch stands: on its way, with the recipient, or waiting for a person to say what became of it. */
export const DISPATCH_STATES = ['intended', 'delivered', 'waiting'] as const;
export type DispatchState = (typeof DISPATCH_STATES)[number];

/** How an attempt to deliver ended: surely delivered, surely not, or nobody knows. */
export const ATTEMPT_OUTCOMES = ['delivered', 'failed', 'unclear'] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];
