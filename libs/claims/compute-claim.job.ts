import { IsUUID } from 'class-validator';
import { defineJob } from '@app/platform';

/** Payload of `compute-claim`. */
export class ComputeClaimPayload {
  @IsUUID() claimId!: string;
}

/** Counts the value of a proposed claim. */
export const computeClaim = defineJob({
  queue: 'claims',
  name: 'compute-claim',
  payload: ComputeClaimPayload,
});
