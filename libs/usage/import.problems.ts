import { problem } from '@app/platform';

/** The file as a whole cannot be loaded; nothing of it was. */
export class ImportRefusedError extends problem({
  slug: 'import-refused',
  status: 422,
  title: 'The file cannot be imported',
  remedy: 'The import says what is wrong with the file. Correct it and upload it as a new import.',
}) {}
