import type { Transitions } from '@app/platform';

/**
 * Where an obligation stands. `waiting`: its regime applies but the fact that starts its clock is not recorded.
 * `superseded`: a corrected fact or a new determination gave a new record that points back. `withdrawn`: it is not owed
 * any more.
 */
export const OBLIGATION_TRANSITIONS = {
  waiting: ['superseded', 'withdrawn'],
  running: ['fulfilled', 'superseded', 'withdrawn'],
  fulfilled: [],
  superseded: [],
  withdrawn: [],
} as const satisfies Transitions<string> & Record<string, readonly string[]>;
export type ObligationState = keyof typeof OBLIGATION_TRANSITIONS;
export const OBLIGATION_STATES = Object.keys(OBLIGATION_TRANSITIONS) as ObligationState[];
