// `node scripts/run.mjs ENTRY [ARG …]`: sets the checkout up, then runs a compiled entry file and passes signals on to it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, setUp } from './setup.mjs';

const [entry, ...args] = process.argv.slice(2);
setUp();
const child = spawn(process.execPath, [join(ROOT, 'dist', entry), ...args], { cwd: ROOT, stdio: 'inherit' });
// The terminal sends its signals to the whole group; those sent to this process alone are passed on.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
