import { IsISO8601 } from 'class-validator';
import { defineJob } from '@app/platform';

/** Payload of `apply-retention`. What is too old is found when the job runs. */
export class ApplyRetentionPayload {
  @IsISO8601() askedAt!: string;
}

/** Drops the months of usage that are old enough and that nothing keeps. */
export const applyRetention = defineJob({
  queue: 'usage',
  name: 'apply-retention',
  payload: ApplyRetentionPayload,
});
