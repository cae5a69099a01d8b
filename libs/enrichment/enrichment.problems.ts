import { problem } from '@app/platform';

/** The case has no account that the analyzers could look at. */
export class NothingToEnrichError extends problem({
  slug: 'nothing-to-enrich',
  status: 409,
  title: 'The case has no accounts to look at',
  remedy:
    'Bring accounts into the case first, from its alerts or by their ids; cleared accounts do not count.',
}) {}

/** The finding has no accounts to give, or not any more. */
export class NoAccountsFoundError extends problem({
  slug: 'no-accounts-found',
  status: 409,
  title: 'The finding gives no accounts',
  remedy: 'Take the latest finding of the case, or another suggestion.',
}) {}
