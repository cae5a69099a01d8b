import { Client } from 'pg';
import { migrate } from '../../apps/migrate';
import { createDatabase, sharedPostgres, type TestDatabase } from './postgres';

const TEMPLATE = 'docket_template';
/** Any fixed number: one test file builds the template, the others wait for it. */
const TEMPLATE_LOCK = 7_346_201;

/** A migrated database of one's own, copied from a template that the first caller of the run builds. */
export async function createMigratedDatabase(): Promise<TestDatabase> {
  const client = new Client({ connectionString: sharedPostgres() });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE]);
    if (rowCount === 0) {
      // Built under another name: a crash in the middle leaves no half-made template behind.
      const draft = await createDatabase('template0', `${TEMPLATE}_${process.pid}`);
      await migrate(draft.url);
      await client.query(`ALTER DATABASE ${TEMPLATE}_${process.pid} RENAME TO ${TEMPLATE}`);
    }
    return await createDatabase(TEMPLATE);
  } finally {
    await client.end();
  }
}
