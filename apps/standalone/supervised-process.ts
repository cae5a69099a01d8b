import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { HopelessStartError } from '../process';

/** A process that standalone starts and keeps running. */
export interface SupervisedOptions {
  name: string;
  /** Compiled entry file. */
  entry: string;
  env: Record<string, string | undefined>;
  /** The setting that says where it listens; with 0 it finds a free port itself, which it keeps when it is started again. */
  portSetting?: string | undefined;
  /** Receives each line that the process writes, and what the supervisor has to say of it. */
  log: (line: string) => void;
}

type Announcement = Record<string, unknown>;

const READY_MS = 120_000;
const STOP_MS = 30_000;
const LONGEST_PAUSE_MS = 10_000;
/** A process that has lived so long has recovered: its next death is a first one again. */
const RECOVERED_MS = 60_000;

/** Starts a process, waits for its line of JSON, and starts it again whenever it dies, until stopped. */
export class SupervisedProcess {
  private child: ChildProcess | undefined;
  private port: Record<string, string> = {};
  private isStopping = false;
  private deaths = 0;
  private startedAt = 0;

  constructor(private readonly options: SupervisedOptions) {}

  /** Process id now; undefined between a death and the next start. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /**
   * What the process announced when it was ready.
   * @throws HopelessStartError in the words of the process when it cannot start on this installation; Error when it
   * dies or is stopped before it is ready
   */
  start(): Promise<Announcement> {
    return this.launch();
  }

  /** SIGTERM, then SIGKILL when it takes too long; at any time, also in the middle of the start. */
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

  private launch(): Promise<Announcement> {
    const { name, entry, env, portSetting, log } = this.options;
    // Detached: a Ctrl-C in the terminal reaches only the supervisor, which then stops the others in order. It runs with
    // the flags of its supervisor.
    const child = spawn(process.execPath, [...process.execArgv, entry], {
      env: { ...env, ...this.port, DOCKET_SUPERVISED: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    this.child = child;
    this.startedAt = Date.now();
    // A process that dies between two writes would otherwise raise EPIPE here.
    child.stdin.on('error', () => undefined);
    let lastWords = '';
    createInterface({ input: child.stderr }).on('line', (line) => {
      lastWords = line;
      log(`${name}: ${line}`);
    });
    return new Promise((resolve, reject) => {
      let isReady = false;
      const slow = setTimeout(() => child.kill('SIGKILL'), READY_MS);
      createInterface({ input: child.stdout }).on('line', (line) => {
        const announcement = isReady ? undefined : parseAnnouncement(line);
        if (!announcement) return log(`${name}: ${line}`);
        isReady = true;
        clearTimeout(slow);
        // Whoever knows where it is finds it there when it has been started again.
        if (portSetting && env[portSetting] === '0')
          this.port = { [portSetting]: new URL(String(announcement['listening'])).port };
        resolve(announcement);
      });
      child.on('error', (error) => {
        this.child = undefined;
        reject(error);
      });
      // `close` rather than `exit`: only then has it said its last words.
      child.on('close', (code, signal) => {
        clearTimeout(slow);
        this.child = undefined;
        const why = signal ?? `exit code ${code}`;
        if (this.isStopping) reject(new Error(`${name} was stopped`));
        else if (code === HopelessStartError.exitCode) {
          if (isReady) log(`${name} has ended for good (${why})`);
          reject(new HopelessStartError(`${name} cannot start: ${lastWords}`));
        } else if (isReady) this.restart(why);
        else reject(new Error(`${name} did not start (${why})`));
      });
    });
  }

  private restart(why: string): void {
    if (Date.now() - this.startedAt > RECOVERED_MS) this.deaths = 0;
    this.deaths += 1;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, 250 * 2 ** Math.min(this.deaths - 1, 6));
    this.options.log(`${this.options.name} has died (${why}); starting it again in ${pauseMs} ms`);
    setTimeout(() => {
      if (this.isStopping) return;
      this.launch().then(
        () => this.options.log(`${this.options.name} runs again`),
        (error: Error) => {
          if (this.isStopping) return;
          if (error instanceof HopelessStartError) this.options.log(error.message);
          else this.restart(error.message);
        },
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
