import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { migrate } from '../migrate';
import { freePort } from './postgres/free-port';
import type { StandaloneConfig } from './standalone.config';
import { SupervisedPostgres } from './supervised-postgres';
import { SupervisedProcess } from './supervised-process';

/** A whole installation on this machine. */
export interface Standalone {
  /** Where the api listens. */
  url: string;
  /** One-time link of the first administrator, until it has been used. */
  firstAdministratorLink: string | undefined;
  /** Process ids by name, as they are now. */
  pids(): Record<string, number>;
  /** Stops worker, api, usage engine and PostgreSQL, in this order. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL, usage engine, migrations, api and worker; each part that the configuration names is left out. */
export async function startStandalone(
  config: StandaloneConfig,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<Standalone> {
  const dataDir = resolve(config.DOCKET_DATA_DIR);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const postgres = config.DATABASE_URL
    ? undefined
    : new SupervisedPostgres(join(dataDir, 'postgres'), config.DOCKET_POSTGRES_PORT, log);
  // Ports are settled before anything starts: a part that is started again must be where the others look for it.
  const apiPort = await freePort(config.HOST, config.PORT, 'PORT');
  const engine = config.CLICKHOUSE_URL
    ? undefined
    : usageEngine(dataDir, await freePort('127.0.0.1', 0, 'USAGE_ENGINE_PORT'), env, log);
  const started: { stop(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const part of started.toReversed()) await part.stop();
  };
  try {
    const [databaseUrl, clickhouseUrl] = await settleAll(
      postgres
        ? postgres.start().then((url) => (started.unshift(postgres), url))
        : Promise.resolve(config.DATABASE_URL!),
      engine
        ? startEngine(engine, env['USAGE_ENGINE_PASSWORD']).then((url) => (started.push(engine), url))
        : Promise.resolve(config.CLICKHOUSE_URL!),
    );
    await migrate(databaseUrl, config.QUEUE_URL);
    const shared = {
      FILES_DIR: join(dataDir, 'files'),
      DISPATCH_DIR: join(dataDir, 'dispatch'),
      ...env,
      DATABASE_URL: databaseUrl,
      CLICKHOUSE_URL: clickhouseUrl,
      HOST: config.HOST,
      PORT: String(apiPort),
    };
    const api = new SupervisedProcess({ name: 'api', entry: entryOf('api'), env: shared, log });
    const worker = new SupervisedProcess({ name: 'worker', entry: entryOf('worker'), env: shared, log });
    const [announcement] = await settleAll(
      api.start().then((said) => (started.push(api), said)),
      worker.start().then((said) => (started.push(worker), said)),
    );
    const link = announcement['firstAdministratorLink'];
    return {
      url: String(announcement['listening']),
      firstAdministratorLink: typeof link === 'string' ? link : undefined,
      pids: () => pidsOf({ postgres, 'usage-engine': engine, api, worker }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function usageEngine(
  dataDir: string,
  port: number,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): SupervisedProcess {
  return new SupervisedProcess({
    name: 'usage-engine',
    entry: entryOf('usage-engine'),
    env: {
      USAGE_ENGINE_DIR: join(dataDir, 'usage'),
      USAGE_ENGINE_PORT: String(port),
      // One left by a supervisor that was killed ends by itself, but not at once.
      USAGE_ENGINE_WAIT_MS: '30000',
      ...env,
    },
    log,
  });
}

async function startEngine(engine: SupervisedProcess, password: string | undefined): Promise<string> {
  const { listening } = await engine.start();
  const url = new URL(String(listening));
  if (password) Object.assign(url, { username: 'default', password });
  return url.toString();
}

/** Entry file of an app, beside this one in the build. */
function entryOf(app: string): string {
  return join(__dirname, '..', app, 'main.js');
}

function pidsOf(parts: Record<string, { pid: number | undefined } | undefined>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, part]) => (part?.pid ? [[name, part.pid]] : [])),
  );
}

/** Waits for both even when one fails, so that what has started can be stopped. */
async function settleAll<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return [await a, await b];
}
