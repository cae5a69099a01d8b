import type { Actor } from '@app/audit';
import { mayHear } from './readable-acts';
import { heartbeat, type Update } from './update';
import type { UpdateWindow } from './update-window';

/** Where blocks go: the part of an HTTP response that a reader needs. */
export interface Sink {
  /** False when nothing more should be written until `drain`. */
  write(text: string): boolean;
  once(event: 'drain', listener: () => void): unknown;
  end(): unknown;
  destroy(): unknown;
}

/** Acts looked at between two writes: what is buffered for a reader never holds more than these. */
const PORTION = 500;

/**
 * One connection and how far it has come. What it has not taken yet stays in the window, not with the reader, so a slow
 * one costs no memory and falls out of the window at last.
 */
export class LiveReader {
  private position = 0;
  private isReading = false;
  private waitingSince: number | undefined;

  constructor(
    /** Who reads, with the rights of now. */
    public actor: Actor,
    /** Hash of the token of the session that the connection lives with. */
    readonly session: string,
    /** Only acts of this case. */
    private readonly caseId: string | undefined,
    private readonly window: UpdateWindow,
    private readonly sink: Sink,
  ) {}

  /** Whether it has begun to read. */
  get hasBegun(): boolean {
    return this.isReading;
  }

  /** Writes `first` and goes on after `position`. */
  begin(first: string, position: number): void {
    this.position = position;
    this.isReading = true;
    this.write(first, Date.now());
    this.advance(Date.now());
  }

  /** Writes what is new, as far as the connection takes it. */
  advance(now: number): void {
    while (this.isReading && this.waitingSince === undefined && this.position < this.window.latest) {
      const updates = this.window.after(this.position, PORTION);
      // Too slow: what comes next is gone. The reader comes back, and is told to read anew.
      if (!updates) return this.drop();
      this.position = updates.at(-1)!.sequence;
      const told = updates.filter((update) => this.hears(update)).map(({ block }) => block);
      if (told.length > 0) this.write(told.join(''), now);
    }
  }

  /** A sign of life, or the end of one who has taken nothing for longer than `patienceMs`. */
  beat(now: number, patienceMs: number): void {
    if (!this.isReading) return;
    if (this.waitingSince === undefined) this.write(heartbeat(this.position), now);
    else if (now - this.waitingSince > patienceMs) this.drop();
  }

  /** Ends the connection in order. */
  end(): void {
    this.isReading = false;
    this.sink.end();
  }

  private drop(): void {
    this.isReading = false;
    this.sink.destroy();
  }

  private hears(update: Update): boolean {
    if (this.caseId !== undefined && update.caseId !== this.caseId) return false;
    return mayHear(this.actor.permissions, update.action);
  }

  private write(text: string, now: number): void {
    if (this.sink.write(text)) return;
    this.waitingSince = now;
    this.sink.once('drain', () => {
      this.waitingSince = undefined;
      this.advance(Date.now());
    });
  }
}
