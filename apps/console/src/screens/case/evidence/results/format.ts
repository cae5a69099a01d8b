const days = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `28 May 2026`: a UTC day, or the day of an instant. */
export const onDay = (at: string): string => days.format(new Date(at));

/** `US$1,234`. */
export const money = (of: number, currency: string): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 0 }).format(of);
