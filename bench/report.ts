import { mkdir, writeFile } from 'node:fs/promises';

/** One measured number; with a contract it says whether the contract holds. */
export interface Measurement {
  what: string;
  value: number;
  unit: string;
  /** What is promised of it, in words; null for a number that is only shown. */
  contract: string | null;
  /** Null where nothing is promised. */
  holds: boolean | null;
}

/** A number that is only shown. */
export function shown(what: string, value: number, unit: string): Measurement {
  return { what, value: rounded(value), unit, contract: null, holds: null };
}

/** A number that has to be at least, or at most, what is promised. */
export function promised(
  what: string,
  value: number,
  unit: string,
  bound: '≥' | '≤',
  limit: number,
): Measurement {
  const holds = bound === '≥' ? value >= limit : value <= limit;
  return {
    what,
    value: rounded(value),
    unit,
    contract: `${bound} ${limit.toLocaleString('en')} ${unit}`.trim(),
    holds,
  };
}

/** Prints the table and writes `var/bench/NAME.json`. */
export async function report(name: string, measurements: readonly Measurement[]): Promise<void> {
  const rows = measurements.map((m) => [
    m.what,
    `${m.value.toLocaleString('en')} ${m.unit}`.trim(),
    m.contract ?? '',
    m.holds === null ? '' : m.holds ? 'holds' : 'BROKEN',
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  process.stdout.write(`${lines.join('\n')}\n`);
  await mkdir('var/bench', { recursive: true });
  await writeFile(`var/bench/${name}.json`, `${JSON.stringify(measurements, null, 2)}\n`);
}

/** The value below which `share` of the samples lie. @param share 0 to 1 */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Runs `act` and gives what it took, ms. */
export async function timed(act: () => Promise<unknown>): Promise<number> {
  const from = process.hrtime.bigint();
  await act();
  return Number(process.hrtime.bigint() - from) / 1e6;
}

function rounded(value: number): number {
  const digits = Math.abs(value) >= 100 ? 0 : 2;
  return Number(value.toFixed(digits));
}
