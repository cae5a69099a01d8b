import { bridgesBetween } from './bridges';

describe('bridges between clusters', () => {
  it('are drawn once though both ends tell of them, and only to what is drawn', () => {
    const to = (other: number) => ({ to: other, instruments: 2, accounts: 9 });
    expect(
      bridgesBetween([
        { number: 1, bridges: [to(2), to(99)] },
        { number: 2, bridges: [to(1)] },
        { number: 3, bridges: [] },
      ]),
    ).toEqual([{ from: 1, to: 2, instruments: 2, accounts: 9 }]);
  });
});
