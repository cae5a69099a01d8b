import { IsUUID } from 'class-validator';
import { defineJob } from '@app/platform';

/** Payload of `dispatch-letter`. */
export class DispatchLetterPayload {
  @IsUUID() dispatchId!: string;
}

/** Delivers a letter whose dispatch is written down. */
export const dispatchLetter = defineJob({
  queue: 'letters',
  name: 'dispatch-letter',
  payload: DispatchLetterPayload,
});
