/** How far the generation has got. */
export interface GenerationProgress {
  readonly rows: number;
  readonly totalRows: number;
  readonly bytes: number;
  readonly rowsPerSecond: number;
  readonly remainingSeconds: number;
}

const INTERVAL_MS = 250;

/** Adds up rows and bytes and tells of them at most four times a second. */
export function progressMeter(
  totalRows: number,
  tell: (progress: GenerationProgress) => void,
): { add: (rows: number, bytes: number) => void; finish: () => void } {
  const start = performance.now();
  let told = start;
  let rows = 0;
  let bytes = 0;
  const report = () => {
    told = performance.now();
    const rowsPerSecond = rows / Math.max(0.001, (told - start) / 1000);
    const remainingSeconds = rowsPerSecond > 0 ? (totalRows - rows) / rowsPerSecond : 0;
    tell({ rows, totalRows, bytes, rowsPerSecond, remainingSeconds });
  };
  return {
    add: (moreRows, moreBytes) => {
      rows += moreRows;
      bytes += moreBytes;
      if (performance.now() - told >= INTERVAL_MS) report();
    },
    finish: report,
  };
}
