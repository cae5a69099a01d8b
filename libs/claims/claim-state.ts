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
