const whole = new Intl.NumberFormat('en');
const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `28,800,000`; a dash where nothing is known. */
export const count = (of: number | null | undefined): string =>
  typeof of === 'number' ? whole.format(of) : '–';
/** `12.5%`. */
export const percent = (of: number | null | undefined): string =>
  typeof of === 'number' ? share.format(of) : '–';
/** `28.8M`, where there is little room. */
export const compact = (of: number): string => short.format(of);
/** `1 account`, `25,000 accounts`. */
export const many = (of: number, one: string, more = `${one}s`): string =>
  `${whole.format(of)} ${of === 1 ? one : more}`;

const SIZES = ['kB', 'MB', 'GB', 'TB'];

/** `1.4 GB`. */
export function bytes(of: number | null): string {
  if (of === null) return '–';
  if (of < 1_000) return many(of, 'byte');
  const step = Math.min(SIZES.length, Math.floor(Math.log10(of) / 3));
  return `${(of / 1_000 ** step).toFixed(1)} ${SIZES[step - 1]}`;
}
