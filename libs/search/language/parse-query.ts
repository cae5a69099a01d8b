import type { Operator, Place, Query, Range, Term, Word } from './query';
import { QUERY_LIMITS, queryFault } from './query-fault';
import { readTokens, type Token } from './read-tokens';

/** A field whose value is a group: `stage:(New OR InProgress)`. */
interface Scope {
  name: string;
  at: Place;
}

/**
 * Understands a query: words and quoted text, `field:value`, comparisons, ranges, `-`, `NOT`, `AND`, `OR`, parentheses.
 * Terms beside each other must all hold; AND binds more tightly than OR. Empty text is no demand at all.
 * @throws InvalidQueryError naming the position
 */
export function parseQuery(text: string): Query | null {
  const parser = new Parser(readTokens(text), text.length);
  return parser.whole();
}

class Parser {
  private next = 0;
  private terms = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly length: number,
  ) {}

  whole(): Query | null {
    if (this.tokens.length === 0) return null;
    const query = this.either(0, null);
    const left = this.peek();
    if (left) throw queryFault(placeOf(left), `"${nameOf(left)}" has nothing before it that it closes`);
    return query;
  }

  private either(depth: number, scope: Scope | null): Query {
    const parts = [this.both(depth, scope)];
    while (this.accept('OR')) parts.push(this.both(depth, scope));
    return parts.length === 1 ? parts[0]! : { type: 'or', parts };
  }

  private both(depth: number, scope: Scope | null): Query {
    const parts = [this.one(depth, scope)];
    for (;;) {
      if (this.accept('AND')) parts.push(this.one(depth, scope));
      else if (this.isDemand()) parts.push(this.one(depth, scope));
      else return parts.length === 1 ? parts[0]! : { type: 'and', parts };
    }
  }

  /** Whether another demand follows, joined by nothing. */
  private isDemand(): boolean {
    const token = this.peek();
    return token !== undefined && ['word', 'field', '(', '-', 'NOT', '[', '{', 'TO'].includes(token.type);
  }

  private one(depth: number, scope: Scope | null): Query {
    const token = this.take();
    if (depth >= QUERY_LIMITS.depth)
      throw queryFault(placeOf(token), `a query goes at most ${QUERY_LIMITS.depth} levels deep`);
    switch (token.type) {
      case '-':
      case 'NOT':
        return { type: 'not', part: this.one(depth + 1, scope) };
      case '(':
        return this.group(token.at, depth, scope);
      case 'word':
        return this.term(scope, ':', token.word, token.word.at);
      case 'field':
        return this.ofField(token, depth, scope);
      case 'TO':
        return this.term(scope, ':', wordOf(token), token.at);
      case '[':
      case '{':
        throw queryFault(token.at, `"${token.type}" belongs to a range, such as created:[2026-06-01 TO now]`);
      case ')':
      case ']':
      case '}':
      case 'AND':
      case 'OR':
        throw queryFault(token.at, `"${token.type}" stands where a word or a field is expected`);
    }
  }

  private group(open: Place, depth: number, scope: Scope | null): Query {
    const inner = this.either(depth + 1, scope);
    const close = this.peek();
    if (close?.type !== ')') throw queryFault(open, 'the parenthesis is never closed');
    this.next += 1;
    return inner;
  }

  private ofField(token: Token & { type: 'field' }, depth: number, outer: Scope | null): Query {
    const field = {
      name: token.name,
      at: { start: token.at.start, end: token.at.start + token.name.length },
    };
    if (outer)
      throw queryFault(field.at, `inside the group of "${outer.name}" no other field is named`, {
        field: token.name,
      });
    const value = this.peek();
    const isAdjacent = value && placeOf(value).start === token.at.end;
    if (!isAdjacent)
      throw queryFault(
        { start: token.at.end, end: token.at.end },
        `a value must follow "${token.name}:" at once; text with a colon goes in quotation marks`,
        { field: token.name },
      );
    this.next += 1;
    if (value.type === 'word')
      return this.term(field, token.operator, value.word, { start: token.at.start, end: value.word.at.end });
    if (token.operator !== ':')
      throw queryFault(placeOf(value), `a single value must follow "${token.name}:${token.operator}"`, {
        field: token.name,
      });
    if (value.type === '(') return this.group(value.at, depth, field);
    if (value.type === '[' || value.type === '{') return this.range(field, value.type, value.at);
    // A keyword right behind a colon is a value like any other: tag:AND.
    if (isKeyword(value))
      return this.term(field, ':', wordOf(value), { start: token.at.start, end: value.at.end });
    throw queryFault(placeOf(value), `"${nameOf(value)}" is no value`, { field: token.name });
  }

  private range(field: Scope, open: '[' | '{', at: Place): Term {
    const from = this.end(at);
    const to = this.peek();
    if (to?.type !== 'TO')
      throw queryFault(to ? placeOf(to) : at, 'a range has the form [from TO to]', { field: field.name });
    this.next += 1;
    const until = this.end(at);
    const close = this.peek();
    if (close?.type !== ']' && close?.type !== '}')
      throw queryFault(at, 'the range is never closed', { field: field.name });
    this.next += 1;
    const value: Range = {
      from,
      to: until,
      includesFrom: open === '[',
      includesTo: close.type === ']',
    };
    return this.term(field, ':', value, { start: field.at.start, end: close.at.end });
  }

  /** One end of a range; `*` leaves it open. */
  private end(open: Place): Word | null {
    const token = this.peek();
    if (token?.type !== 'word')
      throw queryFault(
        token ? placeOf(token) : open,
        'a range has the form [from TO to], with * for an open end',
      );
    this.next += 1;
    if (token.word.prefix && token.word.text === '') return null;
    if (token.word.prefix) throw queryFault(token.word.at, 'the end of a range has no wildcard');
    return token.word;
  }

  private term(field: Scope | null, operator: Operator, value: Word | Range, at: Place): Term {
    this.terms += 1;
    if (this.terms > QUERY_LIMITS.terms)
      throw queryFault(at, `a query has at most ${QUERY_LIMITS.terms} terms`);
    return { type: 'term', field, operator, value, at };
  }

  private peek(): Token | undefined {
    return this.tokens[this.next];
  }

  private accept(type: 'AND' | 'OR'): boolean {
    if (this.peek()?.type !== type) return false;
    this.next += 1;
    return true;
  }

  private take(): Token {
    const token = this.peek();
    if (!token)
      throw queryFault({ start: this.length, end: this.length }, 'the query ends where more is expected');
    this.next += 1;
    return token;
  }
}

const placeOf = (token: Token): Place => (token.type === 'word' ? token.word.at : token.at);
const nameOf = (token: Token): string =>
  token.type === 'word' ? token.word.text : token.type === 'field' ? token.name : token.type;
/** A word that means something elsewhere, where it is a word like any other. */
const wordOf = (token: { type: string; at: Place }): Word => ({
  text: token.type,
  quoted: false,
  prefix: false,
  at: token.at,
});
const isKeyword = (token: Token): token is Token & { type: 'AND' | 'OR' | 'NOT' | 'TO'; at: Place } =>
  ['AND', 'OR', 'NOT', 'TO'].includes(token.type);
