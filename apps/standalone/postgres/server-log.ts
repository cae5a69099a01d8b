import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How a process ended; both null for an adopted server, whose end is seen but not its cause. */
export interface PostgresExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const LINES_KEPT = 50;

/** Reads what a PostgreSQL program writes, hands each line on, and can say why the program ended. */
export class ServerLog {
  /** Resolves when the process has ended and its last line is read; also when it could not be started at all. */
  readonly exited: Promise<PostgresExit>;
  private readonly lines: string[] = [];
  private fatal: string[] = [];

  constructor(child: ChildProcess, log: (line: string) => void) {
    const read = (line: string): void => {
      this.remember(line);
      log(line);
    };
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', read);
    }
    this.exited = new Promise((resolve) => {
      child.once('error', (error) => {
        this.remember(`FATAL:  ${error.message}`);
        resolve({ code: null, signal: null });
      });
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
  }

  /** The server's FATAL or PANIC line with its detail and hint, else the last lines. */
  failure({ code, signal }: PostgresExit): string {
    const words = this.fatal.length > 0 ? this.fatal : this.lines.slice(-5);
    return words.join(' ') || `ended with ${signal ?? `exit code ${code}`} and said nothing`;
  }

  private remember(line: string): void {
    this.lines.push(line);
    if (this.lines.length > LINES_KEPT) this.lines.shift();
    const [, level, text = ''] = /\b(FATAL|PANIC|DETAIL|HINT|initdb: error):\s+(.*)$/.exec(line) ?? [];
    if (level && !['DETAIL', 'HINT'].includes(level)) this.fatal = [`${level}: ${text}`];
    else if (level && this.fatal.length > 0 && this.fatal.length < 3) this.fatal.push(text);
  }
}
