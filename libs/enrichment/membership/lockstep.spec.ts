import { popularPhases } from './lockstep';
import { PHASES } from './schedule';

describe('Moments of the hour that are everybody’s', () => {
  const flat = Array<number>(PHASES).fill(100);

  it('are those at which requests pile up anyway', () => {
    expect(popularPhases(flat.with(0, 400).with(120, 160))).toEqual([0, 120]);
  });

  it('are none where hardly anybody acts, or all do alike', () => {
    expect(popularPhases(flat.with(0, 130))).toEqual([]);
    expect(popularPhases(Array<number>(PHASES).fill(0).with(7, 3))).toEqual([]);
  });
});
