import { invalidInput } from '@app/platform';

/** @throws InvalidInputError when it is no IANA time zone */
export function assertZone(zone: string, pointer: string): void {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw invalidInput([{ pointer, detail: 'is not an IANA time zone' }]);
  }
}
