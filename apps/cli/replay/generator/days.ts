import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { type WrittenDay, writeDay } from './day-file';
import type { DayTotals } from './day-plan';
import { DayRows } from './day-rows';
import type { DayAnswer, DayWorkerData } from './day-worker';
import type { Population } from './population';

type Progress = (rows: number, bytes: number) => void;

/** Days by size, the largest first, so that no thread is left with a large one at the end. */
function largestFirst(totals: readonly DayTotals[]): number[] {
  const size = (day: number) => {
    const { campaign, customers, others } = totals[day] ?? { campaign: 0, customers: 0, others: 0 };
    return campaign + customers + others;
  };
  return totals.map((_, day) => day).sort((a, b) => size(b) - size(a) || a - b);
}

/** Writes all days in this thread, one after another. */
export async function writeDaysHere(
  population: Population,
  totals: readonly DayTotals[],
  out: string,
  progress: Progress,
): Promise<WrittenDay[]> {
  const rows = new DayRows(population);
  const written: WrittenDay[] = [];
  for (const [day, dayTotals] of totals.entries()) {
    written.push(writeDay(population, rows, dayTotals, day, out, progress));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return written;
}

/**
 * Writes all days in worker threads, each of which takes the next day when it has finished one.
 *
 * @throws Error the first fault of any thread; the others are stopped.
 */
export async function writeDaysInThreads(
  data: DayWorkerData,
  totals: readonly DayTotals[],
  threads: number,
  progress: Progress,
): Promise<WrittenDay[]> {
  const waiting = largestFirst(totals);
  const written: WrittenDay[] = [];
  const workers = Array.from(
    { length: threads },
    () => new Worker(join(__dirname, 'day-worker.js'), { workerData: data }),
  );
  const runs = workers.map(
    (worker) =>
      new Promise<void>((resolve, reject) => {
        const next = () => {
          const day = waiting.shift();
          worker.postMessage(day ?? null);
        };
        worker.on('message', (answer: DayAnswer) => {
          if (answer.written) {
            written.push(answer.written);
            next();
          } else {
            progress(answer.rows, answer.bytes);
          }
        });
        worker.on('error', reject);
        worker.on('exit', (code) =>
          code === 0 ? resolve() : reject(new Error(`a thread stopped with ${code}`)),
        );
        next();
      }),
  );
  try {
    await Promise.all(runs);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return written.sort((a, b) => a.day - b.day);
}
