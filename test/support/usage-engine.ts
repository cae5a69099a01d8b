import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { entryOf } from './entry';

/** A usage engine of a test's own. */
export interface RunningUsageEngine {
  url: string;
  pid: number;
  /** Its directory: the database and the spool. */
  dir: string;
  /** Ends it with `signal` and waits; its directory goes too unless the test gave it. Answers the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** How a test wants its engine. */
export interface UsageEngineOptions {
  /** A directory that outlives the engine; otherwise a temporary one. */
  dir?: string;
  /** Further variables of `UsageEngineConfig`. */
  env?: Record<string, string>;
}

/** Why no engine can run here, or undefined when one can. */
export function usageEngineMissing(): string | undefined {
  try {
    require.resolve('chdb/package.json');
    return undefined;
  } catch {
    return 'chdb, an optional dependency, is not installed';
  }
}

/**
 * Starts the compiled engine on a free port.
 *
 * @throws Error with what the engine wrote when it does not start.
 */
export async function startUsageEngine(options: UsageEngineOptions = {}): Promise<RunningUsageEngine> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'docket-usage-engine-')));
  const child = spawn(process.execPath, [entryOf('usage-engine')], {
    // The pipe to its standard input tells the engine that the test's process is gone.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: '/usr/bin:/bin',
      USAGE_ENGINE_DIR: dir,
      USAGE_ENGINE_PORT: '0',
      DOCKET_SUPERVISED: '1',
      ...options.env,
    },
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const listening = once(createInterface(child.stdout), 'line') as Promise<[string]>;
  const first = await Promise.race([listening, exited]);
  if (typeof first[0] !== 'string' || child.pid === undefined) {
    throw new Error(`The usage engine did not start (exit code ${String(first[0])}):\n${errors}`);
  }
  const { listening: url } = JSON.parse(first[0]) as { listening: string };
  return {
    url,
    pid: child.pid,
    dir,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = await exited;
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
      return code;
    },
  };
}
