/** Lets `ratePerSecond` calls through on average and `burst` at once. */
export class TokenBucket {
  private tokens: number;
  private filledAtMs: number;

  constructor(
    private readonly ratePerSecond: number,
    private readonly burst: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.tokens = burst;
    this.filledAtMs = nowMs();
  }

  /** Takes one call's token; when there is none, the whole seconds until there is one, else 0. */
  take(): number {
    const now = this.nowMs();
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.filledAtMs) / 1_000) * this.ratePerSecond);
    this.filledAtMs = now;
    if (this.tokens < 1) return Math.ceil((1 - this.tokens) / this.ratePerSecond);
    this.tokens -= 1;
    return 0;
  }
}
