import { GROUPS } from './groups';
import type { Population } from './population';
import { BAN_DAY, BAN_MS, CLUSTER } from './profile';
import { STREAM, draw, streamOf } from './random';
import { BALANCED, LAB_HOURS, SLOT_MS, localDay, slotOf } from './timing';

const DAY_END = 86_399_999;
/** Share of a cluster's requests that start with its ten-minute schedule, of 2^32. */
const SYNCHRONISED = Math.floor(0.715 * 4294967296);
/** Requests of a person's session, and the usual gap between them. */
const SESSION = 6;
const SESSION_GAP_MS = 75_000;

/** Time of day (ms) of a successful request; a line's campaign requests end with its ban. */
export function instantOf(
  population: Population,
  day: number,
  line: number,
  ordinal: number,
  row: number,
): number {
  const { lines, accounts, seedKey, campaign, variant } = population;
  const group = accounts.group[lines.account[line] ?? 0] ?? 0;
  const isCampaign = line < campaign;
  if (!isCampaign && (group <= CLUSTER.SING || GROUPS[group]?.automated !== true)) {
    return sessionInstant(seedKey, day, line, ordinal, lines.zone[line] ?? 0);
  }
  const state = streamOf(seedKey, STREAM.row, row, day);
  const table = isCampaign
    ? group === CLUSTER.LABD
      ? LAB_HOURS
      : BALANCED
    : localDay(lines.zone[line] ?? 0);
  let slot = slotOf(table, draw(state, 0));
  let within = draw(state, 1) % SLOT_MS;
  if (isCampaign && variant.isSynchronised && group !== CLUSTER.SING && draw(state, 2) < SYNCHRONISED) {
    within = (within % 6001) - 3000;
    if (slot === 0) within = Math.abs(within);
  }
  if (isCampaign && day === BAN_DAY && lines.lastDay[line] === BAN_DAY) {
    // Within the wave's hours every slot moves to the same place before the ban.
    slot = Math.floor((slot * BAN_MS) / (DAY_END + 1));
    if (slot === 0) within = Math.abs(within);
  }
  return Math.min(DAY_END, slot * SLOT_MS + within);
}

function sessionInstant(seedKey: number, day: number, line: number, ordinal: number, zone: number): number {
  const session = Math.floor(ordinal / SESSION);
  const state = streamOf(seedKey, STREAM.session, line, day * 4096 + session);
  const start = slotOf(localDay(zone), draw(state, 0)) * SLOT_MS + (draw(state, 1) % SLOT_MS);
  const step = ordinal % SESSION;
  return (start + step * SESSION_GAP_MS + (draw(state, 2 + step) % SESSION_GAP_MS)) % (DAY_END + 1);
}
