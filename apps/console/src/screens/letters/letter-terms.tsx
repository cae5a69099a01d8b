import type { View } from '../../api/client';
import { choicesOf, State, type StateLook } from '../../kit/state';

export type Letter = View<'LetterView'>;
export type LetterSummary = View<'LetterSummaryView'>;
export type CitedClaim = View<'CitedClaimView'>;
/** What the author writes: the members that an edit takes, all of them. */
export type Content = Required<View<'EditLetter'>>;
export type Block = View<'BlockBody'>;
export type Recipient = View<'RecipientBody'>;

const STATES: Record<LetterSummary['state'], StateLook> = {
  Draft: { label: 'Draft', color: 'gray' },
  InReview: { label: 'In review', color: 'yellow' },
  ChangesRequested: { label: 'Changes asked for', color: 'orange' },
  Approved: { label: 'Approved', color: 'blue' },
  Frozen: { label: 'Frozen, to be signed', color: 'blue' },
  Signed: { label: 'Signed', color: 'teal' },
  Dispatched: { label: 'Sent', color: 'green' },
  Acknowledged: { label: 'Acknowledged', color: 'green' },
  Withdrawn: { label: 'Withdrawn', color: 'gray' },
};
export const STATE_CHOICES = choicesOf(STATES);

/** How far a letter is. */
export function LetterState({ of }: { of: LetterSummary['state'] }) {
  return <State of={STATES[of]} />;
}

/** What a letter writes of, as the author wrote it. */
export const contentOf = (of: Letter): Content => of.content as unknown as Content;
