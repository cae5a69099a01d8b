import { apportion } from './apportion';
import { allocate } from './allocation';
import { GROUPS } from './groups';
import type { Population } from './population';
import { BAN_DAY, BAN_MS, CLUSTER, DAYS, FAILURE_RATE } from './profile';
import { STREAM, below, draw, streamOf, unit } from './random';
import { instantOf } from './row-time';

/** Room for a day's rows in a sort key; the time of day stands above it. */
export const ROW_ROOM = 2 ** 24;

/** Every request of one day, in the order of its time, without its particulars. */
export interface DayPlan {
  readonly day: number;
  readonly rows: number;
  /** Successful requests: rows below this number; the others are failures. */
  readonly successes: number;
  /** Successful campaign exchanges: rows below this number. */
  readonly campaign: number;
  /** Successful customers' requests: rows from `campaign` up to here, exclusive. */
  readonly customersEnd: number;
  /** Line of each row. */
  readonly line: Uint32Array;
  /** Number of each row among its line's rows of the day. */
  readonly ordinal: Uint16Array;
  /** The successful row that each failure preceded, by its number less `successes`. */
  readonly retried: Uint32Array;
  /** Time of day (ms) times 2^24 plus the row's number, ascending. */
  readonly order: Float64Array;
}

/** What one day holds of each kind, from the scaled totals. */
export interface DayTotals {
  readonly campaign: number;
  readonly customers: number;
  readonly others: number;
  readonly failures: number;
}

/** Totals of every day; they add up to the profile's. */
export function dayTotals({ profile, lines, campaign, customersEnd }: Population): DayTotals[] {
  const customers = Array<number>(DAYS).fill(0);
  const weekdays = customers.map((_, day) => ((day + 3) % 7) % 6 === 0);
  for (let line = campaign; line < customersEnd; line++) {
    for (let day = lines.firstDay[line] ?? 0; day <= (lines.lastDay[line] ?? -1); day++) {
      customers[day] = (customers[day] ?? 0) + (lines.weight[line] ?? 0) * (weekdays[day] ? 0.75 : 1);
    }
  }
  const customersByDay = apportion(profile.coverRequests, customers);
  const othersByDay = apportion(
    profile.benignRequests,
    weekdays.map((weekend, day) => (weekend ? 0.8 : 1) * (1 + day / 300)),
  );
  return profile.daily.map((exchanges, day) => {
    const cover = customersByDay[day] ?? 0;
    const others = othersByDay[day] ?? 0;
    const failures = Math.round((exchanges + cover + others) * FAILURE_RATE);
    return { campaign: exchanges, customers: cover, others, failures };
  });
}

/** Plans a day: who sends how many requests, and when. */
export function planDay(population: Population, totals: DayTotals, day: number): DayPlan {
  const { campaign, customersEnd, lines } = population;
  const successes = totals.campaign + totals.customers + totals.others;
  const rows = successes + totals.failures;
  const line = new Uint32Array(rows);
  const ordinal = new Uint16Array(rows);
  let row = 0;
  const ranges: readonly (readonly [number, number, number])[] = [
    [0, campaign, totals.campaign],
    [campaign, customersEnd, totals.customers],
    [customersEnd, lines.count, totals.others],
  ];
  for (const [from, to, total] of ranges) {
    const counts = countsOf(population, day, from, to, total);
    for (let i = 0; i < counts.length; i++) {
      const count = counts[i] ?? 0;
      for (let k = 0; k < count; k++, row++) {
        line[row] = from + i;
        ordinal[row] = k;
      }
    }
  }
  const retried = new Uint32Array(totals.failures);
  const order = new Float64Array(rows);
  for (let r = 0; r < successes; r++) {
    order[r] = instantOf(population, day, line[r] ?? 0, ordinal[r] ?? 0, r) * ROW_ROOM + r;
  }
  const state = streamOf(population.seedKey, STREAM.allocation, 9, day);
  for (let f = 0; f < totals.failures; f++) {
    // A failure precedes a success of the same line by some seconds: the client tried again.
    const source = Math.floor(((f + unit(state, 2 * f)) / totals.failures) * successes);
    const at = Math.floor((order[source] ?? 0) / ROW_ROOM) - 400 - (draw(state, 2 * f + 1) % 9000);
    retried[f] = source;
    line[successes + f] = line[source] ?? 0;
    order[successes + f] = Math.max(0, at) * ROW_ROOM + successes + f;
  }
  order.sort();
  const end = totals.campaign + totals.customers;
  return {
    day,
    rows,
    successes,
    campaign: totals.campaign,
    customersEnd: end,
    line,
    ordinal,
    retried,
    order,
  };
}

/** Row number of a place in the day's order. */
export function rowAt(plan: DayPlan, place: number): number {
  return (plan.order[place] ?? 0) % ROW_ROOM;
}

/** Time of day of a place in the day's order, ms. */
export function timeAt(plan: DayPlan, place: number): number {
  return Math.floor((plan.order[place] ?? 0) / ROW_ROOM);
}

function countsOf(population: Population, day: number, from: number, to: number, total: number): Uint16Array {
  const { lines, accounts, seedKey, customersEnd } = population;
  const weights = new Float64Array(to - from);
  const reserved = new Uint8Array(to - from);
  for (let i = 0; i < weights.length; i++) {
    const line = from + i;
    if (day < (lines.firstDay[line] ?? 0) || day > (lines.lastDay[line] ?? -1)) continue;
    const account = lines.account[line] ?? 0;
    const group = accounts.group[account] ?? 0;
    const noise = draw(streamOf(seedKey, STREAM.allocation, line, day), 0);
    const machine = group <= CLUSTER.SING ? from === 0 : GROUPS[group]?.automated;
    const banned = day === BAN_DAY && group <= CLUSTER.HY02 && lines.lastDay[line] === BAN_DAY;
    const level = machine || line < customersEnd ? MACHINE_DAYS[noise >>> 24] : PEOPLE_DAYS[noise >>> 24];
    weights[i] = (lines.weight[line] ?? 0) * (level ?? 0) * (banned ? BAN_MS / 86_400_000 : 1);
    if (lines.reserved[line] === day) reserved[i] = 1;
  }
  const offset = below(
    streamOf(seedKey, STREAM.allocation, from === 0 ? 1 : 2 + Number(to === lines.count), day),
    0,
    1024,
  );
  return allocate(total, weights, lines.cap.subarray(from, to), reserved, offset);
}

/** How busy a day is to its mean: machines vary a little; people are away on half of the days. */
const MACHINE_DAYS = Float64Array.from({ length: 256 }, (_, i) => 0.55 + (0.9 * (i + 0.5)) / 256);
const PEOPLE_DAYS = Float64Array.from({ length: 256 }, (_, i) =>
  i < 128 ? 0 : -2 * Math.log((i - 127.5) / 128),
);
