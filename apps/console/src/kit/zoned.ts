/** How far a zone is from UTC at an instant, ms. */
function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return wall - Math.floor(instant / 1_000) * 1_000;
}

/** The zone in which the viewer lives. */
export const VIEWER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Every zone that can be chosen. */
export const ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];

/**
 * The instant at which the clocks of a zone show a time, as `datetime-local` gives it: `2026-06-05T17:20`. A time that
 * a clock change leaves out is the one that long after it. What is no time stays as it is, for the API to refuse.
 */
export function instantIn(local: string, zone: string): string {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return local;
  const first = wall - offsetAt(wall, zone);
  const instant = wall - offsetAt(first, zone);
  return new Date(instant).toISOString();
}

/** What the clocks of a zone show at an instant, for `datetime-local`. */
export function localIn(instant: string | number, zone: string): string {
  const at = new Date(instant).getTime();
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 16);
}
