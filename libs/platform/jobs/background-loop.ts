import { setTimeout as sleep } from 'node:timers/promises';
import { SparingLogger } from './sparing-logger';

/** Does a step over and over until it is stopped; a step that fails is told, and tried again after the rest. */
export class BackgroundLoop {
  private readonly logger: SparingLogger;
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    /** What the log calls it. */
    private readonly name: string,
    /** Says whether there is more to do at once. */
    private readonly step: () => Promise<boolean>,
    /** Rest when there is not, ms. */
    private readonly idleMs: number,
  ) {
    this.logger = new SparingLogger(name);
  }

  start(): void {
    this.running = this.run();
  }

  /** Waits for the step under way, not for the rest. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const hasMore = await this.step().catch((error: unknown) => {
        this.logger.warn(`${this.name} waits: ${error instanceof Error ? error.message : String(error)}`);
        return false;
      });
      if (!hasMore) await sleep(this.idleMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
