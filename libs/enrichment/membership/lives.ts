/** When an account of the core was created, used and ended. Instants are epoch ms. */
export interface AccountLife {
  accountId: string;
  createdAt: number;
  isBanned: boolean;
  instrument: string | null;
  /** First and last exchange; null when it was never used. */
  firstAt: number | null;
  lastAt: number | null;
  /** Longest time between two days with exchanges, days. */
  longestPause: number;
}

/** Creations of one window of time. */
export interface CreationCount {
  /** Windows since 1970. */
  window: number;
  inside: number;
  outside: number;
}

/** Length of a window in which creations count as one burst, seconds. */
export const WINDOW_SECONDS = 1200;
const WINDOWS_A_DAY = 86_400 / WINDOW_SECONDS;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** When creations are a burst. */
export interface BurstRule {
  accountsAtLeast: number;
  /** How many times denser among the core's accounts than among all others. */
  liftAtLeast: number;
}

/** Standard deviations above what the core's day would give by chance. */
const SIGMAS = 4;
/** Where next to nothing is expected, two or three at once may still be chance. */
const LEAST_EXPECTED = 0.25;

/** Windows in which the core's accounts were created together, more densely than chance and others explain. */
export function bursts(counts: readonly CreationCount[], rule: BurstRule): CreationCount[] {
  const inside = counts.reduce((sum, count) => sum + count.inside, 0);
  const outside = counts.reduce((sum, count) => sum + count.outside, 0);
  const days = new Map<number, number>();
  for (const count of counts) {
    const day = Math.floor(count.window / WINDOWS_A_DAY);
    days.set(day, (days.get(day) ?? 0) + count.inside);
  }
  const span = Math.max(1, days.size);
  return counts.filter((count) => {
    // A day that is all burst expects nothing of itself, so the mean day stands beside it.
    const expected = Math.max(LEAST_EXPECTED, inside / span / WINDOWS_A_DAY);
    const isDense = count.inside - expected >= SIGMAS * Math.sqrt(expected);
    const lift =
      count.outside === 0
        ? Infinity
        : count.inside / Math.max(1, inside) / (count.outside / Math.max(1, outside));
    return count.inside >= rule.accountsAtLeast && isDense && lift >= rule.liftAtLeast;
  });
}

/** Accounts that stopped at once, and those that were created in their place. */
export interface BanWave {
  /** Hour in which most of them had their last exchange, RFC 3339. */
  at: string;
  banned: number;
  /** Core accounts created in the ten days after. */
  created: number;
  /** Creations a day after the wave divided by those a day in the ten days before; null when there were none. */
  riseOfCreation: number | null;
  medianLagHours: number | null;
  /** Created afterwards on a payment instrument of a banned one: its heirs. */
  heirs: number;
  heirsBy: { instrument: string; banned: number; heirs: number }[];
}

const AFTER_MS = 10 * DAY_MS;
/** Share of the bans that must fall into one hour to be a wave. */
const WAVE_SHARE = 0.05;
const MOST_LISTED = 50;

/** Finds hours in which many banned accounts fell silent, and follows the hydra: what grew back, and on whose cards. */
export function banWaves(lives: readonly AccountLife[], accountsAtLeast: number): BanWave[] {
  const banned = lives.filter((life) => life.isBanned && life.lastAt !== null);
  const byHour = new Map<number, AccountLife[]>();
  for (const life of banned) {
    const hour = Math.floor(life.lastAt! / HOUR_MS);
    byHour.set(hour, [...(byHour.get(hour) ?? []), life]);
  }
  const least = Math.max(accountsAtLeast, WAVE_SHARE * banned.length);
  const hours = [...byHour].filter(([, ended]) => ended.length >= least).sort(([a], [b]) => a - b);
  const waves: { at: number; members: AccountLife[]; peak: number }[] = [];
  for (const [hour, members] of hours) {
    const last = waves.at(-1);
    // Who was due to be seen later stopped being seen earlier: a wave reaches back over some hours.
    if (last && hour - last.at <= 24) {
      if (members.length >= last.peak) Object.assign(last, { at: hour, peak: members.length });
      last.members.push(...members);
    } else waves.push({ at: hour, members: [...members], peak: members.length });
  }
  return waves.map(({ at, members }) => waveOf((at + 1) * HOUR_MS, at, members, lives));
}

function waveOf(
  end: number,
  hour: number,
  members: readonly AccountLife[],
  lives: readonly AccountLife[],
): BanWave {
  const after = lives.filter(({ createdAt }) => createdAt >= end && createdAt < end + AFTER_MS);
  const before = lives.filter(({ createdAt }) => createdAt < end && createdAt >= end - AFTER_MS).length;
  const cards = new Map<string, number>();
  for (const { instrument } of members)
    if (instrument !== null) cards.set(instrument, (cards.get(instrument) ?? 0) + 1);
  const heirs = new Map<string, number>();
  for (const { instrument } of after)
    if (instrument !== null && cards.has(instrument)) heirs.set(instrument, (heirs.get(instrument) ?? 0) + 1);
  const lags = after.map(({ createdAt }) => (createdAt - end) / HOUR_MS).sort((a, b) => a - b);
  return {
    at: new Date(hour * HOUR_MS).toISOString(),
    banned: members.length,
    created: after.length,
    riseOfCreation: before > 0 ? rounded(after.length / before) : null,
    medianLagHours: lags.length > 0 ? rounded(lags[Math.floor(lags.length / 2)]!) : null,
    heirs: [...heirs.values()].reduce((a, b) => a + b, 0),
    heirsBy: [...heirs]
      .map(([instrument, count]) => ({ instrument, banned: cards.get(instrument)!, heirs: count }))
      .sort((a, b) => b.heirs - a.heirs || (a.instrument < b.instrument ? -1 : 1))
      .slice(0, MOST_LISTED),
  };
}

/** Accounts that lay still: long after their creation, or for long in between. */
export function reactivated(
  lives: readonly AccountLife[],
  rule: { agedDays: number; pauseDays: number },
): { aged: number; paused: number; pausedIds: string[] } {
  const aged = lives.filter(
    (life) => life.firstAt !== null && life.firstAt - life.createdAt >= rule.agedDays * DAY_MS,
  );
  const paused = lives.filter((life) => life.longestPause >= rule.pauseDays);
  return {
    aged: aged.length,
    paused: paused.length,
    pausedIds: paused.slice(0, MOST_LISTED).map(({ accountId }) => accountId),
  };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
