import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { copyBeside, packagedNativeDir, repairInPlace, type Binaries } from './binaries';
import { DataDir, SUPERUSER } from './data-dir';
import { freePort } from './free-port';
import { settleOrphan } from './orphan';
import { Ownership } from './ownership';
import { isServing, readPostmaster, shutDown, untilGone } from './postmaster';
import { chooseRunAs, commandAs, firstClosedDirectory, type RunAs } from './run-as';
import { ServerLog, type PostgresExit } from './server-log';
import { serverArguments } from './server-settings';

/** How the embedded PostgreSQL is to run. */
export interface PostgresOptions {
  /** Directory that the launcher keeps cluster and password in; made if absent. */
  readonly dataDir: string;
  /** TCP port; 0 picks a free one. */
  readonly port: number;
  /** Loopback only. */
  readonly host?: '127.0.0.1';
  /** Server settings over the defaults for a single node, values as in `postgresql.conf`. */
  readonly settings?: Record<string, string>;
  /** Receives each line of the server's log. */
  readonly log: (line: string) => void;
  /** The `native` directory of the distribution; default that of the installed package. */
  readonly nativeDir?: string;
  /** False keeps root from using a user namespace, so that an account of the machine is used. */
  readonly mayUseNamespaces?: boolean;
  /** Names by which error messages call the settings of port and data directory. */
  readonly settingNames?: { readonly port: string; readonly dataDir: string };
}

/** A PostgreSQL server that this process holds. */
export interface RunningPostgres {
  /** Connection URL of the superuser, with its password, to database `postgres`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** True when the server was found running, left by a launcher that was killed; its log is then not received. */
  readonly adopted: boolean;
  /** Fast shutdown; resolves when the server is gone. May be called twice. */
  stop(): Promise<void>;
  /** Resolves when the server has ended, asked to or not; never rejects. */
  readonly exited: Promise<PostgresExit>;
}

const START_MS = 120_000;
const START_ATTEMPTS = 20;
const DEFAULT_NAMES = { port: 'DOCKET_POSTGRES_PORT', dataDir: 'DOCKET_DATA_DIR' };

/**
 * Starts PostgreSQL on the data directory, making the cluster at the first start and adopting the server that a
 * killed launcher left behind.
 * @throws Error that says in one line what is wrong and what to set: port taken, directory in use or out of reach,
 * or the FATAL line of the server.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { host = '127.0.0.1', settings = {}, settingNames = DEFAULT_NAMES } = options;
  const runAs = chooseRunAs(options.mayUseNamespaces ?? true);
  const dataDir = await DataDir.open(options.dataDir, runAs, settingNames.dataDir);
  const { cluster } = dataDir;
  const password = await dataDir.password();
  const urlAt = (port: number): string => `postgres://${SUPERUSER}:${password}@${host}:${port}/postgres`;
  const argumentsAt = (port: number): string[] => serverArguments(cluster, { host, port }, settings);

  const orphan = await settleOrphan(cluster, urlAt, argumentsAt, options.port);
  if (orphan) {
    const { pid, port } = orphan.postmaster;
    const exited = untilGone(pid, cluster, Infinity, 250).then(() => ({ code: null, signal: null }));
    return held({ pid, port, adopted: true, exited, ownership: orphan.ownership });
  }

  const binaries = await usableBinaries(options.nativeDir ?? packagedNativeDir(), dataDir, runAs);
  await dataDir.initialise(binaries.initdb, password, settings['fsync'] !== 'off');
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(host, options.port, settingNames.port);
    const started = await launch(port);
    if ('pid' in started) return started;
    // The sessions of a killed server outlive it for a moment; a free port can be lost between the look and the start.
    const isPassing =
      /pre-existing shared memory block/.test(started.failure) ||
      (options.port === 0 && /could not create any TCP\/IP sockets/.test(started.failure));
    if (!isPassing || attempt === START_ATTEMPTS)
      throw new Error(`PostgreSQL did not start: ${started.failure}`);
    await sleep(250);
  }

  async function launch(port: number): Promise<RunningPostgres | { failure: string }> {
    const command = commandAs(runAs, binaries.postgres, argumentsAt(port));
    const child = spawn(command.file, command.args, {
      ...command.options,
      cwd: dataDir.path,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true, // Ctrl-C reaches the launcher alone, which stops its other parts before the database
    });
    const log = new ServerLog(child, options.log);
    const { pid } = child;
    if (pid === undefined || !(await isReady(pid, log))) {
      return { failure: log.failure(await log.exited) };
    }
    const ownership = await Ownership.take(urlAt(port)).catch(async (error: Error) => {
      await shutDown(pid, cluster);
      throw error;
    });
    if (ownership) return held({ pid, port, adopted: false, exited: log.exited, ownership });
    // Another start at the same time has adopted the server, and goes on with it.
    throw new Error(`${cluster} is in use by another Docket`);
  }

  /** Reads the server's own word in `postmaster.pid`: to try connections would fill its log with refusals. */
  async function isReady(pid: number, log: ServerLog): Promise<boolean> {
    const deadline = Date.now() + START_MS;
    const ended = log.exited.then(() => true);
    while (!(await Promise.race([ended, sleep(10, false)]))) {
      const postmaster = await readPostmaster(cluster);
      if (postmaster?.pid === pid && postmaster.status === 'ready') return true;
      if (Date.now() > deadline) {
        await shutDown(pid, cluster);
        throw new Error(`PostgreSQL was not ready after ${START_MS / 1000} s on ${cluster}`);
      }
    }
    return false;
  }

  function held(server: Omit<RunningPostgres, 'url' | 'stop'> & { ownership: Ownership }): RunningPostgres {
    const { ownership, ...facts } = server;
    let stopping: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      await ownership.release();
      if (isServing(facts.pid, cluster)) await shutDown(facts.pid, cluster);
      await facts.exited;
    };
    void facts.exited.then(() => ownership.release());
    return { ...facts, url: urlAt(facts.port), stop: () => (stopping ??= stop()) };
  }
}

/** The distribution where it lies, or a copy in the data directory where that cannot be repaired or reached. */
async function usableBinaries(nativeDir: string, dataDir: DataDir, runAs: RunAs): Promise<Binaries> {
  if (runAs.kind === 'account' && firstClosedDirectory(nativeDir, runAs.account)) {
    return copyBeside(nativeDir, dataDir.path);
  }
  return repairInPlace(nativeDir).catch((error: NodeJS.ErrnoException) => {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code ?? '')) throw error;
    return copyBeside(nativeDir, dataDir.path);
  });
}
