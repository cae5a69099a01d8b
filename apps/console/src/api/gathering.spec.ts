import { Gathering } from './gathering';

describe('what comes close together', () => {
  let answers: string[][];
  let gathering: Gathering<string>;
  beforeEach(() => {
    jest.useFakeTimers();
    answers = [];
    gathering = new Gathering<string>(
      (item) => item,
      (items) => answers.push(items),
    );
  });
  afterEach(() => jest.useRealTimers());

  it('is answered once, soon, each kind by its first', () => {
    for (const item of ['alert', 'alert', 'case', 'alert']) gathering.add(item);
    jest.advanceTimersByTime(299);
    expect(answers).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(answers).toEqual([['alert', 'case']]);
    jest.runAllTimers();
    expect(answers).toHaveLength(1);
  });

  it('is answered few times while there is no end to it, and soon again after it was quiet', () => {
    for (let at = 0; at < 60_000; at += 20) {
      gathering.add('alert');
      jest.advanceTimersByTime(20);
    }
    // 0.3, 0.6, 1.2, 2.4 and 4.8 s, and every five from then on.
    expect(answers.length).toBeLessThanOrEqual(16);
    expect(answers.length).toBeGreaterThanOrEqual(14);
    jest.runAllTimers();
    jest.advanceTimersByTime(5_001);
    const before = answers.length;
    gathering.add('alert');
    jest.advanceTimersByTime(300);
    expect(answers).toHaveLength(before + 1);
  });
});
