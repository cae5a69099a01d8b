import { IsUUID } from 'class-validator';
import { defineJob } from '@app/platform';

/** Payload of `recount-claim`. */
export class RecountClaimPayload {
  @IsUUID() recountId!: string;
}

/** Counts an approved claim on another snapshot. */
export const recountClaim = defineJob({
  queue: 'claims',
  name: 'recount-claim',
  payload: RecountClaimPayload,
});
