import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { getPriority, setPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runProcess } from '../process';
import { Chdb, type EngineLimits, holderOf } from './chdb';
import { Front } from './front';
import { Spool } from './spool';
import { UsageEngine } from './usage-engine';
import { usageEngineConfig } from './usage-engine.config';

/** Niceness at which the engine runs unless it is started with a higher one, as of nice(1): others of the machine go first. */
const NICENESS = 5;

runProcess(async () => {
  // Its scans take whatever is free, and take it from what people wait for unless they stand back. Threads that begin
  // later inherit it.
  setPriority(Math.max(getPriority(), NICENESS));
  const config = usageEngineConfig();
  const dir = resolve(config.USAGE_ENGINE_DIR);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const limits = {
    queries: config.USAGE_ENGINE_MAX_QUERIES,
    memory: config.USAGE_ENGINE_MAX_MEMORY_MIB * 2 ** 20,
    threads: config.USAGE_ENGINE_MAX_THREADS,
  };
  const chdb = await open(join(dir, 'data'), limits, config.USAGE_ENGINE_WAIT_MS);
  const spool = new Spool(join(dir, 'spool'));
  await spool.open();
  const front = new Front(new UsageEngine(chdb, spool), spool, config.USAGE_ENGINE_PASSWORD);

  await new Promise<void>((ready, failed) => {
    front.server.once('error', failed);
    front.server.listen(config.USAGE_ENGINE_PORT, config.USAGE_ENGINE_HOST, ready);
  });
  const { address, port, family } = front.server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return {
    announce: { listening: `http://${host}:${port}` },
    close: async () => {
      await front.close();
      chdb.close();
    },
  };
});

/** Opens the database once nobody else holds it. @throws Error naming the process that does, after `waitMs` */
async function open(dir: string, limits: EngineLimits, waitMs: number): Promise<Chdb> {
  const until = Date.now() + waitMs;
  for (;;) {
    try {
      return Chdb.open(dir, limits);
    } catch (error) {
      const holder = holderOf(dir);
      if (holder === undefined) throw error;
      if (Date.now() >= until)
        throw new Error(`${dir} is in use by process ${holder}: one usage engine per directory.`, {
          cause: error,
        });
      await sleep(250);
    }
  }
}
