import { problem } from '@app/platform';

/** Rows of the snapshot were destroyed. */
export class UsageDroppedError extends problem({
  slug: 'usage-dropped',
  status: 409,
  title: 'Usage of the snapshot was dropped',
  remedy:
    '`months` were older than the retention and nothing kept them. What was counted before stands with its snapshot; count days that are still there.',
}) {}

/** A hold that was released cannot be released again, and not placed again either. */
export class HoldReleasedError extends problem({
  slug: 'hold-released',
  status: 409,
  title: 'The hold was released already',
  remedy: 'Place a new hold if usage must be kept again.',
}) {}
