import fc from 'fast-check';

import { allocate } from './allocation';
import { apportion } from './apportion';
import { permutePair } from './random';
import { putAddress, putInteger, putTime, putUnsigned64 } from './row-bytes';

const written = (put: (out: Uint8Array) => number) => {
  const out = Buffer.alloc(64);
  return out.toString('latin1', 0, put(out));
};
const word = fc.integer({ min: 0, max: 0xffffffff });

describe('apportion', () => {
  it('keeps the total and stays within one of the exact share', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e7 }), weights, (total, list) => {
        const shares = apportion(total, list);
        const sum = list.reduce((a, b) => a + b, 0);
        expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
        shares.forEach((share, i) =>
          expect(Math.abs(share - (total * (list[i] ?? 0)) / sum)).toBeLessThan(1),
        );
      }),
    );
  });
});

describe('allocate', () => {
  const line = fc.record({ weight: fc.integer({ min: 1, max: 100_000 }), reserved: fc.boolean() });
  const lines = fc.array(line, { minLength: 1, maxLength: 80 });

  it('deals the whole total, no line above its cap, every reserved line one at least', () => {
    fc.assert(
      fc.property(lines, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(1023), (list, fill, offset) => {
        const cap = 400;
        const reserved = list.filter((entry) => entry.reserved).length;
        const total = reserved + Math.floor(fill * (cap * list.length - reserved));
        const counts = allocate(
          total,
          Float64Array.from(list, (entry) => entry.weight / 1000),
          new Uint16Array(list.length).fill(cap),
          Uint8Array.from(list, (entry) => Number(entry.reserved)),
          offset,
        );
        expect(counts.reduce((a, b) => a + b, 0)).toBe(total);
        list.forEach((entry, i) => {
          expect(counts[i]).toBeLessThanOrEqual(cap);
          if (entry.reserved) expect(counts[i]).toBeGreaterThanOrEqual(1);
        });
      }),
    );
  });

  it('refuses a total for which the caps leave no room', () => {
    const weights = Float64Array.from([1, 1]);
    expect(() => allocate(9, weights, Uint16Array.from([4, 4]), Uint8Array.from([0, 0]), 0)).toThrow(
      RangeError,
    );
  });
});

describe('permutePair', () => {
  it('gives distinct pairs for distinct pairs', () => {
    const out = new Uint32Array(2);
    const seen = new Set<string>();
    for (let day = 0; day < 20; day++) {
      for (let row = 0; row < 5_000; row++) {
        permutePair(7, day, row, 32, out);
        seen.add(`${out[0]} ${out[1]}`);
      }
    }
    expect(seen.size).toBe(100_000);
  });

  it('stays within its bits and is one to one on all of a small range', () => {
    const out = new Uint32Array(2);
    const seen = new Set<number>();
    for (let value = 0; value < 65_536; value++) {
      permutePair(3, value >>> 8, value & 255, 8, out);
      seen.add((out[0] ?? 0) * 256 + (out[1] ?? 0));
    }
    expect(seen.size).toBe(65_536);
    expect(Math.max(...seen)).toBe(65_535);
  });
});

describe('row bytes', () => {
  it('writes any 64-bit integer in decimal', () => {
    fc.assert(
      fc.property(word, word, (high, low) => {
        const text = ((BigInt(high) << 32n) | BigInt(low)).toString();
        expect(written((out) => putUnsigned64(out, 0, high, low))).toBe(text);
      }),
    );
    expect(written((out) => putUnsigned64(out, 0, 0, 42))).toBe('42');
    expect(written((out) => putUnsigned64(out, 0, 0, 10_000_000))).toBe('10000000');
    expect(written((out) => putUnsigned64(out, 0, 0xffffffff, 0xffffffff))).toBe('18446744073709551615');
  });

  it('writes integers, addresses and times of day', () => {
    fc.assert(
      fc.property(word, (value) => {
        expect(written((out) => putInteger(out, 0, value))).toBe(`${value},`);
        const dotted = [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
        expect(written((out) => putAddress(out, 0, value))).toBe(`${dotted},`);
        const ms = value % 86_400_000;
        expect(written((out) => putTime(out, 0, ms))).toBe(new Date(ms).toISOString().slice(11, 23));
      }),
    );
  });
});
