import type { Field } from '../fields/field';
import { isRange, type Operator, type Range, type Term, type Word } from './query';
import { nearestOf, queryFault } from './query-fault';
import { readTime } from './time-value';

/** Who asks, when and where: what `me`, `now` and a day mean. */
export interface Asker {
  id: string;
  now: Date;
  /** IANA time zone in which days are meant. */
  zone: string;
}

/** The values of a statement in the order of their `$n`; SQL holds nothing of a query but these. */
export class Parameters {
  readonly values: unknown[] = [];

  /** `first` is the number of the first one, where a statement has others before. */
  constructor(private readonly first = 1) {}

  add(value: unknown): string {
    return `$${this.values.push(value) + this.first - 1}`;
  }
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const INTEGER = /^-?\d{1,9}$/;
const DECIMAL = /^-?\d{1,9}(\.\d{1,9})?$/;
const SIGN = /[\p{L}\p{N}]/u;

/** SQL of one demand on one field. @throws InvalidQueryError when field and demand do not go together */
export function compileTerm(term: Term, field: Field, asker: Asker, to: Parameters): string {
  const { value, operator } = term;
  const isCompared = operator !== ':' || isRange(value);
  if (isCompared && field.type !== 'number' && field.type !== 'time')
    throw queryFault(term.at, `"${field.name}" is compared by ":" alone, it has no order`, {
      field: field.name,
    });
  if (!isRange(value) && value.prefix && value.text === '') return exists(field, value);
  switch (field.type) {
    case 'text':
      return isRange(value) ? never() : textIn(field, value, to);
    case 'keyword':
      return isRange(value) ? never() : keyword(field, value, to);
    case 'boolean':
      return isRange(value) ? never() : truth(field, value, asker, to);
    case 'user':
    case 'reference':
      return isRange(value) ? never() : reference(field, value, asker, to);
    case 'number':
      return isRange(value)
        ? between(value, (end, sign) => `${field.column} ${sign} ${number(field, end, to)}`)
        : `${field.column} ${operator === ':' ? '=' : operator} ${number(field, value, to)}`;
    case 'time':
      return isRange(value)
        ? between(value, (end, sign) => moment(field, end, sign, asker, to))
        : moment(field, value, operator, asker, to);
  }
}

/** SQL that holds where the text has a letter or digit of the word within it, whatever the case of the letters. */
export function containing(column: string, word: Word, to: Parameters): string {
  if (word.prefix) return `${column} LIKE ${to.add(`${escaped(word.text)}%`)}`;
  if ([...word.text].length < 3)
    throw queryFault(
      word.at,
      'a word that is looked for within others has at least three characters; or name the field',
    );
  return `${column} ILIKE ${to.add(`%${escaped(word.text)}%`)}`;
}

/** Ranges are refused for these types before. */
function never(): never {
  throw new Error('a range of what has no order');
}

function exists(field: Field, word: Word): string {
  switch (field.type) {
    case 'text':
      return `${field.column} <> ''`;
    case 'boolean':
      throw queryFault(word.at, `"${field.name}" takes true or false`, { field: field.name });
    case 'keyword':
      if (field.within) return placed(field.within, 'true');
      return field.isList ? `cardinality(${field.column}) > 0` : `${field.column} IS NOT NULL`;
    case 'user':
    case 'reference':
      return field.within ? placed(field.within, 'true') : `${field.column} IS NOT NULL`;
    case 'number':
    case 'time':
      return `${field.column} IS NOT NULL`;
  }
}

function textIn(field: Field & { type: 'text' }, word: Word, to: Parameters): string {
  if (!SIGN.test(word.text)) throw queryFault(word.at, 'there is no letter or digit to look for');
  const query = textQuery(word, to);
  const own = `to_tsvector('simple'::regconfig, ${field.column})`;
  if (field.isScanned) {
    const words = wordsOf(word.text).map((part) => `${field.column} ILIKE ${to.add(`%${escaped(part)}%`)}`);
    return `(${[...words, `${own} @@ ${query}`].join(' AND ')})`;
  }
  return field.name === 'text' || !field.document
    ? `${field.document ?? own} @@ ${query}`
    : `(${field.document} @@ ${query} AND ${own} @@ ${query})`;
}

/** Quoted text is a phrase; a word may be cut up into several by the database, all of which must be there. */
function textQuery(word: Word, to: Parameters): string {
  if (word.quoted) return `phraseto_tsquery('simple'::regconfig, ${to.add(word.text)})`;
  if (!word.prefix) return `plainto_tsquery('simple'::regconfig, ${to.add(word.text)})`;
  // to_tsquery reads signs of its own, but not within quotation marks, of which none may be left inside.
  return `to_tsquery('simple'::regconfig, ${to.add(`'${word.text.replace(/['\\]/g, ' ')}':*`)})`;
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

function keyword(field: Field & { type: 'keyword' }, word: Word, to: Parameters): string {
  const condition = field.values ? oneOf(field, field.values, word, to) : valueOf(field, word, to);
  return field.within ? placed(field.within, condition) : condition;
}

function oneOf(
  field: Field & { type: 'keyword' },
  values: readonly string[],
  word: Word,
  to: Parameters,
): string {
  const asked = word.text.toLowerCase();
  const meant = values.filter((one) =>
    word.prefix ? one.toLowerCase().startsWith(asked) : one.toLowerCase() === asked,
  );
  if (meant.length === 0) {
    const nearest = nearestOf(word.text, values);
    throw queryFault(word.at, `"${field.name}" is one of: ${values.join(', ')}`, {
      field: field.name,
      ...(nearest ? { nearest } : {}),
    });
  }
  return meant.length === 1
    ? `${field.column} = ${to.add(meant[0])}`
    : `${field.column} = ANY(${to.add(meant)}::text[])`;
}

function valueOf(field: Field & { type: 'keyword' }, word: Word, to: Parameters): string {
  const text = field.normalise ? field.normalise(word.text) : word.text;
  if (text === '') throw queryFault(word.at, `"${field.name}" needs a value`, { field: field.name });
  if (!word.prefix)
    return field.isList
      ? `${field.column} @> ARRAY[${to.add(text)}]::text[]`
      : `${field.column} = ${to.add(text)}`;
  const pattern = to.add(`${escaped(text)}%`);
  return field.isList
    ? `EXISTS (SELECT FROM unnest(${field.column}) AS t(value) WHERE t.value LIKE ${pattern})`
    : `${field.column} LIKE ${pattern}`;
}

function truth(field: Field & { type: 'boolean' }, word: Word, asker: Asker, to: Parameters): string {
  const text = word.text.toLowerCase();
  if (word.prefix || (text !== 'true' && text !== 'false'))
    throw queryFault(word.at, `"${field.name}" takes true or false`, { field: field.name });
  // The function keeps `$` in the replacement from meaning anything.
  const condition = field.condition.replace('$now', () => `${to.add(asker.now.toISOString())}::timestamptz`);
  return `(${condition}) IS ${text === 'true' ? '' : 'NOT '}TRUE`;
}

function reference(
  field: Field & { type: 'user' | 'reference' },
  word: Word,
  asker: Asker,
  to: Parameters,
): string {
  if (word.prefix)
    throw queryFault(word.at, `"${field.name}" takes a whole name or id`, { field: field.name });
  if (!word.quoted && word.text === 'none') {
    if (!field.optional)
      throw queryFault(word.at, `there is always a "${field.name}"`, { field: field.name });
    return `${field.column} IS NULL`;
  }
  const condition = referred(field, word, asker, to);
  return field.within ? placed(field.within, condition) : condition;
}

function referred(
  field: Field & { type: 'user' | 'reference' },
  word: Word,
  asker: Asker,
  to: Parameters,
): string {
  const type = field.isText ? 'text' : 'uuid';
  const isMe = field.type === 'user' && !word.quoted && word.text === 'me';
  if (isMe || UUID.test(word.text))
    return `${field.column} = ${to.add(isMe ? asker.id : word.text.toLowerCase())}::${type}`;
  if (field.isByNumber) {
    const digits = word.text.replace(/^#/, '');
    if (!INTEGER.test(digits))
      throw queryFault(word.at, `"${field.name}" takes a number or an id`, { field: field.name });
    return `${field.column} = ANY(ARRAY(${field.byName.replace('?', () => to.add(Number(digits)))}))`;
  }
  const ids = field.byName.replace('?', () => to.add(word.text));
  return `${field.column} = ANY(ARRAY(${ids})::${type}[])`;
}

function number(field: Field & { type: 'number' }, word: Word, to: Parameters): string {
  const text = word.text.replace(/^#/, '');
  if (word.prefix || !(field.isDecimal ? DECIMAL : INTEGER).test(text))
    throw queryFault(word.at, `"${field.name}" takes a ${field.isDecimal ? '' : 'whole '}number`, {
      field: field.name,
    });
  return `${to.add(Number(text))}::${field.isDecimal ? 'double precision' : 'int'}`;
}

/** A day or month is a stretch: within it, behind its end or before its beginning. */
function moment(
  field: Field & { type: 'time' },
  word: Word,
  operator: Operator,
  asker: Asker,
  to: Parameters,
): string {
  const { from, until } = readTime(word, field.name, asker.now, asker.zone);
  const isInstant = from === until;
  const bound = (sign: string, at: string): string => `${field.column} ${sign} ${to.add(at)}::timestamptz`;
  switch (operator) {
    case '>=':
      return bound('>=', from);
    case '<':
      return bound('<', from);
    case '>':
      return isInstant ? bound('>', until) : bound('>=', until);
    case '<=':
      return isInstant ? bound('<=', until) : bound('<', until);
    case ':':
      return isInstant ? bound('=', from) : `(${bound('>=', from)} AND ${bound('<', until)})`;
  }
}

function between(range: Range, bound: (end: Word, sign: '>' | '>=' | '<' | '<=') => string): string {
  const ends = [
    ...(range.from ? [bound(range.from, range.includesFrom ? '>=' : '>')] : []),
    ...(range.to ? [bound(range.to, range.includesTo ? '<=' : '<')] : []),
  ];
  return ends.length === 0 ? 'true' : `(${ends.join(' AND ')})`;
}

const placed = (within: string, condition: string): string => within.replace('?', () => condition);
const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
