import { ACCOUNTS_AT, USAGE_AT } from '@app/usage';
import type { AnalyzerContext, AsSent } from '../analyzer';
import { IN_CORE, IS_EXCHANGE, isOf, PHASE } from '../sql';
import { type CreationCount, WINDOW_SECONDS } from './lives';
import { PHASES } from './schedule';

type Asks = Pick<AnalyzerContext<unknown>, 'ask'>;

const BY_PHASE = `
  SELECT ${PHASE} AS phase, countIf(${isOf('core')}) AS inside, count() - inside AS outside
  FROM ${USAGE_AT} WHERE ${IS_EXCHANGE}
  GROUP BY phase
  ORDER BY phase`;

const CREATIONS = `
  SELECT intDiv(toUnixTimestamp(created_at), ${WINDOW_SECONDS}) AS window, countIf(${IN_CORE}) AS inside, count() - inside AS outside
  FROM ${ACCOUNTS_AT}
  GROUP BY window
  ORDER BY window`;

/** Exchanges at each phase of the hour, by the core and by everybody else. */
export async function exchangesByPhase(
  { ask }: Asks,
  core: string,
): Promise<{ inside: number[]; outside: number[] }> {
  const rows = await ask<AsSent<{ phase: number; inside: number; outside: number }>>(BY_PHASE, { core });
  const inside = Array<number>(PHASES).fill(0);
  const outside = Array<number>(PHASES).fill(0);
  for (const row of rows) {
    inside[Number(row.phase)] = Number(row.inside);
    outside[Number(row.phase)] = Number(row.outside);
  }
  return { inside, outside };
}

/** Accounts that were created in each window of time, of the core and others. */
export async function creations({ ask }: Asks, core: string): Promise<CreationCount[]> {
  const rows = await ask<AsSent<CreationCount>>(CREATIONS, { core });
  return rows.map((row) => ({
    window: Number(row.window),
    inside: Number(row.inside),
    outside: Number(row.outside),
  }));
}
