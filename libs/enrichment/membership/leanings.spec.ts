import { leanings } from './leanings';

const share = (capability: string, inside: number, outside: number) => ({
  capability,
  share: inside,
  shareOutside: outside,
});
const leanOf = (shares: readonly ReturnType<typeof share>[]): number => {
  const weights = leanings(
    shares.map(({ capability }) => capability),
    shares,
  );
  return shares.reduce((sum, row, i) => sum + row.share * weights[i]!, 0);
};

describe('How much a capability leans towards the campaign', () => {
  it('is measured by the case, whether few or many of the campaign are still outside', () => {
    expect(leanOf([share('coding', 0.9, 0.2), share('chat', 0.1, 0.8)])).toBeCloseTo(100, 0);
    expect(leanOf([share('coding', 0.9, 0.5), share('chat', 0.1, 0.5)])).toBeCloseTo(100, 0);
  });

  it('is little where the case is after nothing in particular', () => {
    expect(leanOf([share('coding', 0.5, 0.45), share('chat', 0.5, 0.55)])).toBeLessThan(5);
    expect(leanings(['coding'], [])).toEqual([0]);
  });
});
