import { createWriteStream, existsSync, readFileSync, truncateSync, type WriteStream } from 'node:fs';
import type { Answer } from './answer';
import type { Change } from './account-registry';

/** One call that was decided, with what makes a repeat of it known. */
export interface JournalEntry {
  /** The caller's Idempotency-Key. */
  readonly key: string;
  /** The request in full, to tell a repeat from another request under the same key. */
  readonly fingerprint: string;
  readonly change: Change;
  /** When it was decided, ISO 8601, UTC. */
  readonly at: string;
  readonly answer: Answer;
}

/** Append-only file of decided calls, one JSON line each. It outlives the process, not a power cut. */
export class Journal {
  private lastWrite: Promise<void> = Promise.resolve();
  private constructor(private readonly stream: WriteStream | undefined) {}

  /** Hands every entry of the file to `recall` in order, then opens it for more. Without a file nothing is kept. */
  static open(file: string | undefined, recall: (entry: JournalEntry) => void): Journal {
    if (file === undefined) return new Journal(undefined);
    const text = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
    // A line that a crash cut short was never answered; it goes, so that the next one starts a line of its own.
    const complete = text.subarray(0, text.lastIndexOf('\n') + 1);
    if (complete.length < text.length) truncateSync(file, complete.length);
    for (const line of complete.toString('utf8').split('\n')) {
      if (line) recall(JSON.parse(line) as JournalEntry);
    }
    return new Journal(createWriteStream(file, { flags: 'a' }));
  }

  /** Resolves when the entry has left the process. */
  append(entry: JournalEntry): Promise<void> {
    const { stream } = this;
    if (stream) {
      this.lastWrite = new Promise((resolve, reject) => {
        stream.write(`${JSON.stringify(entry)}\n`, (error) => (error ? reject(error) : resolve()));
      });
    }
    return this.lastWrite;
  }

  /** Resolves when all entries so far have left the process. */
  written(): Promise<void> {
    return this.lastWrite;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => (this.stream ? this.stream.end(resolve) : resolve()));
  }
}
