import { createHash } from 'node:crypto';

/** What befalls one attempt of a call: nothing, or an answer other than its own before or after it takes effect. */
export type Fate =
  | { readonly when: 'never' }
  | { readonly when: 'before'; readonly answer: 500 | 503 }
  | { readonly when: 'after'; readonly answer: 500 | 'cut' };

/**
 * Decides the fate of every attempt from the seed, the call's key and how often it was tried, so that neither the
 * order of calls nor their number at once changes it, and a repeat can fare better than the first try.
 */
export class FaultPlan {
  private readonly attempts = new Map<string, number>();

  constructor(
    private readonly seed: string,
    private readonly faultRate: number,
    private readonly lostAnswerRate: number,
  ) {}

  /** The fate of the next attempt with this key. */
  next(key: string): Fate {
    if (this.faultRate === 0 && this.lostAnswerRate === 0) return { when: 'never' };
    const attempt = (this.attempts.get(key) ?? 0) + 1;
    this.attempts.set(key, attempt);
    const digest = createHash('sha256').update(`${this.seed}\n${key}\n${attempt}`).digest();
    const share = (offset: number): number => digest.readUInt32BE(offset) / 2 ** 32;
    const isEven = share(8) < 0.5;
    if (share(0) < this.faultRate) return { when: 'before', answer: isEven ? 500 : 503 };
    if (share(4) < this.lostAnswerRate) return { when: 'after', answer: isEven ? 500 : 'cut' };
    return { when: 'never' };
  }
}
