import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { type DayTotals, planDay } from './day-plan';
import { type DayRows, USAGE_HEADER } from './day-rows';
import type { Population } from './population';
import { DAY_MS, WINDOW_START } from './profile';

const BUFFER_BYTES = 1 << 22;

/** A day's file as written. */
export interface WrittenDay {
  readonly day: number;
  /** Path below the output directory. */
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  /** Identifiers of the day's successful customers' requests, one a line. */
  readonly customers: Uint8Array;
}

/** Path of a day's file below the output directory. */
export function dayPath(day: number): string {
  return `usage/${new Date(WINDOW_START + day * DAY_MS).toISOString().slice(0, 10)}.csv`;
}

/** Writes the usage file of one day; `progress` hears of rows and bytes as they go. */
export function writeDay(
  population: Population,
  rows: DayRows,
  totals: DayTotals,
  day: number,
  out: string,
  progress: (rows: number, bytes: number) => void,
): WrittenDay {
  const plan = planDay(population, totals, day);
  const buffer = Buffer.alloc(BUFFER_BYTES);
  const path = dayPath(day);
  const file = openSync(join(out, path), 'w');
  let bytes = USAGE_HEADER.length;
  try {
    writeSync(file, USAGE_HEADER);
    rows.write(plan, 0, plan.rows, buffer, (length, count) => {
      for (let at = 0; at < length;) at += writeSync(file, buffer, at, length - at);
      bytes += length;
      progress(count, length);
    });
  } finally {
    closeSync(file);
  }
  const ids: string[] = [];
  for (let row = plan.campaign; row < plan.customersEnd; row++) ids.push(rows.requestId(day, row));
  // In the order of the identifiers, which tells nothing of the requests.
  const customers = Buffer.from(
    ids
      .sort()
      .map((id) => `${id}\n`)
      .join(''),
    'latin1',
  );
  return { day, path, rows: plan.rows, bytes, customers };
}
