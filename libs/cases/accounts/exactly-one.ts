import { invalidInput } from '@app/platform';

/** @throws InvalidInputError unless exactly one of these is given */
export function exactlyOne(pointer: string, names: string, ...given: unknown[]): void {
  if (given.filter((one) => one !== undefined).length !== 1)
    throw invalidInput([{ pointer, detail: `exactly one of ${names} must be given` }]);
}
