import { runMigrations as migrateQueue } from 'bullmq';
import { Client } from 'pg';
import { createDataSource } from '@app/platform';
import { MIGRATIONS } from '../migrations';
import { ENTITIES } from './rooms';

/** Brings the record, and the queue's tables where the queue is PostgreSQL, up to this version; running it again changes nothing. */
export async function migrate(databaseUrl: string, queueUrl: string = databaseUrl): Promise<void> {
  const db = await createDataSource(
    { url: databaseUrl, poolSize: 2, applicationName: 'docket-migrate' },
    ENTITIES,
    MIGRATIONS,
  ).initialize();
  try {
    await db.runMigrations();
  } finally {
    await db.destroy();
  }
  if (/^rediss?:/.test(queueUrl)) return;
  const client = new Client({ connectionString: queueUrl });
  // The end of the server is met by the statement; without a listener it would end this process too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await migrateQueue(client);
  } finally {
    await client.end();
  }
}
