import { problem } from '@app/platform';
import type { FileKind } from '../file-columns';
import type { UsageOptions } from '../usage.options';
import { nameOf } from './usage-source';

/** Usage is read where the lab keeps it; there is nowhere to load it into. */
export class ReadOnlyUsageError extends problem({
  slug: 'read-only-usage',
  status: 409,
  title: 'Nothing is imported here',
  remedy:
    "This installation reads the lab's own tables. Bring the rows in there; the next snapshot has them.",
}) {}

/** The lab's table cannot be read as usage or accounts. */
export class UsageSourceError extends problem({
  slug: 'usage-source',
  status: 422,
  title: "The lab's table cannot be read as it is",
  remedy:
    'The detail says which rows or columns. Correct the mapping, or name a view that leaves out such rows and has each request once.',
}) {}

/** Rows that a snapshot pinned are not those that lie there now. */
export class SnapshotMovedError extends problem({
  slug: 'snapshot-moved',
  status: 409,
  title: 'The rows of the snapshot have changed',
  remedy:
    "`days` are the days on which the lab's table no longer has the rows that the snapshot pinned. Find out who changed them, then take a new snapshot.",
}) {}

/** @throws ReadOnlyUsageError where usage is read from the lab's own table: its rows have no place by which they could leave */
export function assertWithdrawable({ source }: UsageOptions): void {
  if (source)
    throw new ReadOnlyUsageError(
      `Requests are read from ${nameOf(source.usage)}, where they lie: take them out there.`,
    );
}

/** @throws ReadOnlyUsageError where rows of this kind are read from the lab's own table */
export function assertImported({ source }: UsageOptions, kind: FileKind['kind']): void {
  const table = kind === 'accounts' ? source?.accounts : source?.usage;
  if (table) throw new ReadOnlyUsageError(`Rows of ${kind} are read from ${nameOf(table)}, where they lie.`);
}
