import { PortionSize } from './export-portion';

describe('the size of portions', () => {
  const after = (...took: [number, number][]): number => {
    const size = new PortionSize();
    for (const [rows, characters] of took) size.took(rows, characters);
    return size.rows;
  };

  it('begins small, grows by steps and has a limit', () => {
    expect(after()).toBe(500);
    expect(after([500, 50_000])).toBe(2_000);
    expect(after([500, 50_000], [2_000, 200_000], [5_000, 500_000])).toBe(5_000);
  });

  it('follows the weight of the rows', () => {
    expect(after([500, 1_000_000])).toBe(500);
    expect(after([500, 50_000_000])).toBe(10);
    expect(after([500, 50_000_000], [10, 30_000_000])).toBe(1);
  });
});
