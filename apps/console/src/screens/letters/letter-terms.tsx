import { Badge } from '@mantine/core';
import type { View } from '../../api/client';

export type Letter = View<'LetterView'>;
export type LetterSummary = View<'LetterSummaryView'>;
export type CitedClaim = View<'CitedClaimView'>;
/** What the author writes: the members that an edit takes, all of them. */
export type Content = Required<View<'EditLetter'>>;
export type Block = View<'BlockBody'>;
export type Recipient = View<'RecipientBody'>;

const STATES: Record<LetterSummary['state'], { label: string; color: string }> = {
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
export const STATE_CHOICES = Object.entries(STATES).map(([value, { label }]) => ({ value, label }));

/** How far a letter is. */
export function LetterState({ of }: { of: LetterSummary['state'] }) {
  return (
    <Badge variant="light" color={STATES[of].color} tt="none">
      {STATES[of].label}
    </Badge>
  );
}

/** What a letter writes of, as the author wrote it. */
export const contentOf = (of: Letter): Content => of.content as unknown as Content;

/** How far a claim may be relied on, in words. */
export const CLAIM_STATES: Record<string, { label: string; color: string; means: string }> = {
  computed: { label: 'Counted once', color: 'gray', means: 'It was counted by one way only.' },
  reproduced: { label: 'Reproduced', color: 'blue', means: 'A second way of counting gave the same value.' },
  approved: { label: 'Approved', color: 'green', means: 'A second person approved value and words.' },
  stale: { label: 'Holds no more', color: 'red', means: 'A count on later data found its words untrue.' },
  proposed: { label: 'Asked for', color: 'gray', means: 'It is not counted yet.' },
};

/** How far a claim may be relied on. */
export function ClaimState({ of }: { of: string }) {
  const { label, color } = CLAIM_STATES[of] ?? { label: of, color: 'gray' };
  return (
    <Badge variant="light" color={color} tt="none">
      {label}
    </Badge>
  );
}
