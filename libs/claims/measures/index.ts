import { accountsConfirmed } from './accounts-confirmed';
import { activityFirstDay } from './activity-first-day';
import { activityLastDay } from './activity-last-day';
import { exchangesAll } from './exchanges-all';
import { exchangesCampaign } from './exchanges-campaign';
import type { Measure, MeasureName } from './measure';

/** Everything that can be measured of a case. */
export const MEASURES: Record<MeasureName, Measure> = {
  'accounts.confirmed': accountsConfirmed,
  'exchanges.campaign': exchangesCampaign,
  'exchanges.all': exchangesAll,
  'activity.first_day': activityFirstDay,
  'activity.last_day': activityLastDay,
};
