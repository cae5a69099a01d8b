import { IsUUID } from 'class-validator';
import { defineJob } from '@app/platform';

/** Payload of `flag-attribution`. */
export class FlagAttributionPayload {
  @IsUUID() judgementId!: string;
}

/** An approved judgement stands no more: the letters that rest on it are to be looked at. Done by their room. */
export const flagAttribution = defineJob({
  queue: 'letters',
  name: 'flag-attribution',
  payload: FlagAttributionPayload,
});
