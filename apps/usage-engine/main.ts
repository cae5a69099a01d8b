import { fstatSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { Chdb, ChdbMissingError, type EngineLimits, holderOf } from './chdb';
import { Front } from './front';
import { Spool } from './spool';
import { UsageEngine } from './usage-engine';
import { loadConfig, type UsageEngineConfig } from './usage-engine.config';

/** Exit code of sysexits.h's EX_CONFIG: nothing to retry until the installation is changed. */
const EX_CONFIG = 78;

async function main(): Promise<void> {
  const config = loadConfig();
  const dir = resolve(config.USAGE_ENGINE_DIR);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const chdb = open(join(dir, 'data'), {
    queries: config.USAGE_ENGINE_MAX_QUERIES,
    memory: config.USAGE_ENGINE_MAX_MEMORY_MIB * 2 ** 20,
    threads: config.USAGE_ENGINE_MAX_THREADS,
  });
  const spool = new Spool(join(dir, 'spool'));
  await spool.open();
  const front = new Front(new UsageEngine(chdb, spool), spool, config.USAGE_ENGINE_PASSWORD);
  stopOnRequest(config, async () => {
    await front.close();
    chdb.close();
  });

  await new Promise<void>((ready, failed) => {
    front.server.once('error', failed);
    front.server.listen(config.USAGE_ENGINE_PORT, config.USAGE_ENGINE_HOST, ready);
  });
  const { address, port, family } = front.server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  process.stdout.write(`${JSON.stringify({ listening: `http://${host}:${port}` })}\n`);
}

function open(dir: string, limits: EngineLimits): Chdb {
  try {
    return Chdb.open(dir, limits);
  } catch (error) {
    const holder = holderOf(dir);
    if (holder === undefined) throw error;
    throw new Error(`${dir} is in use by process ${holder}: one usage engine per directory.`, {
      cause: error,
    });
  }
}

/** Stops once, on a signal or when the starter is gone: queries at work finish, the database closes, exit 0. */
function stopOnRequest(config: UsageEngineConfig, close: () => Promise<void>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (!config.USAGE_ENGINE_EXIT_WITH_PARENT) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 500).unref();
  // A pipe from the starter tells at once; /dev/null or a terminal at the other end says nothing.
  const input = fstatSync(0);
  if (input.isFIFO() || input.isSocket()) process.stdin.on('end', stop).on('error', stop).resume();
}

function fail(error: unknown): never {
  process.stderr.write(`usage-engine: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof ChdbMissingError ? EX_CONFIG : 1);
}

main().catch(fail);
