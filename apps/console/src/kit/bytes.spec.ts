import { bytes } from './bytes';

describe('a size', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [12_400, '12.4 kB'],
    [3_000_000, '3.0 MB'],
  ])('%d is %s', (count, words) => {
    expect(bytes(count)).toBe(words);
  });
});
