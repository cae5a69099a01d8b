import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { HopelessStartError } from '../process';

/** A process that standalone starts and keeps running. */
export interface SupervisedOptions {
  name: string;
  /** Compiled entry file. */
  entry: string;
  env: Record<string, string | undefined>;
  /** Receives each line that the process writes, and what the supervisor has to say of it. */
  log: (line: string) => void;
}

type Announcement = Record<string, unknown>;

const READY_MS = 120_000;
const STOP_MS = 30_000;
const LONGEST_PAUSE_MS = 10_000;

/** Starts a process, waits for its line of JSON, and starts it again whenever it dies, until stopped. */
export class SupervisedProcess {
  private child: ChildProcess | undefined;
  private isStopping = false;
  private deaths = 0;
  private announcement: Announcement = {};

  constructor(private readonly options: SupervisedOptions) {}

  get name(): string {
    return this.options.name;
  }

  /** Process id now; undefined between a death and the next start. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** What the process announced when it was ready. @throws Error when it dies before that */
  async start(): Promise<Announcement> {
    await this.launch();
    return this.announcement;
  }

  /** SIGTERM, then SIGKILL when it takes too long. */
  async stop(): Promise<void> {
    this.isStopping = true;
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const deadline = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await exited;
    clearTimeout(deadline);
  }

  private launch(): Promise<void> {
    const { name, entry, env, log } = this.options;
    // Detached: a Ctrl-C in the terminal reaches only the supervisor, which then stops the others in order.
    const child = spawn(process.execPath, [entry], {
      env: { ...env, DOCKET_SUPERVISED: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    this.child = child;
    // A process that dies between two writes would otherwise raise EPIPE here.
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stderr }).on('line', (line) => log(`${name}: ${line}`));
    return new Promise((resolve, reject) => {
      let isReady = false;
      const slow = setTimeout(() => {
        if (!isReady) child.kill('SIGKILL');
      }, READY_MS);
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (isReady) return log(`${name}: ${line}`);
        const announcement = parseAnnouncement(line);
        if (!announcement) return log(`${name}: ${line}`);
        isReady = true;
        clearTimeout(slow);
        this.announcement = announcement;
        resolve();
      });
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        clearTimeout(slow);
        if (this.isStopping) return;
        if (!isReady) return reject(new Error(`${name} did not start (${signal ?? `exit code ${code}`})`));
        if (code === HopelessStartError.exitCode)
          return log(`${name} has ended for good (exit code ${code})`);
        this.restart(signal ?? `exit code ${code}`);
      });
    });
  }

  private restart(why: string): void {
    this.child = undefined;
    this.deaths += 1;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, 250 * 2 ** Math.min(this.deaths - 1, 6));
    this.options.log(`${this.name} has died (${why}); starting it again in ${pauseMs} ms`);
    setTimeout(() => {
      if (this.isStopping) return;
      this.launch().then(
        () => {
          this.options.log(`${this.name} runs again`);
          setTimeout(() => (this.deaths = 0), 60_000).unref();
        },
        (error: Error) => this.restart(error.message),
      );
    }, pauseMs);
  }
}

function parseAnnouncement(line: string): Announcement | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Announcement;
  } catch {
    return undefined;
  }
}
