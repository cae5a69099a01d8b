import { transformFileSync } from '@swc/core';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import {
  chmod,
  chown,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { packagedNativeDir } from '../../apps/standalone/postgres/binaries';
import {
  startPostgres,
  type PostgresOptions,
  type RunningPostgres,
} from '../../apps/standalone/postgres/launcher';

const LAUNCHER = resolve(__dirname, '../../apps/standalone/postgres');
const MODULES = resolve(__dirname, '../../node_modules');
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** What the process started by `inAnotherProcess` prints when the server is ready. */
interface Started {
  readonly url: string;
  readonly pid: number;
  readonly adopted: boolean;
}

/** A test may lose its data with the machine. The tests of how a server is kept run as an installation does. */
const FORGETFUL = { fsync: 'off' };

let scratch: string;
/** What an installation has on disk that has run before and was stopped. */
let madeBefore: string;
let isLent = false;
let running: RunningPostgres[] = [];
let children: ChildProcess[] = [];

beforeAll(async () => {
  madeBefore = await mkdtemp(join(tmpdir(), 'docket-launcher-made-'));
  const server = await startPostgres({
    dataDir: join(madeBefore, 'data'),
    port: 0,
    log: () => {},
    settings: FORGETFUL,
  });
  await server.stop();
});
afterAll(() => rm(madeBefore, { recursive: true, force: true }));

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'docket-launcher-'));
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const server of running) await server.stop();
  [running, children] = [[], []];
  if (isLent) await rename(dataDir(), join(madeBefore, 'data'));
  isLent = false;
  await rm(scratch, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  it('is UTF-8 with checksums and a password, on loopback, whatever the environment says', async () => {
    const { url } = await inAnotherProcess(
      { port: 0, settings: {} },
      { LANG: 'C', LC_ALL: 'C', PGDATA: '/nonexistent', PGPORT: '1' },
    );

    expect(await setting(url, 'server_encoding')).toBe('UTF8');
    expect(await setting(url, 'data_checksums')).toBe('on');
    expect(await setting(url, 'fsync')).toBe('on');
    expect(await setting(url, 'listen_addresses')).toBe('127.0.0.1');
    expect(await setting(url, 'unix_socket_directories')).toBe('');
    expect(await query(url, `select upper('é ж') as value`)).toBe('É Ж');
    const stranger = new URL(url);
    stranger.password = 'guessed';
    await expect(query(stranger.toString(), 'select 1 as value')).rejects.toThrow(
      /password authentication failed/,
    );
  });

  it('keeps its data and its password over a restart, and the password to itself', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 42 as value');
    await first.stop();
    expect(await first.exited).toEqual({ code: 0, signal: null });

    const second = await start();

    expect(second.adopted).toBe(false);
    expect(await query(second.url, 'select value from kept')).toBe(42);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    expect(statSync(join(dataDir(), 'superuser-password')).mode & 0o777).toBe(0o600);
  });

  it('takes the settings it is given over its own', async () => {
    await runBefore();
    const { url } = await start({ settings: { work_mem: '7MB' } });
    expect(await setting(url, 'work_mem')).toBe('7MB');
    expect(await setting(url, 'shared_buffers')).toBe('256MB');
  });

  it('tells its end when it is killed, and recovers at the next start', async () => {
    await runBefore();
    const first = await start({ settings: { fsync: 'on' } });
    await query(first.url, 'create table kept as select generate_series(1, 1000) as value');
    process.kill(first.pid, 'SIGKILL');
    expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });

    const second = await start({ settings: { fsync: 'on' } });
    expect(await query(second.url, 'select count(*)::int as value from kept')).toBe(1000);
  });
});

describe('a server whose launcher was killed', () => {
  beforeEach(runBefore);

  it('is adopted with what it is doing', async () => {
    const { url, pid, parent } = await inAnotherProcess({ port: 0 });
    await kill(parent);

    const adopted = await start();

    expect(adopted).toMatchObject({ adopted: true, pid, url });
    expect(await query(adopted.url, 'select 1 as value')).toBe(1);
    await adopted.stop();
    expect(existsSync(join(dataDir(), 'cluster/postmaster.pid'))).toBe(false);
    await expect(adopted.exited).resolves.toEqual({ code: null, signal: null });
  });

  it('is replaced when other settings are asked for', async () => {
    const { pid, parent } = await inAnotherProcess({ port: 0 });
    await kill(parent);

    const replaced = await start({ settings: { work_mem: '9MB' } });

    expect(replaced.adopted).toBe(false);
    expect(replaced.pid).not.toBe(pid);
    expect(await setting(replaced.url, 'work_mem')).toBe('9MB');
  });

  it('is replaced when it does not answer', async () => {
    const { pid, parent } = await inAnotherProcess({ port: 0 });
    await kill(parent);
    // As a server whose port is out of reach looks from outside.
    const pidFile = join(dataDir(), 'cluster/postmaster.pid');
    const lines = readFileSync(pidFile, 'utf8').split('\n');
    lines[3] = '1';
    await writeFile(pidFile, lines.join('\n'));

    const replaced = await start();
    expect(replaced.pid).not.toBe(pid);
    expect(await query(replaced.url, 'select 1 as value')).toBe(1);
  });

  it('is left alone while its launcher lives', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(`is in use by another Docket: PostgreSQL process ${first.pid}`);
    expect(await query(first.url, 'select 1 as value')).toBe(1);
  });

  it('is told from another program that bears its number now', async () => {
    await writeFile(
      join(dataDir(), 'cluster/postmaster.pid'),
      `${process.pid}\n${dataDir()}/cluster\n1\n5432\n\n\n\nready\n`,
    );
    await expect(start()).resolves.toMatchObject({ adopted: false });
  });
});

describe('a start that cannot succeed', () => {
  beforeEach(runBefore);

  it('names the port that is taken and the setting to change', async () => {
    const { server, port } = await occupied();
    await expect(start({ port, settingNames: { port: 'PG_PORT', dataDir: 'DATA' } })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken by another program. Set PG_PORT to another port, or to 0 for any free one.`,
    );
    server.close();
  });

  it("tells the server's FATAL line", async () => {
    await expect(start({ settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
      /^PostgreSQL did not start: FATAL: invalid value for parameter "shared_buffers": "plenty"/,
    );
  });

  it('does not touch a cluster that lost its password', async () => {
    const [password, backup] = [join(dataDir(), 'superuser-password'), join(scratch, 'backup')];
    await rename(password, backup);
    await expect(start()).rejects.toThrow(/superuser-password is missing.*Restore it from the backup/);
    await rename(backup, password);
  });

  it('does not touch a cluster that someone else made', async () => {
    await expect(start({ dataDir: join(dataDir(), 'cluster') })).rejects.toThrow(/that Docket did not make/);
  });

  it('does not touch a cluster with a part missing', async () => {
    const [part, backup] = [join(dataDir(), 'cluster/global'), join(scratch, 'global')];
    await rename(part, backup);
    await expect(start()).rejects.toThrow(/not empty and not a PostgreSQL cluster/);
    expect(existsSync(join(dataDir(), 'cluster/base'))).toBe(true);
    await rename(backup, part);
  });
});

it('makes anew the cluster that a crash left half made', async () => {
  const nativeDir = await packageWithoutLinks();
  const initdb = join(nativeDir, 'bin/initdb');
  await rename(initdb, `${initdb}-itself`);
  // Made, but never said to be: whoever is to kill the launcher meanwhile need not be fast.
  await writeFile(initdb, '#!/bin/sh\n"$0-itself" "$@"\nexec sleep 60\n', { mode: 0o755 });
  const { parent } = await inAnotherProcess({ port: 0, nativeDir }, {}, 'initdb');
  await kill(parent);
  expect((await readdir(dataDir())).filter((name) => name.startsWith('cluster'))).toContainEqual(
    expect.stringMatching(/^cluster\.new-[0-9a-f]+$/),
  );

  const server = await start();

  expect(await query(server.url, 'select 1 as value')).toBe(1);
  expect((await readdir(dataDir())).toSorted()).toEqual(['cluster', 'superuser-password']);
});

describe('a distribution without its library links', () => {
  it('is repaired', async () => {
    const nativeDir = await packageWithoutLinks();
    expect(existsSync(join(nativeDir, 'lib/libpq.so.5'))).toBe(false);
    const server = await start({ nativeDir });
    expect(await query(server.url, 'select 1 as value')).toBe(1);
    expect(existsSync(join(nativeDir, 'lib/libpq.so.5'))).toBe(true);
  });
});

if (isRoot) {
  describe('started by root', () => {
    it('runs with data and programs where only root may go', async () => {
      await chmod(scratch, 0o700);
      const nativeDir = await packageWithoutLinks();
      const server = await start({ nativeDir });
      expect(await query(server.url, 'select 1 as value')).toBe(1);
      expect(statSync(join(dataDir(), 'cluster')).uid).toBe(0);
    });

    it('runs under an account of the machine where user namespaces are missing', async () => {
      const nativeDir = await packageWithoutLinks('closed');
      await chmod(join(scratch, 'closed'), 0o700);
      await chmod(scratch, 0o755);

      const server = await start({ nativeDir, mayUseNamespaces: false });

      expect(await query(server.url, 'select 1 as value')).toBe(1);
      const { uid } = statSync(join(dataDir(), 'cluster'));
      expect(uid).not.toBe(0);
      expect(statSync(`/proc/${server.pid}`).uid).toBe(uid);
      expect(statSync(join(dataDir(), 'superuser-password'))).toMatchObject({ uid: 0 });
      await server.stop();
      const again = await start({ nativeDir }); // back under the namespace: the files follow
      expect(await query(again.url, 'select 1 as value')).toBe(1);
    });

    it('says what to set where neither way leads to the data', async () => {
      await chmod(scratch, 0o700);
      await expect(start({ mayUseNamespaces: false })).rejects.toThrow(
        new RegExp(`may not enter ${scratch}. Set DOCKET_DATA_DIR to a directory that every user can reach`),
      );
    });
  });

  describe('started by an ordinary user', () => {
    beforeEach(() => chown(scratch, NOBODY, NOBODY));

    it('runs, from a package that it may not repair', async () => {
      const nativeDir = await packageWithoutLinks();
      const { url, pid } = await inAnotherProcess({ port: 0, nativeDir }, {}, 'server', NOBODY);
      expect(await query(url, 'select 1 as value')).toBe(1);
      expect(statSync(`/proc/${pid}`).uid).toBe(NOBODY);
      expect(existsSync(join(nativeDir, 'lib/libpq.so.5'))).toBe(false);
    });

    it('runs when the user has no name', async () => {
      const nameless = 54_321;
      await chown(scratch, nameless, nameless);
      const { url, pid } = await inAnotherProcess({ port: 0 }, {}, 'server', nameless);
      expect(await query(url, 'select 1 as value')).toBe(1);
      expect(statSync(`/proc/${pid}`).uid).toBe(nameless);
    });

    it("says whose directory it is when it is another's", async () => {
      await mkdir(dataDir());
      await expect(inAnotherProcess({ port: 0 }, {}, 'server', NOBODY)).rejects.toThrow(
        `${dataDir()} belongs to user 0, not to user ${NOBODY}`,
      );
    });
  });
}

function dataDir(): string {
  return join(scratch, 'data');
}

/** Lends the test an installation that has run before; it is to leave it whole. */
async function runBefore(): Promise<void> {
  await rename(join(madeBefore, 'data'), dataDir());
  isLent = true;
}

async function start(options: Partial<PostgresOptions> = {}): Promise<RunningPostgres> {
  const server = await startPostgres({
    dataDir: dataDir(),
    port: 0,
    log: () => {},
    ...options,
    settings: { ...FORGETFUL, ...options.settings },
  });
  running.push(server);
  return server;
}

/** Starts the launcher in a process of its own, which can be killed, and waits until it reaches the given point. */
async function inAnotherProcess(
  options: Omit<Partial<PostgresOptions>, 'log'>,
  env: Record<string, string> = {},
  until: 'server' | 'initdb' = 'server',
  uid?: number,
): Promise<Started & { parent: ChildProcess }> {
  const main = await compiledMain({ dataDir: dataDir(), settings: FORGETFUL, ...options });
  const parent = spawn(process.execPath, [main], {
    env: { ...env, NODE_PATH: MODULES },
    cwd: scratch,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  children.push(parent);
  const errors: string[] = [];
  createInterface({ input: parent.stderr! }).on('line', (line) => errors.push(line));
  const isUnderWay = (): boolean =>
    existsSync(dataDir()) && readdirSync(dataDir()).some((name) => /^cluster\.new-[0-9a-f]+$/.test(name));
  return new Promise((done, failed) => {
    if (until === 'initdb') {
      const watch = setInterval(() => {
        if (!isUnderWay()) return;
        clearInterval(watch);
        done({ url: '', pid: 0, adopted: false, parent });
      }, 5);
    }
    createInterface({ input: parent.stdout! }).once('line', (line) => {
      const started = JSON.parse(line) as Started;
      running.push(stoppable(started));
      done({ ...started, parent });
    });
    parent.once('close', () => failed(new Error(errors.join('\n'))));
  });
}

/** Ends the server of another process after the test, if it still runs. */
function stoppable({ url, pid, adopted }: Started): RunningPostgres {
  const exited = Promise.resolve({ code: null, signal: null });
  const stop = async (): Promise<void> => {
    if (!existsSync(`/proc/${pid}`)) return;
    process.kill(pid, 'SIGINT');
    for (let wait = 0; wait < 6_000 && existsSync(`/proc/${pid}`); wait += 1)
      await new Promise((r) => setTimeout(r, 10));
  };
  return { url, pid, port: 0, adopted, stop, exited };
}

/** The launcher compiled to JavaScript, with a main program that starts it and prints what it got. */
async function compiledMain(options: object): Promise<string> {
  const directory = join(scratch, 'compiled');
  await mkdir(directory, { recursive: true });
  for (const name of await readdir(LAUNCHER)) {
    const { code } = transformFileSync(join(LAUNCHER, name), {
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    await writeFile(join(directory, name.replace(/\.ts$/, '.js')), code);
  }
  const main = join(directory, 'main.js');
  await writeFile(
    main,
    `require('./launcher').startPostgres({ ...${JSON.stringify(options)}, log() {} }).then(
      ({ url, pid, adopted }) => console.log(JSON.stringify({ url, pid, adopted })),
      (error) => { console.error(error.message); process.exit(1); },
    );`,
  );
  return main;
}

async function kill(parent: ChildProcess): Promise<void> {
  const gone = new Promise((done) => parent.once('exit', done));
  parent.removeAllListeners('close');
  parent.kill('SIGKILL');
  await gone;
}

/** A copy of the installed package as an installation without install scripts leaves it; its `native` directory. */
async function packageWithoutLinks(under = '.'): Promise<string> {
  const source = dirname(packagedNativeDir());
  const copy = join(scratch, under, 'package');
  await linkTree(source, copy);
  const links = JSON.parse(readFileSync(join(source, 'native/pg-symlinks.json'), 'utf8')) as {
    target: string;
  }[];
  for (const { target } of links) await rm(join(copy, target), { force: true });
  return join(copy, 'native');
}

/** A second way to every file of a directory: 60 MB need not be written again to be looked at. */
async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    // Another file system takes no links.
    else await link(source, target).catch(() => copyFile(source, target));
  }
}

async function occupied(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, port: (server.address() as AddressInfo).port };
}

async function query(url: string, statement: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ value: unknown }>(statement).finally(() => client.end());
  return rows[0]?.value;
}

async function setting(url: string, name: string): Promise<unknown> {
  return query(url, `select current_setting('${name}') as value`);
}
