import type { IntakeItem } from './formats/intake-item';

/** What became of an item. */
export const OUTCOMES = ['created', 'repeated', 'revised', 'rejected'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The alert as it stood when the items of one identity arrived. */
export interface Standing {
  revision: number;
  contentHash: string;
}

/** What the items of one identity, in their order, do to the alert. */
export interface Folded {
  outcomes: { index: number; outcome: Exclude<Outcome, 'rejected'>; revision: number }[];
  /** How many items said what was known already. */
  repeats: number;
  /** New revisions after the first, oldest first; the last one is what the alert says now. */
  revisions: { revision: number; item: IntakeItem }[];
}

/**
 * Takes items of one identity one after the other: what is known is counted, what is new is a revision.
 * @param standing undefined when the first item has just created the alert
 */
export function fold(items: readonly IntakeItem[], standing?: Standing): Folded {
  const folded: Folded = { outcomes: [], repeats: 0, revisions: [] };
  let { revision, contentHash } = standing ?? { revision: 0, contentHash: '' };
  for (const item of items) {
    const { index } = item;
    if (item.contentHash === contentHash) {
      folded.repeats += 1;
      folded.outcomes.push({ index, outcome: 'repeated', revision });
      continue;
    }
    ({ contentHash } = item);
    revision += 1;
    if (revision > 1) folded.revisions.push({ revision, item });
    folded.outcomes.push({ index, outcome: revision === 1 ? 'created' : 'revised', revision });
  }
  return folded;
}
