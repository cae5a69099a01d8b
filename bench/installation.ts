import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@clickhouse/client';
import type { INestApplication } from '@nestjs/common';
import { createDataSource, loadConfig } from '@app/platform';
import { ApiConfig } from '../apps/api/api.config';
import { createApi } from '../apps/api/create-api';
import { type Cast, gatherCast } from '../apps/cli/replay/demo/people';
import { StoryState } from '../apps/cli/replay/demo/story-state';
import { say } from '../apps/cli/replay/terminal';
import { ENTITIES } from '../apps/rooms';
import { startPostgres } from '../apps/standalone/postgres/launcher';
import { Standalone } from '../apps/standalone/standalone';
import { StandaloneConfig } from '../apps/standalone/standalone.config';
import { SupervisedProcess } from '../apps/standalone/supervised-process';
import { MIGRATIONS } from '../migrations';

/** An api over an embedded PostgreSQL with the settings of an installation: what it says is stored is on the disk. */
export interface BenchInstallation {
  url: string;
  app: INestApplication;
  stop(): Promise<void>;
}

/** Starts one in a directory of its own, which `stop` removes. */
export async function startInstallation(): Promise<BenchInstallation> {
  const directory = await mkdtemp(join(tmpdir(), 'docket-bench-'));
  const postgres = await startPostgres({ dataDir: join(directory, 'postgres'), port: 0, log: () => {} });
  const options = { url: postgres.url, poolSize: 1, applicationName: 'docket-bench' };
  const migrating = await createDataSource(options, ENTITIES, MIGRATIONS).initialize();
  await migrating.runMigrations();
  await migrating.destroy();
  const config = loadConfig(ApiConfig, {
    DATABASE_URL: postgres.url,
    CLICKHOUSE_URL: 'http://127.0.0.1:9',
    FILES_DIR: join(directory, 'files'),
    DISPATCH_DIR: join(directory, 'dispatch'),
  });
  const app = await createApi(config);
  await app.listen(0, '127.0.0.1');
  return {
    url: (await app.getUrl()).replace('[::1]', '127.0.0.1'),
    app,
    async stop() {
      await app.close();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A whole installation in processes of its own, with its people, and its usage engine within reach. */
export interface WholeInstallation {
  cast: Cast;
  /** Process ids by name. */
  pids(): Record<string, number>;
  /** Asks the usage engine itself, past the product. */
  engine<T = Record<string, unknown>>(sql: string, params?: Record<string, unknown>): Promise<T[]>;
  stop(): Promise<void>;
}

/** Starts one in `directory`, which `stop` removes; what an earlier one left there is taken away. */
export async function startWhole(directory: string): Promise<WholeInstallation> {
  await rm(directory, { recursive: true, force: true });
  // oxlint-disable-next-line node/no-process-env -- passed on whole to the processes of the installation
  const own = process.env;
  const usage = new SupervisedProcess({
    name: 'usage-engine',
    entry: join(__dirname, '../apps/usage-engine/main.js'),
    env: { ...own, USAGE_ENGINE_DIR: join(directory, 'usage'), USAGE_ENGINE_PORT: '0' },
    portSetting: 'USAGE_ENGINE_PORT',
    log: say,
  });
  const url = String((await usage.start())['listening']);
  const env = { ...own, DOCKET_DATA_DIR: join(directory, 'installation'), PORT: '0', CLICKHOUSE_URL: url };
  const standalone = new Standalone(loadConfig(StandaloneConfig, env), env, say);
  const client = createClient({ url, database: 'docket', request_timeout: 3_600_000 });
  const stop = async (): Promise<void> => {
    await client.close();
    await standalone.stop();
    await usage.stop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const started = await standalone.start();
    const state = await StoryState.open(join(directory, 'state.json'));
    return {
      cast: await gatherCast(started.url, started.firstAdministratorLink, state),
      pids: () => ({ ...standalone.pids(), 'usage-engine': usage.pid ?? 0 }),
      async engine<T>(sql: string, params: Record<string, unknown> = {}) {
        if (!/^\s*SELECT/i.test(sql)) {
          await client.command({ query: sql, query_params: params });
          return [];
        }
        return (await client.query({ query: sql, query_params: params, format: 'JSONEachRow' })).json<T>();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
