import { parentPort, workerData } from 'node:worker_threads';

import { type WrittenDay, writeDay } from './day-file';
import { dayTotals } from './day-plan';
import { DayRows } from './day-rows';
import { buildPopulation } from './build-population';
import type { VariantName } from './variants';

/** What a thread needs to make any day. */
export interface DayWorkerData {
  readonly seed: number;
  readonly scale: number;
  readonly benignRequests: number | undefined;
  readonly variant: VariantName | undefined;
  readonly out: string;
}

/** What a thread reports: rows and bytes since its last report, or a finished day. */
export interface DayAnswer {
  readonly rows: number;
  readonly bytes: number;
  readonly written?: WrittenDay;
}

/** The thread's life: the number of a day comes in, its file is written; null ends it. */
function serve(
  port: NonNullable<typeof parentPort>,
  { seed, scale, benignRequests, variant, out }: DayWorkerData,
): void {
  const population = buildPopulation(seed, scale, benignRequests, variant);
  const totals = dayTotals(population);
  const rows = new DayRows(population);
  port.on('message', (day: number | null) => {
    const total = day === null ? undefined : totals[day];
    if (day === null || !total) {
      port.close();
      return;
    }
    const report = (count: number, bytes: number) =>
      port.postMessage({ rows: count, bytes } satisfies DayAnswer);
    const written = writeDay(population, rows, total, day, out, report);
    port.postMessage({ rows: 0, bytes: 0, written } satisfies DayAnswer);
  });
}

if (parentPort) serve(parentPort, workerData as DayWorkerData);
