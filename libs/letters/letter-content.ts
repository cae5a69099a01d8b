import type { LetterColumn, LetterRecipient, LetterSender, LetterTlp } from './rendering';

/**
 * What the author of a letter writes: all of the letter but what is derived from its claims. Plain JSON. The texts
 * carry marks in double braces, see `parseMarks`; a figure stands in them only as the mark of a claim.
 */
export interface LetterContent {
  sender: LetterSender;
  /** Date to be printed, `YYYY-MM-DD`; null until it is known, as a letter is dated when it is sent. */
  date: string | null;
  /** IANA zone in which the date is the civil date. */
  dateZone: string;
  recipients: LetterRecipient[];
  /** Without its closing mark. */
  salutation: string;
  subject: string | null;
  blocks: DraftBlock[];
  /** Without its comma. */
  closing: string;
  signatory: { role: string; name?: string };
  enclosures: string[];
  copies: string[];
  tlp: LetterTlp | null;
}

/** One piece of the body as it is written. */
export type DraftBlock =
  | { type: 'heading'; level: 1 | 2 | 3; text: string }
  | { type: 'paragraph'; text: string }
  | { type: 'list'; ordered: boolean; items: string[] }
  | { type: 'table'; caption?: string; columns: LetterColumn[]; rows: { cells: string[] }[] };

/** A text of the letter with its RFC 6901 pointer into the content. */
export interface Passage {
  pointer: string;
  text: string;
}

/**
 * Everything that is read as prose, in the order of the letter. Names and addresses of sender, recipients and
 * signatory are not prose.
 */
export function proseOf(content: LetterContent): Passage[] {
  const { salutation, subject, blocks, closing, enclosures, copies } = content;
  return [
    ...(subject === null ? [] : [{ pointer: '/subject', text: subject }]),
    { pointer: '/salutation', text: salutation },
    ...blocks.flatMap((block, index) => proseOfBlock(block, `/blocks/${index}`)),
    { pointer: '/closing', text: closing },
    ...enclosures.map((text, index) => ({ pointer: `/enclosures/${index}`, text })),
    ...copies.map((text, index) => ({ pointer: `/copies/${index}`, text })),
  ];
}

function proseOfBlock(block: DraftBlock, pointer: string): Passage[] {
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return [{ pointer: `${pointer}/text`, text: block.text }];
    case 'list':
      return block.items.map((text, index) => ({ pointer: `${pointer}/items/${index}`, text }));
    case 'table':
      return [
        ...(block.caption === undefined ? [] : [{ pointer: `${pointer}/caption`, text: block.caption }]),
        ...block.columns.map(({ header }, index) => ({
          pointer: `${pointer}/columns/${index}/header`,
          text: header,
        })),
        ...block.rows.flatMap(({ cells }, row) =>
          cells.map((text, cell) => ({ pointer: `${pointer}/rows/${row}/cells/${cell}`, text })),
        ),
      ];
  }
}
