const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** What a member that holds an instant must be, in words. */
export const INSTANT_FORM = 'an RFC 3339 instant with an offset, such as 2026-06-05T17:20:00Z';

/** Whether a value is an instant as text: an existing day, a time (seconds may be left out), and an offset. @see RFC 3339 */
export function isInstant(value: unknown): value is string {
  const [, year, month, day] = (typeof value === 'string' && RFC_3339.exec(value)) || [];
  if (year === undefined || Number.isNaN(Date.parse(value as string))) return false;
  // Date takes the 30th of February for the 2nd of March.
  return Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}
