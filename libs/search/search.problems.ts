import { problem } from '@app/platform';

/** A query that cannot be read; nothing was searched. */
export class InvalidQueryError extends problem({
  slug: 'invalid-query',
  status: 400,
  title: 'The query cannot be read',
  remedy:
    '`position` and `length` say where in the query, `field` which field, `nearest` what was probably meant. `GET /v1/search/fields` lists the fields.',
}) {}

/** The database was given its time and had not finished. */
export class SearchTooBroadError extends problem({
  slug: 'search-too-broad',
  status: 422,
  title: 'The search takes too long',
  remedy: 'Narrow it down by what is exact: a stage, an owner, a detector, a time, a longer word.',
}) {}
