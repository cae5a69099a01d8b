import { Logger } from '@nestjs/common';

const EVERY_MS = 10_000;

/** Says the same thing once in ten seconds: a database that is away for minutes must not fill the log. */
export class SparingLogger {
  private readonly logger: Logger;
  private readonly saidAt = new Map<string, number>();

  constructor(context: string) {
    this.logger = new Logger(context);
  }

  warn(line: string): void {
    const now = Date.now();
    if (now - (this.saidAt.get(line) ?? 0) < EVERY_MS) return;
    if (this.saidAt.size > 1_000) this.saidAt.clear();
    this.saidAt.set(line, now);
    this.logger.warn(line);
  }
}
