import { UNSTORABLE } from '@app/platform';
import type { Operator, Place, Word } from './query';
import { QUERY_LIMITS, queryFault } from './query-fault';

/** One piece of a query's text. */
export type Token =
  | { type: 'word'; word: Word }
  | { type: 'field'; name: string; operator: Operator; at: Place }
  | { type: '(' | ')' | '[' | ']' | '{' | '}' | '-' | 'AND' | 'OR' | 'NOT' | 'TO'; at: Place };

const FIELD = /([A-Za-z][A-Za-z0-9_]{0,59}):(>=|<=|>|<|=)?/y;
const SPACE = /\s/u;
const BRACKETS = '()[]{}';
const KEYWORDS: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT', 'TO']);

/** Takes a query apart. @throws InvalidQueryError on what stands nowhere */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  if (text.length > QUERY_LIMITS.length)
    throw queryFault(
      { start: QUERY_LIMITS.length, end: text.length },
      `a query has at most ${QUERY_LIMITS.length} characters`,
    );
  // Nothing can be found by what is stored in no text.
  const unstorable = UNSTORABLE.exec(text);
  if (unstorable)
    throw queryFault(
      { start: unstorable.index, end: unstorable.index + 1 },
      'this character is not well-formed Unicode, or is NUL',
    );
  for (let at = 0; at < text.length;) {
    const char = text[at]!;
    if (SPACE.test(char)) {
      at += 1;
    } else if (BRACKETS.includes(char)) {
      tokens.push({ type: char as '(', at: { start: at, end: at + 1 } });
      at += 1;
    } else if (char === '-' && begins(tokens, at)) {
      tokens.push({ type: '-', at: { start: at, end: at + 1 } });
      at += 1;
    } else {
      FIELD.lastIndex = at;
      const field = begins(tokens, at) ? FIELD.exec(text) : null;
      if (field) {
        const operator = (field[2] === '=' || !field[2] ? ':' : field[2]) as Operator;
        const end = at + field[0].length;
        tokens.push({ type: 'field', name: field[1]!, operator, at: { start: at, end } });
        at = end;
      } else {
        const word = char === '"' ? quoted(text, at) : bare(text, at);
        at = word.at.end;
        const isKeyword = !word.quoted && KEYWORDS.has(text.slice(word.at.start, word.at.end));
        tokens.push(isKeyword ? { type: word.text as 'AND', at: word.at } : { type: 'word', word });
      }
    }
  }
  return tokens;
}

/** Whether a demand can begin here: after a field its value is expected, and that may begin with a minus. */
function begins(tokens: readonly Token[], at: number): boolean {
  const last = tokens.at(-1);
  return (
    !(last?.type === 'field' && last.at.end === at) &&
    last?.type !== '[' &&
    last?.type !== '{' &&
    last?.type !== 'TO'
  );
}

function quoted(text: string, start: number): Word {
  let value = '';
  for (let i = start + 1; i < text.length; i += 1) {
    if (text[i] === '"') return { text: value, quoted: true, prefix: false, at: { start, end: i + 1 } };
    if (text[i] === '\\' && i + 1 < text.length) i += 1;
    value += text[i];
  }
  throw queryFault({ start, end: text.length }, 'the quotation mark is never closed');
}

function bare(text: string, start: number): Word {
  let value = '';
  let i = start;
  let star: number | undefined;
  for (; i < text.length; i += 1) {
    const char = text[i]!;
    if (SPACE.test(char) || BRACKETS.includes(char) || char === '"') break;
    if (star !== undefined)
      throw queryFault({ start: star, end: star + 1 }, 'a wildcard stands at the end of a word only');
    if (char === '*') {
      star = i;
    } else if (char === '\\' && i + 1 < text.length) {
      i += 1;
      value += text[i];
    } else {
      value += char;
    }
  }
  return { text: value, quoted: false, prefix: star !== undefined, at: { start, end: i } };
}
