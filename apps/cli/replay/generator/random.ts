/**
 * The generator's only source of chance: a counter-based generator on 32-bit integers, so that any row
 * can be made without the rows before it. The finaliser is Wellons' lowbias32; a stream is SplitMix's
 * scheme on 32 bits: the k-th draw is the finaliser of `state + k * golden ratio`.
 */
// Taken out of Math once: this is the innermost loop, and a test runner's global lookups are slow.
const { imul, floor } = Math;
const GOLDEN = 0x9e3779b9;

/** Bijective finaliser on 32 bits: every input bit moves every output bit with probability near 1/2. */
export function mix(x: number): number {
  x = imul(x ^ (x >>> 16), 0x21f0aaad);
  x = imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** State of the stream of one entity on one day, from the seed's key and the stream's number. */
export function streamOf(seedKey: number, stream: number, entity: number, day = 0): number {
  return mix(mix(mix(seedKey + imul(stream, GOLDEN)) + entity) ^ imul(day + 1, 0x85ebca6b));
}

/** The k-th draw of a stream: an unsigned 32-bit integer. */
export function draw(state: number, k: number): number {
  return mix(state + imul(k, GOLDEN));
}

/** The k-th draw of a stream as a number in [0, 1). */
export function unit(state: number, k: number): number {
  return draw(state, k) / 4294967296;
}

/** The k-th draw of a stream as an integer in [0, n). */
export function below(state: number, k: number, n: number): number {
  return floor(unit(state, k) * n);
}

/** A standard normal deviate from the draws k and k + 1 (Box and Muller). */
export function normal(state: number, k: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - unit(state, k)));
  return radius * Math.cos(2 * Math.PI * unit(state, k + 1));
}

/** The key of a seed, which may be any integer up to 2^53. */
export function seedKeyOf(seed: number): number {
  return mix(mix(seed >>> 0) ^ floor(seed / 4294967296));
}

/** Numbers of the streams; changing one changes every byte, so a new use takes a new number. */
export const STREAM = {
  row: 1,
  requestId: 2,
  accountId: 3,
  keyId: 4,
  orgId: 5,
  instrumentId: 6,
  account: 7,
  instrument: 8,
  customer: 9,
  benign: 10,
  family: 11,
  address: 12,
  allocation: 13,
  session: 14,
  template: 15,
  fingerprint: 16,
  email: 17,
  alert: 18,
  batch: 19,
} as const;

/**
 * A permutation of pairs of `bits`-bit integers (a Feistel network of four rounds): distinct inputs give
 * distinct outputs, so identifiers made with it cannot collide. The result is left in `out`.
 */
export function permutePair(key: number, high: number, low: number, bits: number, out: Uint32Array): void {
  const mask = bits === 32 ? 0xffffffff : (1 << bits) - 1;
  let left = high;
  let right = low;
  for (let round = 1; round <= 4; round++) {
    const next = (left ^ mix(right + imul(key + round, GOLDEN))) & mask;
    left = right;
    right = next;
  }
  out[0] = left;
  out[1] = right;
}
