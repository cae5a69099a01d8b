import { figure } from '@app/platform';
import { ACCOUNTS_AT, USAGE_AT } from '@app/usage';
import type { AnalyzerContext, AsSent } from '../analyzer';
import type { CandidateRow } from '../evidence-rows';
import { IS_EXCHANGE, rowsOf } from '../sql';
import { forPerson } from './for-person';
import { reserved } from './judge-account';
import type { Judged } from './judge-all';
import { exchangesByPhase } from './moments';
import { PHASE_SECONDS, PHASES } from './schedule';

/** Named accounts that are looked at, at most: where more are named, the moments of all of them are too many to tell. */
const MOST_NAMED = 5_000;
/** Owners in lockstep from which it is no accident of two. */
const OWNERS_AT_LEAST = 3;
/** Moments that an account must have in common with others. */
const MOMENTS_AT_LEAST = 3;
/**
 * Natural logarithm of how improbable it must be that so many moments are in common by chance (Chernoff's bound of a
 * Poisson tail): one in eight thousand for an account, one in four hundred for a moment, of which there are many.
 */
const BY_CHANCE = { account: 9, moment: 6 };
/** How many times the mean of all phases of the hour a phase is elsewhere for its moments to be everybody's. */
const POPULAR_FROM = 1.5;
/** Standard deviations by which it must stand above the mean. */
const SIGMAS = 4;
/** Times that those in lockstep lead to others. */
const ROUNDS = 2;

/** A moment: five seconds of one day, counted since 1970. Those at phases of the hour that are popular elsewhere are left out. */
const MOMENT = `toUInt32(intDiv(toUnixTimestamp(ts), ${PHASE_SECONDS}))`;
const IN_ROOM = `(${MOMENT} % ${PHASES}) NOT IN {popular:Array(UInt16)}`;
const tail = (seen: string, expected: string): string =>
  `${seen} * log(${seen} / ${expected}) - ${seen} + ${expected}`;

/** Moments of the movers, with how many owners of them acted in each, and how many did in all moments of that hour. */
const MOVES = `
  SELECT moment, owners, sum(owners) OVER (PARTITION BY intDiv(moment, ${PHASES})) AS inHour, inHour / ${PHASES} AS mean
  FROM (SELECT ${MOMENT} AS moment, uniqExact(owner_hash) AS owners
        FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${rowsOf('movers')} AND ${IN_ROOM} GROUP BY moment)`;

/** Which of the movers act with others of them far more often than by chance; whole numbers add up the same in any order. */
const TOGETHER = `
  SELECT any(id) AS accountId, toString(min(owner_hash)) AS owner, countIf(owners >= 2) AS moments,
         sum(least(inHour, ${PHASES})) / ${PHASES} AS expected, sum(n) AS exchanges
  FROM (SELECT account_hash, owner_hash, ${MOMENT} AS moment, any(account_id) AS id, count() AS n
        FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${rowsOf('movers')} AND ${IN_ROOM}
        GROUP BY account_hash, owner_hash, moment) AS m
  INNER JOIN (${MOVES}) AS o ON m.moment = o.moment
  GROUP BY account_hash
  HAVING moments >= ${MOMENTS_AT_LEAST} AND moments > expected AND ${tail('moments', 'expected')} >= ${BY_CHANCE.account}
  ORDER BY accountId`;

/** Moments at which several of the movers act. */
const MOMENTS = `
  SELECT moment FROM (${MOVES})
  WHERE owners >= 2 AND owners > mean AND ${tail('owners', 'mean')} >= ${BY_CHANCE.moment}
  ORDER BY moment`;

const OF_MOVERS = `SELECT toUInt32(member) AS moment FROM account_sets WHERE set_hash = {moments:String}`;
const BY_HOUR = `SELECT intDiv(moment, ${PHASES}) AS hour, toUInt32(uniqExact(moment)) AS n FROM (${OF_MOVERS}) GROUP BY hour ORDER BY hour`;

/** Which other accounts act at these moments far more often than by chance, by how many of them are in each hour. */
const ALONG = `
  SELECT any(account_id) AS accountId, uniqExactIf(moment, isOfMovers) AS moments,
         sum(inHour) / ${PHASES} AS expected, count() AS exchanges
  FROM (
    SELECT account_id, account_hash, ${MOMENT} AS moment, moment IN (${OF_MOVERS}) AS isOfMovers,
           transform(intDiv(moment, ${PHASES}), (SELECT groupArray(hour) FROM (${BY_HOUR})), (SELECT groupArray(n) FROM (${BY_HOUR})), toUInt32(0)) AS inHour
    FROM ${USAGE_AT} WHERE ${IS_EXCHANGE} AND ${IN_ROOM})
  GROUP BY account_hash
  HAVING moments >= ${MOMENTS_AT_LEAST} AND moments > expected AND ${tail('moments', 'expected')} >= ${BY_CHANCE.account}
    AND accountId NOT IN (SELECT account_id FROM ${ACCOUNTS_AT} WHERE ifNull(protected, false) OR contract = 'enterprise')
  ORDER BY accountId`;

/** How often an account acts together with others. */
interface Moving {
  accountId: string;
  moments: number;
  /** Moments in common that chance would give. */
  expected: number;
  exchanges: number;
}

/**
 * Accounts that act within the same five seconds as named ones, far more often than by chance: one machine starts their
 * requests, at moments of no schedule that the hour would show. First the named who act so with each other; then, by
 * their moments, everybody else. For a person: nothing else need tie them.
 */
export async function withLockstep(context: AnalyzerContext<unknown>, judged: Judged): Promise<Judged> {
  const { accounts, ask, freeze } = context;
  if (accounts.length > MOST_NAMED) return judged;
  const named = await freeze('accounts', accounts);
  const popular = popularPhases((await exchangesByPhase({ ask }, named)).outside);
  type Row = AsSent<Omit<Moving, 'accountId'>> & { accountId: string };
  const moving = (row: Row): Moving => ({
    accountId: row.accountId,
    moments: Number(row.moments),
    expected: Number(row.expected),
    exchanges: Number(row.exchanges),
  });
  const together = await ask<Row & { owner: string }>(TOGETHER, { movers: named, popular });
  if (new Set(together.map(({ owner }) => owner)).size < OWNERS_AT_LEAST) return judged;
  const inStep = new Map(together.map((row) => [row.accountId, moving(row)]));
  const isNamed = new Set(accounts);
  for (let round = 0; round < ROUNDS; round++) {
    const movers = await freeze('accounts', [...inStep.keys()]);
    const moments = (await ask<{ moment: number }>(MOMENTS, { movers, popular })).map(({ moment }) =>
      String(moment),
    );
    if (moments.length === 0) break;
    const along = await ask<Row>(ALONG, { moments: await freeze('moments', moments), popular });
    const fresh = along.filter(({ accountId }) => !inStep.has(accountId) && !isNamed.has(accountId));
    if (fresh.length === 0) break;
    for (const row of fresh) inStep.set(row.accountId, moving(row));
  }
  return withThose(judged, inStep, isNamed);
}

/** Phases of the hour at which requests pile up anyway, such as the full hour. */
export function popularPhases(outside: readonly number[]): number[] {
  const mean = outside.reduce((a, b) => a + b, 0) / PHASES;
  return outside.flatMap((count, phase) =>
    count >= POPULAR_FROM * mean && count - mean >= SIGMAS * Math.sqrt(Math.max(1, mean)) ? [phase] : [],
  );
}

/** What was judged, with those in lockstep for a person. */
function withThose(
  judged: Judged,
  inStep: ReadonlyMap<string, Moving>,
  isNamed: ReadonlySet<string>,
): Judged {
  const isReserved = new Set(
    judged.listed.filter((profile) => reserved(profile) !== undefined).map(({ accountId }) => accountId),
  );
  const moving = [...inStep.values()].filter(({ accountId }) => !isReserved.has(accountId));
  const known = new Map(judged.candidates.map((row) => [row.accountId, row]));
  const rows = moving
    .filter(({ accountId }) => !isNamed.has(accountId))
    .map((each): CandidateRow => {
      const before = known.get(each.accountId);
      return {
        accountId: each.accountId,
        tier: 'review',
        score: before?.score ?? 0.5,
        exchanges: each.exchanges,
        campaignExchanges: before?.campaignExchanges ?? 0,
        evidence: [...new Set([...(before?.evidence ?? []), 'timing' as const])].sort(),
        because: [reasonOf(each), ...(before?.because ?? [])],
      };
    });
  const because = new Map(moving.map((each) => [each.accountId, [reasonOf(each)]]));
  return { ...judged, ...forPerson(judged, because, rows) };
}

const reasonOf = ({ moments, expected }: Moving): string =>
  `It acts at ${figure(moments)} moments at which named accounts that act together do so too, within five seconds; by chance it would be ${figure(Math.round(expected * 10) / 10)}.`;
