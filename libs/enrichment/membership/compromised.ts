import { NETWORK_KEY, USAGE_AT } from '@app/usage';
import type { AnalyzerContext, AsSent } from '../analyzer';
import { isRunner } from '../sharing/account-facts';
import { FAMILIES } from '../sharing/family-queries';
import { IS_EXCHANGE, namesIn, rowsOf } from '../sql';
import { binAt } from './evidence-model';
import type { Profile } from './profile';

/**
 * Days (UTC) with work of its owner's own, before the campaign came or after it had gone, from which an account has a
 * life apart from it.
 */
const DAYS_APART = 5;
/** The same for a life that goes on when the campaign has come: of an account that was sold, nothing does. */
const DAYS_SINCE = 2;

/** Part of an account's exchanges from a network that the campaign's may be for it to be the owner's network. */
const STRAY = 0.1;

/** Days on which an account had exchanges that are not the campaign's, from networks of its owner. */
export interface OwnLife {
  accountId: string;
  /** Before the campaign came to the account, or after it had gone. */
  daysApart: number;
  /** After it had come. */
  daysSince: number;
}

/**
 * The campaign has come when a twentieth of its exchanges on the account are over, and gone when all but a twentieth are.
 * One stray exchange of long ago, with a prompt that others use as well, neither makes all that followed its time nor the
 * owner's network its own.
 */
const OWN_LIVES = `
  SELECT a.id AS accountId, arrayCount(each -> each < span[1] OR each > span[2], ownDays) AS daysApart, arrayCount(each -> each > span[1], ownDays) AS daysSince
  FROM (
    SELECT account, quantilesExactWeightedIfMerge(0.05, 0.95)(spans) AS span, arrayDistinct(groupArrayArrayIf(days, theirs < ${STRAY} * exchanges)) AS ownDays
    FROM (
      SELECT account, network, sum(n) AS exchanges, sumIf(n, isCampaign) AS theirs, groupArrayIf(day, NOT isCampaign) AS days,
             quantilesExactWeightedIfState(0.05, 0.95)(day, n, isCampaign) AS spans
      FROM (
        SELECT account_hash AS account, toUInt32(toDate(ts, 'UTC')) AS day, ${NETWORK_KEY} AS network,
               ifNull(template_hash IN (SELECT hash FROM ${FAMILIES}), 0) AS isCampaign, count() AS n
        FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${rowsOf('runners')}
        GROUP BY account, day, network, isCampaign)
      GROUP BY account, network)
    GROUP BY account) AS l
  INNER JOIN ${namesIn('runners')} AS a USING account
  ORDER BY accountId`;

/** Whether its owner goes on as before, from elsewhere than the campaign. */
export const isOwnersOwn = ({ daysApart, daysSince }: OwnLife): boolean =>
  daysApart >= DAYS_APART && daysSince >= DAYS_SINCE;

/**
 * The accounts that run prompts of the campaign and seem to be compromised: their owners have work of their own apart
 * from the time of the campaign, and went on with it from elsewhere when it had come. Whoever sends the campaign's
 * prompts has their key.
 */
export async function compromisedAmong(
  { ask, freeze }: Pick<AnalyzerContext<unknown>, 'ask' | 'freeze'>,
  listed: readonly Profile[],
  campaignSet: string,
): Promise<ReadonlySet<string>> {
  const runners = mayBeCompromised(listed).map(({ accountId }) => accountId);
  if (runners.length === 0) return new Set();
  const lives = await ask<AsSent<OwnLife>>(OWN_LIVES, {
    runners: await freeze('accounts', runners),
    families: campaignSet,
  });
  return new Set(
    lives
      .map((life) => ({
        accountId: life.accountId,
        daysApart: Number(life.daysApart),
        daysSince: Number(life.daysSince),
      }))
      .filter(isOwnersOwn)
      .map(({ accountId }) => accountId),
  );
}

/**
 * The runners with other exchanges of which nothing says that the campaign itself opened them: neither the card of another
 * owner's runner, nor a domain or a burst of the campaign.
 */
export function mayBeCompromised(listed: readonly Profile[]): Profile[] {
  const runners = listed.filter(isRunner);
  const payers = new Map<string, Set<string>>();
  for (const { instrument, org, accountId } of runners) {
    if (instrument === null) continue;
    const owners = payers.get(instrument) ?? new Set();
    payers.set(instrument, owners.add(org || accountId));
  }
  return runners.filter(
    ({ instrument, exchanges, campaignExchanges, bins }) =>
      campaignExchanges < exchanges &&
      (instrument === null || payers.get(instrument)!.size === 1) &&
      bins[DOMAIN] !== 1 &&
      bins[BURST] !== 1,
  );
}

const DOMAIN = binAt('domain');
const BURST = binAt('burst');
