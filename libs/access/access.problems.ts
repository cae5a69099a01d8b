import { problem } from '@app/platform';

/** E-mail and password do not belong together; which of the two is wrong is not said. */
export class WrongCredentialsError extends problem({
  slug: 'wrong-credentials',
  status: 401,
  title: 'E-mail or password is wrong',
  remedy: 'Try again, or ask an administrator for a new link.',
}) {}

/** The one-time link was used, replaced or is too old. */
export class InvitationError extends problem({
  slug: 'invitation-not-valid',
  status: 410,
  title: 'This link is not valid any more',
  remedy: 'Ask an administrator for a new link.',
}) {}

/** A request with a session cookie came from another site's page. */
export class CrossSiteError extends problem({
  slug: 'cross-site',
  status: 403,
  title: 'Requests from other sites are refused',
  remedy: 'Use the console or an API key.',
}) {}

/** A request came with a key that opens nothing; which of the reasons it is is not said. */
export class UnknownKeyError extends problem({
  slug: 'unknown-key',
  status: 401,
  title: 'The key is not good',
  remedy:
    'Check that the whole key is sent. If it was rotated or revoked, ask an administrator for a new one.',
}) {}
