import { figure } from '@app/platform';

/** Campaign exchanges of one UTC day, by what became of the accounts. */
export interface DayOfTraffic {
  day: string;
  /** By accounts that fell silent with the bans. */
  banned: number;
  /** By accounts of the campaign that had been used before them and went on. */
  survivors: number;
  /** By accounts of the campaign first used after them. */
  newcomers: number;
}

/** Where the traffic went after bans. */
export interface Displacement {
  /** Exchanges a day by banned accounts, on the mean of the days before: what was cut off. */
  cutOff: number;
  /** Exchanges a day of the others before and after. */
  survivorsBefore: number;
  survivorsAfter: number;
  newcomersAfter: number;
  /** Part of what was cut off that came back by newcomers, and by survivors doing more; 1 is all of it. */
  returnedByNewcomers: number | null;
  returnedBySurvivors: number | null;
  /** Days until the campaign had its volume back; null when it had not within the days looked at. */
  daysToRecover: number | null;
  because: string;
}

/** Part of the volume before at which the campaign counts as recovered. */
const RECOVERED = 0.95;

/** Compares the days before a wave with those after it; the day of the wave is in neither. */
export function displacement(days: readonly DayOfTraffic[], waveDay: string, window: number): Displacement {
  const before = days.filter(({ day }) => day < waveDay).slice(-window);
  const after = days.filter(({ day }) => day > waveDay).slice(0, window);
  const mean = (of: readonly DayOfTraffic[], pick: (day: DayOfTraffic) => number): number =>
    of.length > 0 ? of.reduce((sum, day) => sum + pick(day), 0) / of.length : 0;
  const cutOff = mean(before, (day) => day.banned);
  const survivorsBefore = mean(before, (day) => day.survivors);
  const survivorsAfter = mean(after, (day) => day.survivors);
  const newcomersAfter = mean(after, (day) => day.newcomers);
  const part = (value: number): number | null =>
    cutOff > 0 ? Math.round((value / cutOff) * 1000) / 1000 : null;
  const all = cutOff + survivorsBefore;
  const recovery = after.findIndex((day) => day.banned + day.survivors + day.newcomers >= RECOVERED * all);
  const byNewcomers = part(newcomersAfter);
  const bySurvivors = part(Math.max(0, survivorsAfter - survivorsBefore));
  const percent = (value: number | null): string => `${Math.round((value ?? 0) * 100)} %`;
  return {
    cutOff: Math.round(cutOff),
    survivorsBefore: Math.round(survivorsBefore),
    survivorsAfter: Math.round(survivorsAfter),
    newcomersAfter: Math.round(newcomersAfter),
    returnedByNewcomers: byNewcomers,
    returnedBySurvivors: bySurvivors,
    daysToRecover: recovery < 0 ? null : recovery + 1,
    because: `The bans cut off ${figure(Math.round(cutOff))} exchanges a day. In the ${after.length} days after, ${percent(byNewcomers)} of that came back by accounts first used after the bans and ${percent(bySurvivors)} by accounts that did more than before.`,
  };
}
