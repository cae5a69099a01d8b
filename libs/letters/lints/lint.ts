import type { ApprovedRungs, Rung } from '@app/enrichment';
import type { LetterContent } from '../letter-content';

/** What a lint has against a letter; a letter with findings is saved, but neither approved nor frozen. */
export interface Finding {
  rule: FindingRule;
  /** RFC 6901 pointer into the content of the letter. */
  pointer: string;
  /** Where in that text it begins, in UTF-16 units. */
  offset: number;
  /** The words in question, as they stand. */
  text: string;
  /** What is wrong and what to do. */
  detail: string;
  /** Of words that say too much: the rung that they need, the one approved, and what may be said; null is none. */
  neededRung?: Rung;
  approvedRung?: Rung | null;
  allowedPhrase?: string | null;
}

/**
 * `unproven-figure`: a figure that is no claim. `gap`: something is still to be written. `mark`: a mark leads nowhere.
 * `over-attribution`: says more of who is behind it than is approved. `mixed-likelihood`: likelihood and confidence in one sentence.
 */
export const FINDING_RULES = [
  'unproven-figure',
  'gap',
  'mark',
  'over-attribution',
  'mixed-likelihood',
] as const;
export type FindingRule = (typeof FINDING_RULES)[number];

/**
 * One rule for the wording of letters: a pure function. `claims` are the numbers of the case's claims, such as `C-3`;
 * `approved` is how far the attribution of the case has been approved.
 */
export type Lint = (
  content: LetterContent,
  claims: ReadonlySet<string>,
  approved: ApprovedRungs,
) => Finding[];
