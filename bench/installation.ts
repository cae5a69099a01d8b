import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { createDataSource, loadConfig } from '@app/platform';
import { ApiConfig } from '../apps/api/api.config';
import { createApi } from '../apps/api/create-api';
import { ENTITIES } from '../apps/rooms';
import { startPostgres } from '../apps/standalone/postgres/launcher';
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
