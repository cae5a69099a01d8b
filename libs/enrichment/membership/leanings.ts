import type { CapabilityShare } from '../sharing/focus';

/** What is used less than this counts as used so much: a share of nothing is no measure. */
const LEAST_SHARE = 0.001;
const MOST = 3;
/** Mean leaning of the case, in logarithms, below which it is hardly after anything in particular. */
const LEAST_LEANING = 0.25;

/**
 * How much an exchange with each capability leans towards the campaign: the logarithm of how much more common it is in
 * the case, so scaled that the case itself leans 100. Outside there may be more of the campaign than was named, and then
 * the case stands out less: who leans half as much as it does is still after the same.
 */
export function leanings(
  capabilities: readonly string[],
  shares: readonly Pick<CapabilityShare, 'capability' | 'share' | 'shareOutside'>[],
): number[] {
  const ratioOf = (row: Pick<CapabilityShare, 'share' | 'shareOutside'> | undefined): number => {
    const ratio = Math.log(((row?.share ?? 0) + LEAST_SHARE) / ((row?.shareOutside ?? 0) + LEAST_SHARE));
    return Math.max(-MOST, Math.min(MOST, ratio));
  };
  const byName = new Map(shares.map((row) => [row.capability, row]));
  const mean = shares.reduce((sum, row) => sum + row.share * ratioOf(row), 0);
  const scale = 100 / Math.max(LEAST_LEANING, mean);
  return capabilities.map((name) => Math.round(scale * ratioOf(byName.get(name))));
}
