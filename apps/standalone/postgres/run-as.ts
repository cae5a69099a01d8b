import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';

/** An entry of the machine's list of users. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Under whose name PostgreSQL runs, which refuses root and users without a name:
 * - `self`: an ordinary user;
 * - `namespace`: a user namespace in which the caller bears the account's number; files stay the caller's, and
 *   whatever the caller can reach stays reachable;
 * - `account`: an unprivileged account of the machine, for root where user namespaces are not available.
 */
export type RunAs =
  | { readonly kind: 'self' }
  | { readonly kind: 'namespace'; readonly account: Account }
  | { readonly kind: 'account'; readonly account: Account };

/** What to hand to `spawn`. */
export interface Command {
  readonly file: string;
  readonly args: string[];
  readonly options: { readonly env: NodeJS.ProcessEnv; readonly uid?: number; readonly gid?: number };
}

/** Nothing of the caller's environment: PGDATA, LANG or LC_ALL would change what the server does. */
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' };

const ACCOUNT_NAMES = ['postgres', '_postgres', 'nobody'];

/** @throws Error that says what to set when PostgreSQL cannot be run by this user. */
export function chooseRunAs(mayUseNamespaces: boolean): RunAs {
  const uid = process.getuid?.();
  if (uid === undefined || (uid !== 0 && hasName())) return { kind: 'self' };
  const account = unprivilegedAccount();
  if (account && mayUseNamespaces && canMapTo(account)) return { kind: 'namespace', account };
  if (account && uid === 0) return { kind: 'account', account };
  throw new Error(
    uid === 0
      ? 'PostgreSQL refuses to run as root, and this machine has neither user namespaces nor an account named ' +
          `${ACCOUNT_NAMES.join(', ')}. Start Docket as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.`
      : `PostgreSQL refuses to run as user ${uid}, which has no entry in /etc/passwd. ` +
          'Start Docket as a named user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

/** How `file args` is run under that name, in a bare environment. */
export function commandAs(runAs: RunAs, file: string, args: string[]): Command {
  switch (runAs.kind) {
    case 'self':
      return { file, args, options: { env: ENVIRONMENT } };
    case 'namespace':
      // unshare executes the program in its own place, so the process id is the server's.
      return {
        file: 'unshare',
        args: [...mapping(runAs.account), file, ...args],
        options: { env: ENVIRONMENT },
      };
    case 'account': {
      const { uid, gid } = runAs.account;
      return { file, args, options: { env: ENVIRONMENT, uid, gid } };
    }
  }
}

/** Who must own the files of the data directory, as seen from outside; undefined where files have no owner. */
export function fileOwner(runAs: RunAs): { uid: number; gid: number } | undefined {
  if (runAs.kind === 'account') return runAs.account;
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

/** The first directory on the way to `path`, from the root down, that the account may not enter. */
export function firstClosedDirectory(path: string, account: Account): string | undefined {
  const parent = dirname(path);
  const above = parent === path ? undefined : firstClosedDirectory(parent, account);
  return above ?? (mayEnter(path, account) ? undefined : path);
}

function mayEnter(path: string, { uid, gid }: Account): boolean {
  const entry = statSync(path);
  if (!entry.isDirectory()) return true;
  const bit = entry.uid === uid ? 0o100 : entry.gid === gid ? 0o010 : 0o001;
  return (entry.mode & bit) !== 0;
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

function unprivilegedAccount(): Account | undefined {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  return ACCOUNT_NAMES.map((name) =>
    accounts.find((account) => account.name === name && account.uid > 0),
  ).find((account) => account !== undefined);
}

function mapping({ uid, gid }: Account): string[] {
  return ['--user', `--map-user=${uid}`, `--map-group=${gid}`, '--'];
}

function canMapTo(account: Account): boolean {
  return (
    spawnSync('unshare', [...mapping(account), 'true'], { env: ENVIRONMENT, stdio: 'ignore' }).status === 0
  );
}
