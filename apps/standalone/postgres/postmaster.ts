import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a server says of itself in `postmaster.pid` of its cluster. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `stopping`, `ready` or `standby`; empty in the first moments. */
  readonly status: string;
}

const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;
const POLL_MS = 10;

/** The server named in the cluster's `postmaster.pid`, running or not. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    },
  );
  const [pid, , , port, , , , status = ''] = text?.split('\n') ?? [];
  return pid ? { pid: Number(pid), port: Number(port), status: status.trim() } : undefined;
}

/**
 * The server that runs on this cluster. A `postmaster.pid` whose number now belongs to some other program, as after
 * a restart of a container, is removed: PostgreSQL would take that program for a server and refuse to start.
 */
export async function runningPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const postmaster = await readPostmaster(cluster);
  if (!postmaster || isServing(postmaster.pid, cluster)) return postmaster;
  if (isInUse(postmaster.pid)) await rm(join(cluster, 'postmaster.pid'), { force: true });
  return undefined;
}

/** Whether the process is a PostgreSQL server on this cluster; a zombie is not. */
export function isServing(pid: number, cluster: string): boolean {
  return commandLine(pid).includes(`postgres -D ${cluster} `);
}

/** Whether the server was started with exactly these arguments, from its `postmaster.opts`. */
export async function wasStartedWith(cluster: string, args: string[]): Promise<boolean> {
  const options = await readFile(join(cluster, 'postmaster.opts'), 'utf8').catch(() => '');
  return options.trimEnd().endsWith(args.map((arg) => ` "${arg}"`).join(''));
}

/**
 * Fast shutdown: sessions are ended, a checkpoint is written. After 30 s the immediate one, which the next start
 * recovers from the log.
 * @throws Error when the server outlives both.
 */
export async function shutDown(pid: number, cluster: string): Promise<void> {
  const attempts = [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
  ] as const;
  for (const [signal, waitMs] of attempts) {
    if (isServing(pid, cluster)) process.kill(pid, signal);
    if (await untilGone(pid, cluster, waitMs)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) on ${cluster} does not stop; end it before the next start.`);
}

/** Waits for the end of the server; false when it still runs after `waitMs`. */
export async function untilGone(
  pid: number,
  cluster: string,
  waitMs: number,
  pollMs = POLL_MS,
): Promise<boolean> {
  const deadline = Date.now() + waitMs;
  while (isServing(pid, cluster)) {
    if (Date.now() > deadline) return false;
    await sleep(pollMs);
  }
  return true;
}

function isInUse(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function commandLine(pid: number): string {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  }
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}
