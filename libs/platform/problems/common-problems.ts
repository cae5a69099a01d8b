import { problem } from './problem';

/** The thing named by the URL or the body does not exist, or the caller may not know that it does. */
export class NotFoundError extends problem({
  slug: 'not-found',
  status: 404,
  title: 'Not found',
  remedy: 'Check the id. What you may not see is answered the same way.',
}) {}

/** The path is known, but not with this method; `Allow` lists those that it takes. */
export class MethodNotAllowedError extends problem({
  slug: 'method-not-allowed',
  status: 405,
  title: 'This path does not take this method',
  remedy: '`allowed` and the header `Allow` list the methods that it takes.',
}) {}

/** The body or query has members that are missing, unknown or out of range; `errors` names each. */
export class InvalidInputError extends problem({
  slug: 'invalid-input',
  status: 400,
  title: 'The request is not valid',
  remedy: 'Correct the members that `errors` names by JSON pointer and send again. Nothing was changed.',
}) {}

/** The state machine of the thing has no way from its present state to the one asked for. */
export class IllegalTransitionError extends problem({
  slug: 'illegal-transition',
  status: 409,
  title: 'Not possible in the present state',
  remedy: '`from` is the present state and `allowed` lists where it can go.',
}) {}

/** The thing was changed since the caller read it. */
export class StaleVersionError extends problem({
  slug: 'stale-version',
  status: 412,
  title: 'Changed since you read it',
  remedy: '`version` is the present one. Read it again, then send the change with that version.',
}) {}

/** Another act got there first, or the thing is in use. */
export class ConflictError extends problem({
  slug: 'conflict',
  status: 409,
  title: 'Conflicts with what is there',
  remedy: 'Read the present state, then decide again.',
}) {}

/** The caller is known but does not hold the right. */
export class ForbiddenError extends problem({
  slug: 'forbidden',
  status: 403,
  title: 'Not permitted',
  remedy: '`permission` names the missing right. An administrator can give a role that holds it.',
}) {}

/** Nobody is signed in, or the key or session is unknown, expired or revoked. */
export class UnauthenticatedError extends problem({
  slug: 'unauthenticated',
  status: 401,
  title: 'Sign in first',
  remedy: 'Send the session cookie of a signed-in person or the API key of a detector.',
}) {}

/** The caller must slow down; `Retry-After` says for how long. */
export class TooManyRequestsError extends problem({
  slug: 'too-many-requests',
  status: 429,
  title: 'Too many requests',
  remedy: 'Wait for the seconds in `Retry-After`, then try again.',
}) {}

/** The body is larger than the route takes. */
export class TooLargeError extends problem({
  slug: 'too-large',
  status: 413,
  title: 'The request is too large',
  remedy: 'Send it in several requests; the limit is documented with the route.',
}) {}

/** Something that Docket depends on did not answer as it should. */
export class UnavailableError extends problem({
  slug: 'unavailable',
  status: 503,
  title: 'A part of the service does not answer',
  remedy: 'Try again shortly. Work that is already queued goes on by itself.',
}) {}

/** A fault of Docket's own. The detail never leaves the server; the log has it under `instance`. */
export class UnexpectedError extends problem({
  slug: 'unexpected',
  status: 500,
  title: 'Something went wrong on our side',
  remedy: 'Try again; if it happens again, report the `instance` to your administrator.',
}) {}
