import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { lchownSync, lstatSync, readdirSync } from 'node:fs';
import {
  chown,
  link,
  mkdir,
  open,
  readFile,
  readdir,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { commandAs, fileOwner, firstClosedDirectory, type RunAs } from './run-as';
import { ServerLog } from './server-log';

/** The superuser of the embedded server. */
export const SUPERUSER = 'postgres';

/** Whatever the environment says: UTF-8, a collation that no upgrade of the system's libraries changes, checksums. */
const CLUSTER_OPTIONS = [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--locale=C.UTF-8',
  '--data-checksums',
  '--auth-local=scram-sha-256',
  '--auth-host=scram-sha-256',
  `--username=${SUPERUSER}`,
];

const UNFINISHED_PREFIX = 'cluster.new-';

/**
 * The directory of the embedded server: `cluster/` is PostgreSQL's own, `superuser-password` (mode 0600) opens it.
 * A cluster is made under another name and renamed when complete, so what a crash of initdb leaves behind is known
 * by its name, and a directory named `cluster` is never made anew.
 */
export class DataDir {
  readonly cluster: string;
  private constructor(
    readonly path: string,
    private readonly runAs: RunAs,
  ) {
    this.cluster = join(path, 'cluster');
  }

  /**
   * Makes the directory if it is not there, and gives it to the user that PostgreSQL runs under.
   * @throws Error that names the directory in the way, and the setting `dataDirSetting` to change.
   */
  static async open(path: string, runAs: RunAs, dataDirSetting: string): Promise<DataDir> {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const dataDir = new DataDir(await realpath(path), runAs);
    if ((await readdir(dataDir.path)).includes('PG_VERSION')) {
      throw new Error(
        `${dataDir.path} is itself a PostgreSQL cluster that Docket did not make. Set ${dataDirSetting} to another directory.`,
      );
    }
    dataDir.giveToServer(dataDirSetting);
    if (runAs.kind === 'account') {
      const closed = firstClosedDirectory(dataDir.path, runAs.account);
      if (closed) {
        throw new Error(
          `PostgreSQL has to run as ${runAs.account.name} here, which may not enter ${closed}. ` +
            `Set ${dataDirSetting} to a directory that every user can reach, or start Docket as an ordinary user.`,
        );
      }
    }
    return dataDir;
  }

  /** The superuser's password, made up at the first start. @throws Error when the file is gone but data is there. */
  async password(): Promise<string> {
    const file = join(this.path, 'superuser-password');
    const kept = await readFile(file, 'utf8').catch(absent);
    if (kept !== undefined) return kept.trim();
    if (await this.isInitialised()) {
      throw new Error(
        `${file} is missing, and ${this.cluster} cannot be opened without it. Restore it from the backup.`,
      );
    }
    // Linked into place when written out: two first starts at once then agree on one password.
    const draft = `${file}.${randomBytes(6).toString('hex')}`;
    await writeFile(draft, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flush: true });
    await link(draft, file).catch(unlessItExists);
    await rm(draft);
    return (await readFile(file, 'utf8')).trim();
  }

  /** Whether the cluster is complete. @throws Error when `cluster` is there and is none: it is left as it is. */
  async isInitialised(): Promise<boolean> {
    const names = await readdir(this.cluster).catch(absent);
    if (names === undefined || names.length === 0) return false;
    if (names.includes('PG_VERSION') && names.includes('global')) return true;
    throw new Error(
      `${this.cluster} is not empty and not a PostgreSQL cluster. Restore it from the backup, or move it away.`,
    );
  }

  /** Runs initdb unless there is a cluster. `isDurable: false` leaves out the flush to disk, for tests. */
  async initialise(initdb: string, password: string, isDurable: boolean): Promise<void> {
    if (await this.isInitialised()) return;
    for (const name of await readdir(this.path)) {
      if (name.startsWith(UNFINISHED_PREFIX))
        // Retried, because an initdb whose launcher was killed may still be writing there.
        await rm(join(this.path, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    }
    const unfinished = join(this.path, `${UNFINISHED_PREFIX}${randomBytes(6).toString('hex')}`);
    const passwordFile = `${unfinished}.password`;
    await writeFile(passwordFile, password, { mode: 0o600 });
    const owner = fileOwner(this.runAs);
    if (owner) await chown(passwordFile, owner.uid, owner.gid);
    const sync = isDurable ? [] : ['--no-sync'];
    await this.run(initdb, [...CLUSTER_OPTIONS, ...sync, `--pwfile=${passwordFile}`, '-D', unfinished]);
    await rm(passwordFile);
    await rename(unfinished, this.cluster).catch(async (error: NodeJS.ErrnoException) => {
      // Another first start was faster; its cluster has the same password.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
      await rm(unfinished, { recursive: true, force: true });
    });
    if (isDurable) await flushDirectory(this.path);
  }

  private async run(program: string, args: string[]): Promise<void> {
    const command = commandAs(this.runAs, program, args);
    const child = spawn(command.file, command.args, {
      ...command.options,
      cwd: this.path,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = new ServerLog(child, () => {});
    const exit = await output.exited;
    if (exit.code !== 0)
      throw new Error(`PostgreSQL could not make its cluster in ${this.path}: ${output.failure(exit)}`);
  }

  /** Hands the cluster over where it belongs to another user: after a start under another user or another way. */
  private giveToServer(dataDirSetting: string): void {
    const owner = fileOwner(this.runAs);
    if (!owner) return;
    for (const path of [this.path, this.cluster]) {
      const entry = lstatSync(path, { throwIfNoEntry: false });
      if (!entry || entry.uid === owner.uid) continue;
      if (process.getuid?.() !== 0) {
        throw new Error(
          `${path} belongs to user ${entry.uid}, not to user ${owner.uid} that starts Docket. ` +
            `Give it to that user (chown -R), or set ${dataDirSetting} to another directory.`,
        );
      }
      if (path === this.path) lchownSync(path, owner.uid, owner.gid);
      else chownAll(path, owner.uid, owner.gid);
    }
  }
}

function chownAll(path: string, uid: number, gid: number): void {
  if (lstatSync(path).isDirectory()) {
    for (const name of readdirSync(path)) chownAll(join(path, name), uid, gid);
  }
  // The directory after its content: a crash half way is seen by its owner, and done again.
  lchownSync(path, uid, gid);
}

async function flushDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  await directory.sync().finally(() => directory.close());
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

function unlessItExists(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
