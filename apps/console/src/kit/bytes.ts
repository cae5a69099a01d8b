const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size as people read it: `12.4 kB`. */
export function bytes(count: number): string {
  const step = count < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(count) / 3));
  const size = count / 1_000 ** step;
  return `${step === 0 ? size : size.toFixed(1)} ${UNITS[step]}`;
}
