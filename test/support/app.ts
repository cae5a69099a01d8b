import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { loadConfig, openQueueBackend, OutboxRelay } from '@app/platform';
import { ApiKeys, type Role, type Scope, SESSION_COOKIE, Users } from '@app/access';
import { systemActor } from '@app/audit';
import { v7 as uuidv7 } from 'uuid';
import { ApiConfig } from '../../apps/api/api.config';
import { createApi } from '../../apps/api/create-api';
import { createWorker } from '../../apps/worker/create-worker';
import { HttpClient } from './http-client';
import { createMigratedDatabase } from './template';
import { until } from './until';

const PASSWORD = 'correct horse battery staple';

/** The application as a test holds it: real PostgreSQL, real queue, real HTTP. */
export interface TestApp {
  url: string;
  db: DataSource;
  filesDir: string;
  dispatchDir: string;
  /** The environment with which further processes join this installation. */
  env: Record<string, string>;
  /** A client without credentials. */
  anonymous: HttpClient;
  /** A signed-in person with these roles; the same name gives the same person. */
  as(role: Role, name?: string): Promise<HttpClient>;
  /** A detector with a fresh key. */
  detector(name: string, scopes?: Scope[]): Promise<HttpClient>;
  /** Waits until nothing is in the outbox and no job waits or runs. @throws Error when that takes too long */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** What a test asks for beyond the default. */
export interface TestAppOptions {
  /** Starts a usage engine; without it nothing that asks the engine works. */
  usage?: boolean;
  /** False leaves the worker to the test. */
  worker?: boolean;
  /** Leads the application to its database by another way: gets the URL, gives the one to use. */
  detour?: (databaseUrl: string) => Promise<string>;
  /** Further or other configuration. */
  env?: Record<string, string>;
}

/** Starts api and worker in this process on a database of their own; what had started is stopped when a part fails. */
export async function startApp(options: TestAppOptions = {}): Promise<TestApp> {
  const started: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    return await start(options, started, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param started gets the end of each part, as soon as the part has begun */
async function start(
  options: TestAppOptions,
  started: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<TestApp> {
  const directory = await mkdtemp(join(tmpdir(), 'docket-test-'));
  started.push(() => rm(directory, { recursive: true, force: true }));
  const database = await createMigratedDatabase();
  started.push(() => database.drop());
  const engine = options.usage ? await (await import('./usage-engine')).startUsageEngine() : undefined;
  if (engine) started.push(() => engine.stop());
  const env: Record<string, string> = {
    DATABASE_URL: (await options.detour?.(database.url)) ?? database.url,
    CLICKHOUSE_URL: engine?.url ?? 'http://127.0.0.1:9',
    FILES_DIR: join(directory, 'files'),
    DISPATCH_DIR: join(directory, 'dispatch'),
    PORT: '0',
    // Where a test kills workers, what they leave is taken up soon; where none is killed, no stall passes for a death.
    ...(options.worker === false ? { JOB_LOCK_MS: '3000' } : {}),
    ...options.env,
  };
  const config = loadConfig(ApiConfig, env);
  const api = await createApi(config);
  started.push(() => api.close());
  await api.listen(0, '127.0.0.1');
  const url = (await api.getUrl()).replace('[::1]', '127.0.0.1');
  if (options.worker !== false) {
    const worker = await createWorker(config);
    started.push(() => worker.close());
  }
  const db = api.get(DataSource);
  const backend = openQueueBackend(config.DATABASE_URL, 2);
  const relay = new OutboxRelay(db, backend);
  started.push(() => relay.stop().then(() => backend.close()));
  const people = new Map<string, Promise<HttpClient>>();

  const signIn = async (role: Role, name: string): Promise<HttpClient> => {
    const users = api.get(Users);
    const { token } = await users.invite(systemActor('test'), {
      email: `${name}@lab.example`,
      name,
      roles: [role],
    });
    const accepted = await new HttpClient(url).post('/v1/invitations/accept', { token, password: PASSWORD });
    const cookie = [accepted.headers['set-cookie']]
      .flat()
      .find((line) => line?.startsWith(`${SESSION_COOKIE}=`));
    return new HttpClient(url, { cookie: cookie!.split(';')[0]! });
  };

  const as = (role: Role, name: string = role.replaceAll('_', '-')): Promise<HttpClient> => {
    const key = `${role}/${name}`;
    const known = people.get(key) ?? signIn(role, name);
    people.set(key, known);
    return known;
  };

  return {
    url,
    db,
    filesDir: config.FILES_DIR,
    dispatchDir: config.DISPATCH_DIR,
    env,
    anonymous: new HttpClient(url),
    as,
    async detector(name, scopes = ['alerts.send']) {
      const actor = systemActor('test');
      const registered = await (
        await as('administrator')
      ).post<{ id: string }>('/v1/detectors', {
        name,
        owner: 'Detection engineering',
        legalBasis: 'Terms of service',
      });
      const id = registered.status === 201 ? registered.body.id : uuidv7();
      const { secret } = await db.transaction((tx) =>
        api.get(ApiKeys).create(tx, actor, { id, name }, { scopes }),
      );
      return new HttpClient(url, { authorization: `Bearer ${secret}` });
    },
    drain: () => drain(db, relay),
    stop,
  };
}

/** @param relay moves what is decided at once; the worker's own looks but five times a second */
async function drain(db: DataSource, relay: OutboxRelay): Promise<void> {
  let open: { outbox: number; jobs: number } | undefined;
  await until(
    async () => {
      // In one statement: what a job leaves in the outbox is committed before the job is over.
      [open] = await db.query(
        `SELECT (SELECT count(*) FROM outbox_messages)::int AS outbox,
           (SELECT count(*) FROM bullmq.job WHERE state NOT IN ('completed', 'failed'))::int AS jobs`,
      );
      if (open!.outbox > 0) await relay.relay();
      return open!.outbox + open!.jobs === 0;
    },
    () => `nothing is open, but ${JSON.stringify(open)}`,
  );
}
