import { invalidInput } from '../problems/to-problem';

/**
 * Whether it is the name of an IANA time zone that the runtime knows. An offset (`+02:00`) is none, though the runtime
 * takes it: it does not say which day the clocks change.
 */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return Boolean(Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

/** @throws InvalidInputError when it is no IANA time zone */
export function assertZone(zone: string, pointer: string): void {
  if (!isZone(zone))
    throw invalidInput([{ pointer, detail: 'is not the name of an IANA time zone, such as Europe/Berlin' }]);
}
