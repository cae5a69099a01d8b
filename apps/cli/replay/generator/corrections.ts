import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { apportion } from './apportion';
import { buildPopulation } from './build-population';
import { type DayPlan, dayTotals, planDay, ROW_ROOM } from './day-plan';
import { DayRows, USAGE_HEADER } from './day-rows';
import type { Population } from './population';
import type { ScaledProfile } from './profile';
import { instantOf } from './row-time';

/** Campaign exchanges at full size that reach the log after the first snapshot. */
const LATE_EXCHANGES = 41_207;
/** Campaign exchanges at full size that the log holds twice, under two names. */
const DUPLICATED_EXCHANGES = 64_441;
/** Room for a day's late rows. */
const BUFFER_BYTES = 1 << 20;

/** What the log is corrected by after the first snapshot, and what the campaign comes to on each of the three. */
export interface CorrectionPlan {
  /** Rows that come late, by day. */
  readonly late: readonly number[];
  /** Requests that turn out to be others' second entries, by day. */
  readonly duplicates: readonly number[];
  /** Campaign exchanges as first delivered, with the late ones, and without the duplicates. */
  readonly exchanges: readonly [first: number, withLate: number, corrected: number];
}

/** The corrections at a scale, spread over the days as the campaign is. At full size 28,817,346 become 28,858,553 and then 28,794,112. */
export function planCorrections({ daily, scale }: ScaledProfile): CorrectionPlan {
  const late = Math.round(LATE_EXCHANGES * scale);
  const duplicates = Math.round(DUPLICATED_EXCHANGES * scale);
  const first = daily.reduce((a, b) => a + b, 0);
  return {
    late: apportion(late, daily),
    duplicates: apportion(duplicates, daily),
    exchanges: [first, first + late, first + late - duplicates],
  };
}

/** Which case to correct, as it was generated, and where to. */
export interface CorrectionOptions {
  readonly seed: number;
  readonly scale: number;
  /** Directory of what a lab would hand over. */
  readonly out: string;
  /** Directory of the truth. */
  readonly truthOut: string;
  readonly benignRequests?: number;
}

/**
 * Writes what follows the files of `generate` with the same seed and scale: `corrections/late.csv`, usage that came
 * late; `corrections/duplicates.csv`, the requests to withdraw; and in the truth what the campaign then comes to.
 */
export async function generateCorrections(options: CorrectionOptions): Promise<CorrectionPlan> {
  const { seed, scale, out, truthOut, benignRequests } = options;
  const population = buildPopulation(seed, scale, benignRequests);
  const plan = planCorrections(population.profile);
  const rows = new DayRows(population);
  const buffer = Buffer.alloc(BUFFER_BYTES);
  const late: Buffer[] = [Buffer.from(USAGE_HEADER)];
  const duplicates: string[] = [];
  dayTotals(population).forEach((totals, day) => {
    const spread = evenly(plan.duplicates[day] ?? 0, totals.campaign);
    duplicates.push(...spread.map((row) => rows.requestId(day, row)));
    const count = plan.late[day] ?? 0;
    if (count === 0) return;
    rows.write(latePlan(population, planDay(population, totals, day), count), 0, count, buffer, (bytes) =>
      late.push(Buffer.from(buffer.subarray(0, bytes))),
    );
  });
  await mkdir(join(out, 'corrections'), { recursive: true });
  await mkdir(truthOut, { recursive: true, mode: 0o700 });
  await writeFile(join(out, 'corrections/late.csv'), Buffer.concat(late));
  // In the order of the identifiers, which tells nothing of the requests.
  const named = duplicates.sort().map((id) => `${id}\n`);
  await writeFile(join(out, 'corrections/duplicates.csv'), `request_id\n${named.join('')}`);
  await writeFile(join(truthOut, 'corrections.json'), `${JSON.stringify(plan, null, 2)}\n`);
  return plan;
}

/** Further rows of lines that are in the day's campaign already, under numbers that the day's file does not use. */
function latePlan(population: Population, plan: DayPlan, count: number): DayPlan {
  const line = new Uint32Array(plan.rows + count);
  const ordinal = new Uint16Array(plan.rows + count);
  const order = new Float64Array(count);
  evenly(count, plan.campaign).forEach((source, k) => {
    const row = plan.rows + k;
    line[row] = plan.line[source] ?? 0;
    ordinal[row] = plan.ordinal[source] ?? 0;
    order[k] = instantOf(population, plan.day, line[row], ordinal[row], row) * ROW_ROOM + row;
  });
  order.sort();
  return { ...plan, rows: count, successes: plan.rows + count, line, ordinal, order };
}

/** `count` different numbers below `total`, as far apart as they can be. */
const evenly = (count: number, total: number): number[] =>
  Array.from({ length: Math.min(count, total) }, (_, k) => Math.floor(((k + 0.5) * total) / count));
