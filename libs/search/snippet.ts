import type { Word } from './language/query';

/** A stretch of text, and whether it is what was looked for. Text and never markup: who shows it, escapes it. */
export interface SnippetPart {
  text: string;
  isMatch: boolean;
}

const LENGTH = 240;
const BEFORE = 60;

/** The part of a text around the first word that was looked for, cut up at what matches; its beginning when none does. */
export function snippetOf(text: string, sought: readonly Word[]): SnippetPart[] {
  const pattern = patternOf(sought);
  const first = pattern ? text.search(pattern) : -1;
  const start = first > BEFORE ? wordStart(text, first - BEFORE) : 0;
  const cut = text.slice(start, wholeEnd(text, start + LENGTH));
  const parts: SnippetPart[] = [];
  let at = 0;
  for (const match of pattern ? cut.matchAll(new RegExp(pattern, 'giu')) : []) {
    if (match.index > at) parts.push({ text: cut.slice(at, match.index), isMatch: false });
    parts.push({ text: match[0], isMatch: true });
    at = match.index + match[0].length;
  }
  if (at < cut.length) parts.push({ text: cut.slice(at), isMatch: false });
  if (start > 0 && parts[0]) parts[0] = { ...parts[0], text: `…${parts[0].text}` };
  if (start + cut.length < text.length) parts.push({ text: '…', isMatch: false });
  return parts;
}

function patternOf(sought: readonly Word[]): RegExp | undefined {
  const words = sought
    .map((word) => ({ ...word, parts: word.text.match(/[\p{L}\p{N}]+/gu) ?? [] }))
    .filter((word) => word.parts.length > 0)
    .map((word) => word.parts.join('[^\\p{L}\\p{N}]+') + (word.prefix ? '[\\p{L}\\p{N}]*' : ''));
  return words.length > 0 ? new RegExp(words.sort((a, b) => b.length - a.length).join('|'), 'iu') : undefined;
}

/** The next beginning of a word, so that none is cut in two. */
function wordStart(text: string, from: number): number {
  const space = text.slice(from, from + BEFORE).search(/\s/u);
  return space === -1 ? wholeEnd(text, from) : from + space + 1;
}

/** An index that does not part the halves of one character. */
function wholeEnd(text: string, index: number): number {
  return /[\uDC00-\uDFFF]/.test(text[index] ?? '') ? index + 1 : index;
}
