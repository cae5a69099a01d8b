import { createDataSource } from '@app/platform';
import { ENTITIES } from '../../apps/rooms';
import { MIGRATIONS } from '../../migrations';
import { createDatabase } from '../support/postgres';
import { createMigratedDatabase } from '../support/template';

describe('the record', () => {
  it('has exactly the tables, columns, constraints and indexes that the entities declare', async () => {
    const database = await createMigratedDatabase();
    const db = await createDataSource(
      { url: database.url, poolSize: 2, applicationName: 'drift' },
      ENTITIES,
    ).initialize();
    const { upQueries } = await db.driver.createSchemaBuilder().log();
    await db.destroy();
    await database.drop();
    expect(upQueries.map((query) => query.query)).toEqual([]);
  });

  it('can be migrated up, all the way down, and up again', async () => {
    const database = await createDatabase();
    const db = await createDataSource(
      { url: database.url, poolSize: 2, applicationName: 'migrations' },
      ENTITIES,
      MIGRATIONS,
    ).initialize();
    const tables = async (): Promise<string[]> => {
      const rows: { table_name: string }[] = await db.query(
        `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
      );
      return rows.map((row) => row.table_name);
    };
    await db.runMigrations();
    const up = await tables();
    for (let n = 0; n < MIGRATIONS.length; n += 1) await db.undoLastMigration();
    expect(await tables()).toEqual(['schema_migrations']);
    await db.runMigrations();
    expect(await tables()).toEqual(up);
    await db.destroy();
    await database.drop();
  });
});
