import { problem } from '@app/platform';

/** The phrase says something of the value that is not so. */
export class QualifierFalseError extends problem({
  slug: 'qualifier-false',
  status: 422,
  title: 'The phrase is not true of the value',
  remedy:
    '`value` is what was counted; `qualifier` and `rounded` are what the phrase would say of it. Ask for the phrasings that are true.',
}) {}

/** Counting by the other way gave another value. */
export class NotReproducedError extends problem({
  slug: 'not-reproduced',
  status: 409,
  title: 'The second count differs',
  remedy:
    '`value` is the first count, `reproduced` the second. Find out what changed between them, then make a new claim.',
}) {}

/** There is nothing to count: no request of the confirmed accounts in the window. */
export class NothingToMeasureError extends problem({
  slug: 'nothing-to-measure',
  status: 409,
  title: 'There is nothing to measure',
  remedy: 'Confirm accounts first, or choose a snapshot and window in which they were active.',
}) {}

/** The one who made the claim or chose its words cannot approve it. */
export class ClaimSelfApprovalError extends problem({
  slug: 'claim-self-approval',
  status: 403,
  title: 'Nobody approves their own claim',
  remedy: 'Ask somebody else who may approve claims.',
}) {}

/** What was read and what is there now differ. */
export class StaleClaimError extends problem({
  slug: 'claim-stale-content',
  status: 409,
  title: 'The claim is not the one that you read',
  remedy: 'Read the claim again; `contentHash` is the present one.',
}) {}

/** A letter may cite only what was reproduced and approved, and is not superseded. */
export class ClaimNotCitableError extends problem({
  slug: 'claim-not-citable',
  status: 409,
  title: 'Not all of the claims can be cited',
  remedy:
    '`claims` names each with its state. Reproduce and approve it, or cite the claim that superseded it.',
}) {}
