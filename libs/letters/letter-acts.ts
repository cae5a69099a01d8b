import type { Permission } from '@app/access';
import type { Actor } from '@app/audit';
import type { Dossier } from './letter-reader.service';
import { EDITABLE_STATES } from './letter-state';

/** What people do to a letter, with the right that each act needs. */
const RIGHTS = {
  edit: 'letters.draft',
  submit: 'letters.draft',
  approve: 'letters.review',
  request_changes: 'letters.review',
  freeze: 'letters.draft',
  sign: 'letters.sign',
  dispatch: 'letters.dispatch',
  resolve: 'letters.dispatch',
  acknowledge: 'letters.dispatch',
  withdraw: 'letters.draft',
  resolve_flag: 'letters.review',
} as const satisfies Record<string, Permission>;
export type LetterAct = keyof typeof RIGHTS;
export const LETTER_ACTS = Object.keys(RIGHTS) as LetterAct[];

/** An act that the letter's state is open to; `because` says why this person may not do it, or is null. */
export interface PossibleAct {
  act: LetterAct;
  because: string | null;
}

/** What the acts depend on. */
export type LetterStanding = Pick<Dossier, 'findings' | 'signature'> & {
  letter: Pick<Dossier['letter'], 'state'>;
  versions: Pick<Dossier['versions'][number], 'savedBy'>[];
  frozen: { authorIds: string[]; reviewerId: string } | null;
  dispatch: Pick<NonNullable<Dossier['dispatch']>, 'state'> | null;
  flags: Pick<Dossier['flags'][number], 'state'>[];
};

const NEEDS: Partial<Record<Permission, string>> = {
  'letters.draft': 'Only those who write letters, the policy team, do this.',
  'letters.review': 'Only counsel reviews letters.',
  'letters.sign': 'Only a signatory signs letters.',
  'letters.dispatch': 'Only the policy team sends letters.',
};

/** What can be done to a letter now, and for each act why this person may not, if so. */
export function actsOf(standing: LetterStanding, actor: Actor): PossibleAct[] {
  return LETTER_ACTS.filter((act) => isOpenTo(standing, act)).map((act) => ({
    act,
    because: refusal(standing, actor, act),
  }));
}

function isOpenTo({ letter: { state }, dispatch, flags }: LetterStanding, act: LetterAct): boolean {
  switch (act) {
    case 'edit':
      return EDITABLE_STATES.includes(state);
    case 'submit':
      return state === 'Draft' || state === 'ChangesRequested';
    case 'approve':
    case 'request_changes':
      return state === 'InReview';
    case 'freeze':
      return state === 'Approved';
    case 'sign':
      return state === 'Frozen';
    case 'dispatch':
      return state === 'Signed' && dispatch === null;
    case 'resolve':
      return dispatch?.state === 'waiting';
    case 'acknowledge':
      return state === 'Dispatched' || state === 'Acknowledged';
    case 'withdraw':
      return [...EDITABLE_STATES, 'Frozen', 'Signed'].includes(state) && dispatch === null;
    case 'resolve_flag':
      return flags.some((flag) => flag.state === 'open');
  }
}

function refusal(standing: LetterStanding, actor: Actor, act: LetterAct): string | null {
  const right = RIGHTS[act];
  if (!actor.permissions.has(right)) return NEEDS[right] ?? `This needs the right "${right}".`;
  const { versions, findings, frozen, flags } = standing;
  const isReview = act === 'approve' || act === 'request_changes';
  if (isReview && versions.some(({ savedBy }) => savedBy === actor.id))
    return 'You wrote some of this letter. Somebody else has to review it.';
  if ((act === 'approve' || act === 'freeze') && findings.length > 0)
    return 'Something in the text must be put right first; it is listed beside it.';
  if (act === 'sign' && frozen && (frozen.reviewerId === actor.id || frozen.authorIds.includes(actor.id)))
    return 'You wrote or approved this letter. Somebody else has to sign it.';
  return act === 'sign' || act === 'dispatch' ? flagged(flags) : null;
}

const flagged = (flags: LetterStanding['flags']): string | null =>
  flags.some(({ state }) => state === 'open')
    ? 'A figure in it holds no more. Settle that first, or withdraw the letter.'
    : null;
