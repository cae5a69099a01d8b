import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { startPostgres, type RunningPostgres } from '../../apps/standalone/postgres/launcher';

/** Environment variable with the superuser's URL of the server that the tests share; set it to use one of your own. */
export const TEST_PG_VARIABLE = 'DOCKET_TEST_PG';

/** A database of its own for one spec file. */
export interface TestDatabase {
  readonly url: string;
  /** Removes the database and ends whatever sessions are left on it. */
  drop(): Promise<void>;
}

const DIRECTORY_PREFIX = 'docket-test-pg-';

/** A test may lose its data with the machine: nothing waits for the disk. */
const FORGETFUL = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
};

let shared: { server: RunningPostgres; directory: string } | undefined;

/**
 * For jest's globalSetup: starts the one server of this run and puts its URL into the environment, from which jest's
 * workers inherit it. Does nothing when the variable names a server already.
 */
export async function startSharedPostgres(): Promise<string> {
  const given = environment()[TEST_PG_VARIABLE];
  if (given) return given;
  await sweepAbandoned();
  const directory = await mkdtemp(join(tmpdir(), `${DIRECTORY_PREFIX}${process.pid}-`));
  const server = await startPostgres({ dataDir: directory, port: 0, settings: FORGETFUL, log: () => {} });
  shared = { server, directory };
  process.once('exit', endAtOnce);
  environment()[TEST_PG_VARIABLE] = server.url;
  return server.url;
}

/** For jest's globalTeardown: stops the server that `startSharedPostgres` started, and removes its directory. */
export async function stopSharedPostgres(): Promise<void> {
  if (!shared) return;
  const { server, directory } = shared;
  shared = undefined;
  process.removeListener('exit', endAtOnce);
  delete environment()[TEST_PG_VARIABLE];
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}

/** Superuser's URL of the shared server. @throws Error when jest runs without the global setup. */
export function sharedPostgres(): string {
  const url = environment()[TEST_PG_VARIABLE];
  if (!url)
    throw new Error(`${TEST_PG_VARIABLE} is not set: jest's globalSetup has to call startSharedPostgres()`);
  return url;
}

/** `CREATE DATABASE … TEMPLATE template` under a random name on the shared server; an empty one without template. */
export async function createDatabase(
  template = 'template0',
  name = `t_${randomBytes(6).toString('hex')}`,
): Promise<TestDatabase> {
  await asSuperuser(
    `create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)} strategy file_copy`,
  );
  const url = new URL(sharedPostgres());
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    drop: () => asSuperuser(`drop database if exists ${escapeIdentifier(name)} with (force)`),
  };
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new Client({ connectionString: sharedPostgres() });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** Jest was interrupted: the directory is swept by the next run. */
function endAtOnce(): void {
  if (shared) process.kill(shared.server.pid, 'SIGQUIT');
}

/** Stops and removes what runs left behind whose process was killed: to start there is to adopt the orphan. */
async function sweepAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${DIRECTORY_PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (!pid || isAlive(pid)) continue;
    const directory = join(tmpdir(), name);
    const left = await startPostgres({
      dataDir: directory,
      port: 0,
      settings: FORGETFUL,
      log: () => {},
    }).catch(() => undefined);
    await left?.stop();
    if (left) await rm(directory, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function environment(): NodeJS.ProcessEnv {
  // oxlint-disable-next-line node/no-process-env -- what jest's setup hands to its workers
  return process.env;
}
