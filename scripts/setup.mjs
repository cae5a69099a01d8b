// Makes a checkout ready to run: installs the packages when they are missing or have changed, and compiles.
// Needs nothing but Node and npm; every other script calls it first.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['apps', 'libs', 'migrations', 'bench'];
/** The console is for browsers: it has a build of its own. */
const CONSOLE = join('apps', 'console');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Docket needs Node.js 20.19 or later; this is ${process.versions.node}.\n`);
  process.exit(1);
}

/** Runs a command in the checkout and ends with its exit code when it fails. */
function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) process.stderr.write(`${command}: ${error.message}\n`);
  if (status !== 0) process.exit(status ?? 1);
}

function timed(what, work) {
  process.stderr.write(`${what} …\n`);
  const start = Date.now();
  work();
  process.stderr.write(`${what}: ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
}

/** Fingerprint of what decides on the installed packages. */
function packagesWanted() {
  const hash = createHash('sha256').update(process.version);
  for (const file of ['package.json', 'package-lock.json'])
    if (existsSync(join(ROOT, file))) hash.update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

/** When the latest of the files below was changed whose path is not left out. */
function newest(directory, isSource) {
  let latest = 0;
  for (const entry of readdirSync(join(ROOT, directory), { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (!isSource(path, entry)) continue;
    latest = Math.max(
      latest,
      entry.isDirectory() ? newest(path, isSource) : statSync(join(ROOT, path)).mtimeMs,
    );
  }
  return latest;
}

/** Builds what is older than its sources; the stamp says when it was built. */
function buildUnless(stamp, latest, what, build) {
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= latest) return;
  timed(what, build);
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(stamp, '');
}

/** Installs and compiles what is not up to date. */
export function setUp() {
  const stamp = join(ROOT, 'node_modules', '.docket-installed');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== packagesWanted()) {
    // Not `npm ci`: a lock file cannot name every platform's optional packages, and `ci` would refuse on the others.
    timed('Installing packages (once, about a minute)', () =>
      run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error']),
    );
    mkdirSync(join(ROOT, 'node_modules'), { recursive: true });
    writeFileSync(stamp, packagesWanted());
  }
  const latest = Math.max(
    ...SOURCES.map((directory) =>
      newest(directory, (path, entry) => path !== CONSOLE && (entry.isDirectory() || path.endsWith('.ts'))),
    ),
  );
  buildUnless(join(ROOT, 'dist', '.built'), latest, 'Compiling', () =>
    run(process.execPath, [
      join(ROOT, 'node_modules', '@swc', 'cli', 'bin', 'swc.js'),
      ...SOURCES,
      '-d',
      'dist',
      '--ignore',
      `**/*.spec.ts,${CONSOLE}/**`,
      '--quiet',
    ]),
  );
  buildUnless(
    join(ROOT, 'dist', '.console-built'),
    newest(CONSOLE, (path) => !/\.(spec|gen\.d)\.ts$/.test(path)),
    'Building the console',
    () =>
      run(process.execPath, [
        join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'),
        'build',
        CONSOLE,
        '--logLevel=error',
      ]),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setUp();
