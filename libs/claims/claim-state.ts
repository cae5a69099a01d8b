import type { Transitions } from '@app/platform';

/**
 * How far a claim has come: asked for, counted, counted again by another way, approved by a second person. One whose
 * words a recount on later data found untrue is stale, for good: another claim says what is true now.
 */
export const CLAIM_STATES = {
  proposed: ['computed'],
  computed: ['reproduced'],
  reproduced: ['approved'],
  approved: ['stale'],
  stale: [],
} as const satisfies Transitions<'proposed' | 'computed' | 'reproduced' | 'approved' | 'stale'>;
export type ClaimState = keyof typeof CLAIM_STATES;
export const CLAIM_STATE_NAMES = Object.keys(CLAIM_STATES) as ClaimState[];

/** What can be done to a claim. */
export const CLAIM_ACTS = ['phrase', 'reproduce', 'approve', 'recount'] as const;
export type ClaimAct = (typeof CLAIM_ACTS)[number];

/** What may be done to a claim in a state; who may is asked besides. Words are chosen until it is approved. */
export const ACTS_OF: Readonly<Record<ClaimState, readonly ClaimAct[]>> = {
  proposed: [],
  computed: ['phrase', 'reproduce'],
  reproduced: ['phrase', 'approve'],
  approved: ['recount'],
  stale: ['recount'],
};
