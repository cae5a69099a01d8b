import { problem } from '@app/platform';

/** The database was given its time and had not counted all. */
export class PeriodTooLongError extends problem({
  slug: 'period-too-long',
  status: 422,
  title: 'Counting this period takes too long',
  remedy: 'Ask for a shorter period, or for its parts one by one.',
}) {}

/** How long the database may count, and what it means that it had not finished. */
export const COUNTING = {
  timeMs: 10_000,
  tooLong: (seconds: number): Error =>
    new PeriodTooLongError(`The counting was given up after ${seconds} seconds.`),
};
