import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { createDataSource, insertBehind, lockById, sendBehind, updateBehind } from '@app/platform';
import { ACCESS_ENTITIES } from '@app/access';
import { Team } from '../../libs/access/teams/team.entity';
import type { TestDatabase } from '../support/postgres';
import { createMigratedDatabase } from '../support/template';

describe('statements that do not wait for each other', () => {
  let database: TestDatabase;
  let db: DataSource;

  beforeAll(async () => {
    database = await createMigratedDatabase();
    const options = { url: database.url, poolSize: 2, applicationName: 'pipelined-test' };
    db = await createDataSource(options, ACCESS_ENTITIES).initialize();
  });
  afterAll(async () => {
    await db?.destroy();
    await database?.drop();
  });

  const team = (name: string) => ({
    id: uuidv7(),
    name,
    description: '',
    createdAt: new Date('2026-06-01T00:00:00Z'),
    archivedAt: null,
  });
  const names = async (): Promise<string[]> =>
    (await db.manager.find(Team, { order: { name: 'ASC' } })).map(({ name }) => name);

  it('are done in the order in which they were sent', async () => {
    const one = team('Night');
    await db.transaction(async (tx) => {
      await insertBehind(tx, Team, one);
      await updateBehind(tx, Team, one.id, { description: 'After dark' });
      expect((await lockById(tx, Team, one.id)).description).toBe('After dark');
      for (let n = 1; n <= 50; n += 1)
        await sendBehind(tx, `UPDATE teams SET description = description || $2 WHERE id = $1`, [
          one.id,
          ` ${n}`,
        ]);
    });
    const { description } = await db.manager.findOneByOrFail(Team, { id: one.id });
    expect(description).toBe(`After dark ${Array.from({ length: 50 }, (_, n) => n + 1).join(' ')}`);
  });

  it('fail the transaction with what the first of them failed with, and leave nothing', async () => {
    const before = await names();
    const failing = db.transaction(async (tx) => {
      await insertBehind(tx, Team, team('Lost'));
      await sendBehind(tx, 'SELECT 1 / 0');
      await insertBehind(tx, Team, team('Lost too'));
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect(await names()).toEqual(before);
  });

  it('are what a later statement fails with, not that the transaction is aborted', async () => {
    const failing = db.transaction(async (tx) => {
      await sendBehind(tx, 'SELECT 1 / 0');
      await tx.find(Team);
    });
    await expect(failing).rejects.toThrow('division by zero');
  });

  it('leave the connection as good as it was after failing', async () => {
    for (let n = 0; n < 6; n += 1)
      await db.transaction((tx) => sendBehind(tx, 'SELECT 1 / 0')).catch(() => undefined);
    const [row] = await db.query<{ open: boolean }[]>(
      `SELECT bool_or(state LIKE 'idle in transaction%') AS open FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    expect(row?.open ?? false).toBe(false);
    await db.transaction((tx) => insertBehind(tx, Team, team('Zebra')));
    expect(await names()).toContain('Zebra');
  });

  it('are rolled back with the transaction when the work between them fails', async () => {
    const failing = db.transaction(async (tx) => {
      await insertBehind(tx, Team, team('Never'));
      throw new Error('second thoughts');
    });
    await expect(failing).rejects.toThrow('second thoughts');
    expect(await names()).not.toContain('Never');
  });

  it('see one state of the record when a transaction asks for it', async () => {
    await db.transaction('REPEATABLE READ', async (tx) => {
      const before = await tx.count(Team);
      await db.transaction((other) => insertBehind(other, Team, team('Meanwhile')));
      const [again, level] = await Promise.all([
        tx.count(Team),
        tx.query<{ transaction_isolation: string }[]>('SHOW transaction_isolation'),
      ]);
      expect(again).toBe(before);
      expect(level[0]!.transaction_isolation).toBe('repeatable read');
    });
  });

  it('fail with the loss of the connection, also before the first answer', async () => {
    const lost = db.transaction(async (tx) => {
      await sendBehind(tx, 'SELECT pg_terminate_backend(pg_backend_pid())');
      await tx.count(Team);
    });
    await expect(lost).rejects.toThrow(/terminat/i);
    expect(await db.manager.count(Team)).toBeGreaterThan(0);
  });
});
