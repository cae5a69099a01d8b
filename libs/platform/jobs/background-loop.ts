import { setTimeout as sleep } from 'node:timers/promises';
import { SparingLogger } from './sparing-logger';

/** Does a step over and over until it is stopped; a step that fails is told, and tried again after the rest. */
export class BackgroundLoop {
  private readonly logger: SparingLogger;
  private isStopping = false;
  private isWoken = false;
  private rest: AbortController | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    /** What the log calls it. */
    private readonly name: string,
    /** Says whether there is more to do at once. */
    private readonly step: () => Promise<boolean>,
    /** Rest when there is not, ms; shorter when it is woken. */
    private readonly idleMs: number,
  ) {
    this.logger = new SparingLogger(name);
  }

  start(): void {
    this.running = this.run();
  }

  /** Waits for the step under way, not for the rest. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.rest?.abort();
    await this.running;
  }

  /** Says that there may be something to do: the step comes at once, not after the rest. */
  wake(): void {
    this.isWoken = true;
    this.rest?.abort();
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      this.isWoken = false;
      const hasMore = await this.step().catch((error: unknown) => {
        this.logger.warn(`${this.name} waits: ${error instanceof Error ? error.message : String(error)}`);
        return false;
      });
      if (hasMore || this.isWoken || this.isStopping) continue;
      this.rest = new AbortController();
      await sleep(this.idleMs, undefined, { signal: this.rest.signal }).catch(() => undefined);
    }
  }
}
