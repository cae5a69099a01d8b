import type { Calendar } from './calendar';
import { EU_INSTITUTIONS } from './eu-institutions';
import { US_FEDERAL } from './us-federal';

export * from './calendar';

/** The calendars that regimes count by. */
export const CALENDARS = {
  'us-federal': US_FEDERAL,
  'eu-institutions': EU_INSTITUTIONS,
} as const satisfies Record<string, Calendar>;
export type CalendarId = keyof typeof CALENDARS;
