import { problem } from '@app/platform';

/** The record knows the item, but its file is gone from the directory of files. */
export class EvidenceMissingError extends problem({
  slug: 'evidence-missing',
  status: 500,
  title: 'The bytes are not where they were kept',
  remedy:
    'Tell your administrator: the file must come back from a backup. The record still has its SHA-256 to check it by.',
}) {}
