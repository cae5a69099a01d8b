import { problem } from '@app/platform';

/** The file as a whole cannot be loaded; nothing of it was. */
export class ImportRefusedError extends problem({
  slug: 'import-refused',
  status: 422,
  title: 'The file cannot be imported',
  remedy: 'The import says what is wrong with the file. Correct it and upload it as a new import.',
}) {}

/** A part of an upload does not begin where the last one ended. */
export class UploadOffsetError extends problem({
  slug: 'upload-offset',
  status: 409,
  title: 'The upload stands elsewhere',
  remedy: '`offset` is how many bytes are there. Send the file from that byte on.',
}) {}

/** The bytes of an upload are not those that were sent. */
export class UploadDigestError extends problem({
  slug: 'upload-digest',
  status: 422,
  title: 'The upload is damaged',
  remedy:
    'The hash of what arrived is not that of `Repr-Digest`. Nothing is kept: send the file from its start.',
}) {}
