/** A share of what was counted, and between which shares the true one lies with 95 % confidence. */
export interface Share {
  /** What was counted. */
  of: number;
  share: number;
  low: number;
  high: number;
}

/** The standard normal's 97.5 % point. */
const Z = 1.959963984540054;

/**
 * A share with its Wilson score interval, which stays within 0 and 1 and is honest where little was counted; null of
 * nothing. @see Wilson, JASA 22 (1927)
 */
export function wilson(hits: number, of: number): Share | null {
  if (of === 0) return null;
  const share = hits / of;
  const z2 = Z * Z;
  const middle = (share + z2 / (2 * of)) / (1 + z2 / of);
  const reach = (Z / (1 + z2 / of)) * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of));
  // Of nothing and of all the bound is exactly 0 or 1, which the arithmetic only nears.
  const low = hits === 0 ? 0 : Math.max(0, middle - reach);
  const high = hits === of ? 1 : Math.min(1, middle + reach);
  return { of, share: rounded(share), low: rounded(low), high: rounded(high) };
}

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;
