const NAMES: Record<string, string> = {
  'application/json': 'JSON',
  'application/pdf': 'PDF',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word document',
  'application/zip': 'ZIP archive',
  'text/csv': 'CSV',
  'text/plain': 'Text',
};

/** What kind of file it is, for a person; a type that is not known is said as it is. */
export const mediaName = (mediaType: string): string => NAMES[mediaType] ?? mediaType;
