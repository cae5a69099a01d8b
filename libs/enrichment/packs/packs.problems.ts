import { problem } from '@app/platform';

/** Accounts cannot be given pseudonyms, because the installation has no key for them. */
export class PacksNotSetUpError extends problem({
  slug: 'packs-not-set-up',
  status: 409,
  title: 'Evidence packs are not set up',
  remedy: 'The operator sets `PACKS_KEY`; then try again.',
}) {}

/** The case has so few confirmed accounts that any figure would tell of single ones. */
export class PackTooSmallError extends problem({
  slug: 'pack-too-small',
  status: 409,
  title: 'The case has too few accounts for a pack',
  remedy: '`needed` confirmed accounts are the fewest of which anything is told outside.',
}) {}

/** The label of the case is stricter than what the recipient may read. */
export class PackLabelError extends problem({
  slug: 'pack-label',
  status: 409,
  title: 'The recipient may not read what has this label',
  remedy:
    '`tlp` is the label of the case. Lower it first, with the reason, if it is stricter than it has to be.',
}) {}
