/** What PostgreSQL stores in no text: a NUL, and half of a character. */
export const UNSTORABLE = /\p{Surrogate}|\0/u;
const EACH_UNSTORABLE = new RegExp(UNSTORABLE, 'gu');

/** JSON of what a sender's own words are in, for a `jsonb` column: signs that cannot be stored are replaced. */
export const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'string' ? inner.replace(EACH_UNSTORABLE, '\ufffd') : inner,
  );
