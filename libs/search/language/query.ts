/** A part of the query's text, from `start` up to but without `end`. */
export interface Place {
  start: number;
  end: number;
}

/** One word or quoted text, as it stands in the query. */
export interface Word {
  text: string;
  quoted: boolean;
  /** It ends in `*`: what begins with it is meant. With no text before it, anything at all. */
  prefix: boolean;
  at: Place;
}

export type Operator = ':' | '>' | '>=' | '<' | '<=';

/** From one value to another; an end that is not said is open. */
export interface Range {
  from: Word | null;
  to: Word | null;
  includesFrom: boolean;
  includesTo: boolean;
}

/** What is demanded of one field, or of what a kind is searched by when none is named. */
export interface Term {
  type: 'term';
  field: { name: string; at: Place } | null;
  operator: Operator;
  value: Word | Range;
  at: Place;
}

/** A query as it was understood. */
export type Query = Term | { type: 'and' | 'or'; parts: Query[] } | { type: 'not'; part: Query };

/** Whether a value is a range. */
export const isRange = (value: Word | Range): value is Range => 'includesFrom' in value;

/** Every term of a query, in its order. */
export function termsOf(query: Query | null): Term[] {
  if (!query) return [];
  if (query.type === 'term') return [query];
  return query.type === 'not' ? termsOf(query.part) : query.parts.flatMap(termsOf);
}
