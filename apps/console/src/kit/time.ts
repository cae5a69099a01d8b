/** The zone of the person who looks. */
export const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const formats = new Map<string, Intl.DateTimeFormat>();
function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
  });
  formats.set(zone, made);
  return made;
}

/** An instant in a zone, with the zone said: `05 Jun 2026, 19:20 CEST`. The viewer's zone unless said. */
export const inZone = (instant: string, zone = ZONE): string => format(zone).format(new Date(instant));

const STEPS: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const DAY_MS = 86_400_000;

/** Where there is little room: how long ago or ahead within a week, and the day of what is farther. */
export function shortly(instant: string, now = Date.now()): string {
  if (Math.abs(new Date(instant).getTime() - now) < 7 * DAY_MS) return fromNow(instant, now);
  return inZone(instant).split(',')[0] ?? '';
}

/** How long ago or ahead an instant is: `3 hours ago`, `in 2 days`. */
export function fromNow(instant: string, now = Date.now()): string {
  const seconds = (new Date(instant).getTime() - now) / 1_000;
  const step = STEPS.find(([, length]) => Math.abs(seconds) >= length);
  return step ? relative.format(Math.trunc(seconds / step[1]), step[0]) : 'just now';
}
