import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until';

/** Why tests against Redis cannot run here; undefined when they can. */
export const noRedis: string | undefined =
  process.env['QUEUE_TEST_REDIS_URL'] || spawnSync('redis-server', ['--version']).status === 0
    ? undefined
    : 'redis-server is not installed (Debian package redis-server) and QUEUE_TEST_REDIS_URL is not set';

/** A Redis of one's own, on loopback and in a temporary directory; or the one that QUEUE_TEST_REDIS_URL names. */
export async function startRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['QUEUE_TEST_REDIS_URL'];
  if (given) return { url: given, stop: () => Promise.resolve() };
  const directory = await mkdtemp(join(tmpdir(), 'docket-redis-'));
  for (;;) {
    const port = await freePort();
    const server = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', '', '--appendonly', 'no'],
      { stdio: 'ignore' },
    );
    const gone = new Promise((resolve) => server.once('exit', resolve));
    await until(async () => server.exitCode !== null || (await answers(port)));
    // Somebody else has taken the port between the look and the start.
    if (server.exitCode !== null) continue;
    return {
      url: `redis://127.0.0.1:${port}`,
      async stop() {
        server.kill('SIGTERM');
        await gone;
        await rm(directory, { recursive: true, force: true });
      },
    };
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const isOpen = await new Promise<boolean>((resolve) =>
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false)),
  );
  socket.destroy();
  return isOpen;
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
