import { type FieldError, problem } from '@app/platform';
import { isClaimRun, type LetterBlock, type LetterDocument, type LetterRun } from './letter-document';

/** The letter cannot be rendered faithfully; `errors` names each fault by JSON pointer into the document. */
export class UnrenderableLetterError extends problem({
  slug: 'unrenderable-letter',
  status: 422,
  title: 'The letter cannot be rendered',
  remedy: 'Correct the members of the letter that `errors` names by JSON pointer, then render it again.',
}) {
  constructor(readonly faults: FieldError[]) {
    super(faults.map((fault) => `${fault.pointer}: ${fault.detail}`).join('; '), { errors: faults });
  }
}

/**
 * Characters that leave no mark or change the order of others: controls, line ends, zero-width and
 * bidirectional formatting, lone surrogates, private use. With them a figure could be read differently from
 * how it is stored, and two texts that print alike could differ.
 */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * What stands in the way of rendering a letter: faults of form only, as the rules for figures and approval
 * lie elsewhere. Empty when it can be rendered, unless the PDF's font lacks a character.
 */
export function validateLetterDocument(letter: LetterDocument): FieldError[] {
  return [
    ...textsOf(letter).flatMap(({ pointer, text }) =>
      [...new Set(text.match(UNPRINTABLE))].map((character) => ({
        pointer,
        detail: `${codePointName(character)} is not a printable character`,
      })),
    ),
    ...dateFaults(letter),
    ...letter.blocks.flatMap((block, index) => blockFaults(block, `/blocks/${index}`)),
    ...appendixFaults(letter),
  ];
}

/** @throws UnrenderableLetterError naming every fault of {@link validateLetterDocument}. */
export function assertRenderable(letter: LetterDocument): void {
  const faults = validateLetterDocument(letter);
  if (faults.length > 0) throw new UnrenderableLetterError(faults);
}

/** Every string of the document with its JSON pointer, in document order. */
export function textsOf(value: unknown, pointer = ''): { pointer: string; text: string }[] {
  if (typeof value === 'string') return [{ pointer, text: value }];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, member]) => textsOf(member, `${pointer}/${key}`));
}

/** A character as people look it up, e.g. `U+6F22 "漢"`; one that does not print is named by code point alone. */
export function codePointName(character: string): string {
  const codePoint = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return character.search(UNPRINTABLE) === -1 ? `${codePoint} "${character}"` : codePoint;
}

function dateFaults(letter: LetterDocument): FieldError[] {
  const instants = (letter.appendix ?? []).flatMap((row, index) => [
    { pointer: `/appendix/${index}/asOf`, value: row.asOf },
    { pointer: `/appendix/${index}/snapshot/asOf`, value: row.snapshot.asOf },
  ]);
  return [
    ...(isCivilDate(letter.date)
      ? []
      : [{ pointer: '/date', detail: 'is not a civil date of the form YYYY-MM-DD' }]),
    ...(isTimeZone(letter.dateZone) ? [] : [{ pointer: '/dateZone', detail: 'is not an IANA time zone' }]),
    ...instants
      .filter(({ value }) => !isInstant(value))
      .map(({ pointer }) => ({ pointer, detail: 'is not an instant of the form 2026-06-05T23:59:59Z' })),
  ];
}

function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  // A day that the month does not have rolls over into the next.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isInstant(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?Z$/.test(text) && isCivilDate(text.slice(0, 10))
  );
}

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
}

function blockFaults(block: LetterBlock, pointer: string): FieldError[] {
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return block.runs.length > 0 ? [] : [{ pointer: `${pointer}/runs`, detail: 'is empty' }];
    case 'list':
      return block.items.length > 0 ? [] : [{ pointer: `${pointer}/items`, detail: 'is empty' }];
    case 'table':
      if (block.columns.length === 0) return [{ pointer: `${pointer}/columns`, detail: 'is empty' }];
      return block.rows.flatMap((row, index) =>
        row.length === block.columns.length
          ? []
          : [
              {
                pointer: `${pointer}/rows/${index}`,
                detail: `has ${row.length} cells for ${block.columns.length} columns`,
              },
            ],
      );
  }
}

/** A marker must lead to exactly one row. */
function appendixFaults(letter: LetterDocument): FieldError[] {
  if (!letter.appendix) return [];
  const numbers = letter.appendix.map((row) => row.number);
  const repeated = numbers.flatMap((number, index) =>
    numbers.indexOf(number) === index
      ? []
      : [{ pointer: `/appendix/${index}/number`, detail: `${number} has a row already` }],
  );
  const cited = letter.blocks.flatMap((block, index) =>
    runsOf(block)
      .filter(isClaimRun)
      .filter((run) => !numbers.includes(run.claim.number))
      .map((run) => ({
        pointer: `/blocks/${index}`,
        detail: `cites ${run.claim.number}, which has no row in the appendix`,
      })),
  );
  return [...repeated, ...cited];
}

function runsOf(block: LetterBlock): LetterRun[] {
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return block.runs;
    case 'list':
      return block.items.flat();
    case 'table':
      return block.rows.flat(2);
  }
}
