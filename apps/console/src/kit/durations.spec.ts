import { inTime } from './durations';

describe('how long something took', () => {
  it.each([
    [null, '–'],
    [45, '45 s'],
    [720, '12 min'],
    [19_080, '5.3 h'],
    [181_440, '2.1 d'],
  ])('%s seconds is %s', (seconds, words) => {
    expect(inTime(seconds)).toBe(words);
  });
});
