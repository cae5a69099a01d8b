const SEVERITIES = ['', 'Low', 'Medium', 'High', 'Critical'] as const;

/** The word for a severity, 1 to 4. */
export const severityName = (severity: number): string => SEVERITIES[severity] ?? String(severity);

/** `credential_theft` as a person reads it. */
export const inWords = (term: string): string => {
  const words = term.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
