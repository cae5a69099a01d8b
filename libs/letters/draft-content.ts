import { type DraftBlock, type LetterContent } from './letter-content';
import { fillMarks } from './marks';
import type { LetterRecipient, LetterSender } from './rendering';
import type { LetterTemplate, TemplateBlock } from './templates';

/** What a draft is made of besides its template. */
export interface DraftInput {
  sender: LetterSender;
  case: { number: string; title: string };
  /** Number of the case's claim, such as `C-3`, by measure. */
  claims: Readonly<Record<string, string>>;
  /** Words for the template's passages, by key. */
  passages: Readonly<Record<string, string>>;
  recipients?: LetterRecipient[];
  subject?: string;
  date?: string;
}

/** The first text of a letter. What nobody has answered stays open in it as a mark. */
export function draftContent(template: LetterTemplate, input: DraftInput): LetterContent {
  const answers = answersOf(input);
  const { blocks, subject, ...fixed } = template.content;
  const recipients = input.recipients ?? fixed.recipients;
  return {
    ...fixed,
    sender: input.sender,
    date: input.date ?? null,
    recipients,
    salutation: salutationFor(recipients),
    subject: input.subject ?? (subject === null ? null : fillMarks(subject, answers)),
    blocks: blocks
      .filter(({ onlyWith }) => onlyWith === undefined || Object.hasOwn(input.claims, onlyWith))
      .map((block) => fillBlock(block, answers)),
  };
}

/** Suffixes that come after the family name. */
const SUFFIX = /^(?:Jr|Sr|II|III|IV)\.?$/;

/**
 * "Dear Chairman Scott and Ranking Member Warren": by office and family name, or by office alone where there is no
 * name. The family name is taken to be the last word; the author can write the salutation anew.
 */
export function salutationFor(recipients: readonly LetterRecipient[]): string {
  const names = recipients.map(({ name, title }) => {
    const family =
      name
        .replaceAll(',', '')
        .split(/\s+/)
        .filter((word) => !SUFFIX.test(word))
        .at(-1) ?? '';
    return `${title} ${family}`.trim();
  });
  const known = names.filter((name) => name !== '');
  if (known.length === 0) return 'To whom it may concern';
  const last = known.at(-1)!;
  return `Dear ${known.length === 1 ? last : `${known.slice(0, -1).join(', ')} and ${last}`}`;
}

function answersOf({ case: { number, title }, claims, passages }: DraftInput): Record<string, string> {
  return {
    'case:number': `{{ref:${number}}}`,
    'case:title': title,
    ...Object.fromEntries(
      Object.entries(claims).map(([measure, claim]) => [`claim:${measure}`, `{{${claim}}}`]),
    ),
    ...Object.fromEntries(Object.entries(passages).map(([key, text]) => [`passage:${key}`, text])),
  };
}

function fillBlock(template: TemplateBlock, answers: Record<string, string>): DraftBlock {
  const { onlyWith: _onlyWith, ...block } = template;
  const fill = (text: string): string => fillMarks(text, answers);
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return { ...block, text: fill(block.text) };
    case 'list':
      return { ...block, items: block.items.map(fill) };
    case 'table':
      return { ...block, rows: block.rows.map(({ cells }) => ({ cells: cells.map(fill) })) };
  }
}
