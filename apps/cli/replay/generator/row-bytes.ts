/** Writing of ASCII text straight into a buffer. Each function returns the place after what it wrote. */

// Taken out of Math once, as in random.ts.
const { floor } = Math;
const ZERO = 48;
const COMMA = 44;
const HEX = Uint8Array.from(Buffer.from('0123456789abcdef', 'latin1'));

/** Bytes of a text, to be copied into rows. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

/** Copies a text's bytes. */
export function putBytes(out: Uint8Array, at: number, bytes: Uint8Array): number {
  const length = bytes.length;
  for (let i = 0; i < length; i++) out[at + i] = bytes[i] ?? 0;
  return at + length;
}

/** An unsigned integer below 2^32 in decimal, and a comma. */
export function putInteger(out: Uint8Array, at: number, value: number): number {
  let digits = 1;
  for (let bound = 10; value >= bound; bound *= 10) digits++;
  let rest = value;
  for (let i = at + digits - 1; i >= at; i--) {
    const next = floor(rest / 10);
    out[i] = ZERO + rest - next * 10;
    rest = next;
  }
  out[at + digits] = COMMA;
  return at + digits + 1;
}

/** Exactly `digits` decimal digits, with leading zeros. */
export function putPadded(out: Uint8Array, at: number, value: number, digits: number): number {
  let rest = value;
  for (let i = at + digits - 1; i >= at; i--) {
    const next = floor(rest / 10);
    out[i] = ZERO + rest - next * 10;
    rest = next;
  }
  return at + digits;
}

/** Eight hex digits. */
export function putHex(out: Uint8Array, at: number, value: number): number {
  for (let i = 7; i >= 0; i--) {
    out[at + i] = HEX[value & 15] ?? ZERO;
    value >>>= 4;
  }
  return at + 8;
}

/** A time of day (ms) as `HH:MM:SS.mmm`. */
export function putTime(out: Uint8Array, at: number, ms: number): number {
  const seconds = floor(ms / 1000);
  const minutes = floor(seconds / 60);
  const hours = floor(minutes / 60);
  putPadded(out, at, hours, 2);
  out[at + 2] = 58;
  putPadded(out, at + 3, minutes - hours * 60, 2);
  out[at + 5] = 58;
  putPadded(out, at + 6, seconds - minutes * 60, 2);
  out[at + 8] = 46;
  return putPadded(out, at + 9, ms - seconds * 1000, 3);
}

/** An address as dotted text, and a comma. */
export function putAddress(out: Uint8Array, at: number, address: number): number {
  for (let shift = 24; shift >= 0; shift -= 8) {
    at = putInteger(out, at, (address >>> shift) & 255);
    out[at - 1] = 46;
  }
  out[at - 1] = COMMA;
  return at;
}

/**
 * A 64-bit unsigned integer, given by its halves, in decimal: long division by 10^7 in limbs, because the
 * number does not fit a double and this runs once a row.
 */
export function putUnsigned64(out: Uint8Array, at: number, high: number, low: number): number {
  let limb0 = 0;
  let limb1 = 0;
  let limb2 = 0;
  for (let part = 0; part < 4; part++) {
    const word = part < 2 ? high : low;
    const digits = part % 2 === 0 ? word >>> 16 : word & 0xffff;
    const t0 = limb0 * 65536 + digits;
    const c0 = floor(t0 / 10_000_000);
    limb0 = t0 - c0 * 10_000_000;
    const t1 = limb1 * 65536 + c0;
    const c1 = floor(t1 / 10_000_000);
    limb1 = t1 - c1 * 10_000_000;
    limb2 = limb2 * 65536 + c1;
  }
  if (limb2 > 0) {
    at = putInteger(out, at, limb2) - 1;
    at = putPadded(out, at, limb1, 7);
    return putPadded(out, at, limb0, 7);
  }
  if (limb1 > 0) {
    at = putInteger(out, at, limb1) - 1;
    return putPadded(out, at, limb0, 7);
  }
  return putInteger(out, at, limb0) - 1;
}
