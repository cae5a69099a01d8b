import { IsUUID } from 'class-validator';
import { defineJob } from '@app/platform';

/** Payload of `flag-letters`. */
export class FlagLettersPayload {
  @IsUUID() recountId!: string;
}

/** A claim has gone stale: the letters that say it are to be looked at. Done by their room. */
export const flagLetters = defineJob({
  queue: 'letters',
  name: 'flag-letters',
  payload: FlagLettersPayload,
});
