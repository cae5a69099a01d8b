import { problem } from '@app/platform';

/** More waits for its turn than can be done soon. */
export class BusyError extends problem({
  slug: 'too-many-batches',
  status: 503,
  title: 'Too many batches at once',
  remedy: 'Send the batch again in some seconds: nothing of it was kept.',
}) {}

/** Does few things at once, in the order in which they came: each holds connections that the others need. */
export class Turns {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(
    atOnce: number,
    private readonly mostWaiting: number,
  ) {
    this.free = atOnce;
  }

  /** @throws BusyError */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else if (this.waiting.length >= this.mostWaiting)
      throw new BusyError('Other batches are before this one.');
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // Whoever waits gets this turn itself: nobody can come in between.
      if (next) next();
      else this.free += 1;
    }
  }
}
