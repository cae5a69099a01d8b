import { TOKEN_QUANTILES } from '../data/token-quantiles';
import { CAPABILITIES } from './profile';

/** Steps of a length table; a draw of 12 bits picks a step. */
export const LENGTH_STEPS = 4096;

/** Standardised logarithms of a trace's quantiles: median 0, spread 1. */
function standardised(quantiles: readonly number[]): number[] {
  const logs = quantiles.map((tokens) => Math.log(Math.max(1, tokens)));
  const median = logs[logs.length >> 1] ?? 0;
  const mean = logs.reduce((a, b) => a + b, 0) / logs.length;
  const spread = Math.sqrt(logs.reduce((a, b) => a + (b - mean) ** 2, 0) / logs.length);
  return logs.map((log) => (log - median) / spread);
}

function lengths(quantiles: readonly number[], [median, sigma]: readonly [number, number]): Uint32Array {
  const shape = standardised(quantiles);
  return Uint32Array.from({ length: LENGTH_STEPS }, (_, step) => {
    const at = ((step + 0.5) / LENGTH_STEPS) * (shape.length - 1);
    const i = Math.floor(at);
    const z = (shape[i] ?? 0) + (at - i) * ((shape[i + 1] ?? 0) - (shape[i] ?? 0));
    return Math.max(1, Math.round(median * Math.exp(sigma * z)));
  });
}

/**
 * Input and output lengths by capability, tokens: the shape of real production traces, rescaled to the
 * median and the spread of the capability. One entry a step, in rising order.
 */
export const INPUT_LENGTHS = CAPABILITIES.map((c) => lengths(TOKEN_QUANTILES[`${c.shape}Input`], c.input));
/** @see INPUT_LENGTHS */
export const OUTPUT_LENGTHS = CAPABILITIES.map((c) => lengths(TOKEN_QUANTILES[`${c.shape}Output`], c.output));
