import { type LetterContent, proseOf } from '../letter-content';
import { parseMarks } from '../marks';
import { printDate } from '../rendering';
import type { Finding } from './lint';

/** Words that say how many, or how many times as many. */
const FIGURE_WORDS = new Set(
  (
    'zero ten tens eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty ' +
    'sixty seventy eighty ninety dozen dozens hundred hundreds thousand thousands million millions billion billions ' +
    'trillion trillions half twice thrice double doubled triple tripled quadruple quadrupled percent'
  ).split(' '),
);

/** Small numbers; a letter may count its own parts with them: "three measures". */
const SMALL_NUMBERS = new Set('two three four five six seven eight nine'.split(' '));
const PARTS_OF_A_LETTER = new Set(
  'measures steps requests questions reasons parts sections points annexes enclosures paragraphs conclusions'.split(
    ' ',
  ),
);

/** A citation is neither a quantity nor long; otherwise any figure could be passed off as one. */
const NO_CITATION =
  /\d,\d{3}|%|\b(?:percent|hundreds?|thousands?|millions?|billions?|trillions?|accounts?|exchanges?|requests?|prompts?|tokens?|users?|keys?|dollars?)\b/i;
const CITATION_MAX = 120;

/**
 * Finds every figure that is typed instead of cited: digits of any script, and words that are numbers. What may stand:
 * the number before a listed part ("2."), a part of the letter ("Annex 2"), the letter's own date, and the marks of
 * claims and references.
 */
export function unprovenFigures(content: LetterContent): Finding[] {
  return proseOf(content).flatMap(({ pointer, text }) => [
    ...figuresIn(allowedBlanked(text, content.date)).map(({ offset, length }) => {
      const typed = text.slice(offset, offset + length);
      return finding(pointer, offset, typed, `"${typed}" is a figure without a claim; cite one as {{C-1}}`);
    }),
    ...parseMarks(text).flatMap((segment) =>
      segment.kind === 'reference' && !isCitation(segment.text)
        ? [finding(pointer, segment.offset, segment.text, `"${segment.text}" is a figure, not a reference`)]
        : [],
    ),
  ]);
}

function isCitation(text: string): boolean {
  return text.length <= CITATION_MAX && /\p{L}/u.test(text) && !NO_CITATION.test(text);
}

function figuresIn(text: string): { offset: number; length: number }[] {
  const words = [...text.matchAll(/[^\s\u2013\u2014]+/g)].flatMap(({ 0: token, index }) => {
    const start = token.search(/[\p{L}\p{N}]/u);
    const word = token.slice(Math.max(start, 0)).replace(/[^\p{L}\p{N}%‰°]+$/u, '');
    return start === -1 ? [] : [{ word, offset: index + start }];
  });
  return words.flatMap(({ word, offset }, index) =>
    isFigure(word, words[index + 1]?.word ?? '') ? [{ offset, length: word.length }] : [],
  );
}

function isFigure(word: string, next: string): boolean {
  // Compatibility forms, such as full-width or mathematical letters, read as the plain ones do.
  const plain = word.normalize('NFKC').toLowerCase();
  if (/\p{N}/u.test(plain)) return true;
  const parts = plain.split(/[^\p{L}]+/u);
  if (parts.some((part) => FIGURE_WORDS.has(part))) return true;
  if (/^(?:two|three|four|five|six|seven|eight|nine|ten|hundred|thousand)fold$/.test(plain)) return true;
  if (plain === 'per' && next.toLowerCase() === 'cent') return true;
  return parts.some((part) => SMALL_NUMBERS.has(part)) && !PARTS_OF_A_LETTER.has(next.toLowerCase());
}

/** The text with spaces for all that may stand, so that offsets stay. */
function allowedBlanked(text: string, date: string | null): string {
  const outsideMarks = parseMarks(text).reduce(
    (blanked, { kind, offset, ...segment }) =>
      kind === 'text' && 'text' in segment ? blanked.padEnd(offset) + segment.text : blanked.padEnd(offset),
    '',
  );
  const allowed = [
    /^\s*(?:\(\d{1,2}\)|\d{1,2}[.)])(?=\s)/g,
    /\b(?:Section|Annex|Appendix|Paragraph|Part|Table|Figure|Item|Page|Enclosure) \d{1,2}(?![\p{L}\p{N}%]|[.,/:-]\p{N})/gu,
    ...(date === null ? [] : dateForms(date)),
  ];
  return allowed.reduce(
    (blanked, pattern) => blanked.replace(pattern, (match) => ' '.repeat(match.length)),
    outsideMarks,
  );
}

/** How the letter's own date may be written. */
function dateForms(date: string): RegExp[] {
  const american = printDate(date);
  return [american, american.replace(/^(\w+) (\d+),/, '$2 $1'), date].map(
    (form) => new RegExp(`(?<![\\p{L}\\p{N}.,-])${form}(?![\\p{L}\\p{N}]|[.,/-]\\p{N})`, 'gu'),
  );
}

function finding(pointer: string, offset: number, text: string, detail: string): Finding {
  return { rule: 'unproven-figure', pointer, offset, text, detail };
}
