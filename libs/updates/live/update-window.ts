import type { Update } from './update';

/** The latest acts, shared by all readers of a process; the oldest make room for new ones. */
export class UpdateWindow {
  private updates: Update[] = [];
  private end = 0;

  constructor(private readonly size: number) {}

  /** The sequence of the latest act that is held or was skipped. */
  get latest(): number {
    return this.end;
  }

  /** The position from which on every act is still held. */
  get oldestPosition(): number {
    return this.end - this.updates.length;
  }

  /** Forgets what is held and goes on after `sequence`. */
  skipTo(sequence: number): void {
    this.updates = [];
    this.end = sequence;
  }

  /** Takes further acts in order. @throws Error when one is missing: a reader would miss it too */
  push(updates: readonly Update[]): void {
    for (const update of updates) {
      if (update.sequence !== this.end + 1)
        throw new Error(`act ${update.sequence} follows act ${this.end} in the chain`);
      this.updates.push(update);
      this.end = update.sequence;
    }
    // Cut in portions: to move the whole list for every act would cost its length each time.
    if (this.updates.length > this.size * 1.25) this.updates = this.updates.slice(-this.size);
  }

  /** At most `limit` acts after `position`, or nothing when some of them are gone. */
  after(position: number, limit: number): readonly Update[] | undefined {
    const from = position - this.oldestPosition;
    return from < 0 ? undefined : this.updates.slice(from, from + limit);
  }
}
