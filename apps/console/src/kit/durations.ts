const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** Seconds as a person says them: `45 s`, `12 min`, `5.3 h`, `2.1 d`. */
export function inTime(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 2 * MINUTE) return `${Math.round(seconds)} s`;
  if (seconds < 2 * HOUR) return `${Math.round(seconds / MINUTE)} min`;
  if (seconds < 2 * DAY) return `${round(seconds / HOUR)} h`;
  return `${round(seconds / DAY)} d`;
}

const round = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 });
