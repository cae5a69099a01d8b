import { problem } from '@app/platform';

export { StaleVersionError } from '@app/platform';

/** A case closes only with a resolution, an impact that fits it, a summary, and what its kind requires. */
export class ClosingIncompleteError extends problem({
  slug: 'closing-incomplete',
  status: 409,
  title: 'The closing is not complete',
  remedy:
    '`missing` names what is wanted: a resolution, an impact that goes with it, a summary; `tasks` and `fields` list open mandatory tasks and custom fields without a value, unless `forceReason` says why they stay so.',
}) {}

/** A closed or merged case takes nothing in. */
export class CaseClosedError extends problem({
  slug: 'case-closed',
  status: 409,
  title: 'The case is closed',
  remedy: 'Take the case up again first; if it was merged, go on in the case that `mergedIntoId` names.',
}) {}

/** The alert belongs to another case already, is closed, or is of the sandbox. */
export class AlertTakenError extends problem({
  slug: 'alert-taken',
  status: 409,
  title: 'The alert cannot come into this case',
  remedy:
    '`alertIds` lists the alerts that are closed, of the sandbox, or belong to another case. Leave them out, or merge the cases.',
}) {}

/** The proposal was decided otherwise, or the question no longer arises. */
export class ProposalSettledError extends problem({
  slug: 'proposal-settled',
  status: 409,
  title: 'The proposal is settled',
  remedy: '`settled` says how; to put the alert into the case all the same, attach it there.',
}) {}
