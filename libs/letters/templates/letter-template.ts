import type { DraftBlock, LetterContent } from '../letter-content';

/**
 * A kind of letter: its prose with gaps. `{{claim:<measure>}}` is filled with a claim of that measure,
 * `{{passage:<key>}}` with words that only the people of the case can write, `{{case:number}}` and `{{case:title}}`
 * with those of the case. What is not filled stays in the draft as a gap. The phrase of a claim has its noun with it
 * ("nearly 25,000 accounts"), so the prose must not add one.
 */
export interface LetterTemplate {
  id: string;
  name: string;
  /** Changes with the prose; kept with each letter. */
  version: number;
  /** What the letter cites, by measure. */
  measures: TemplateMeasure[];
  /** What the people of the case must write, by key. */
  passages: { key: string; ask: string }[];
  content: Pick<
    LetterContent,
    'recipients' | 'subject' | 'closing' | 'signatory' | 'enclosures' | 'copies' | 'tlp' | 'dateZone'
  > & { blocks: TemplateBlock[] };
}

/** A figure that a letter needs, or one that it mentions only if there is a claim. */
export interface TemplateMeasure {
  measure: string;
  isOptional: boolean;
}

/** A block that is left out unless there is a claim of the measure `onlyWith`. */
export type TemplateBlock = DraftBlock & { onlyWith?: string };
