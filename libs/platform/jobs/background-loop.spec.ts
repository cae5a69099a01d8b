import { Logger } from '@nestjs/common';
import { BackgroundLoop } from './background-loop';

describe('a background loop', () => {
  afterEach(() => jest.restoreAllMocks());

  it('goes on at once while there is more, and stops without finishing its rest', async () => {
    let left = 5;
    const loop = new BackgroundLoop('test', async () => --left > 0, 60_000);
    loop.start();
    while (left > 0) await new Promise(setImmediate);
    await loop.stop();
    expect(left).toBe(0);
  });

  it('is woken from its rest, and misses no call that comes while it is at work', async () => {
    let steps = 0;
    const loop = new BackgroundLoop(
      'test',
      async () => {
        steps += 1;
        if (steps === 2) loop.wake();
        return false;
      },
      60_000,
    );
    loop.start();
    await new Promise(setImmediate);
    expect(steps).toBe(1);
    loop.wake();
    while (steps < 3) await new Promise(setImmediate);
    await loop.stop();
    expect(steps).toBe(3);
  });

  it('goes on after a failure, and says the same failure once', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    let tries = 0;
    const step = (): Promise<boolean> => {
      tries += 1;
      return Promise.reject(new Error('the database is away'));
    };
    const loop = new BackgroundLoop('test', step, 1);
    loop.start();
    while (tries < 5) await new Promise((resolve) => setTimeout(resolve, 1));
    await loop.stop();
    expect(warn.mock.calls).toEqual([['test waits: the database is away']]);
  });
});
