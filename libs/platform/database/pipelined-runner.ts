import type { DataSource, EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';

/**
 * A connection that does not wait for answers that nobody needs: the start of a transaction goes out with its first
 * statement, and what is sent behind goes out with the next one or with the commit. PostgreSQL answers in the order of
 * asking, and in a transaction in which a statement failed a COMMIT rolls back: so nothing is lost by not waiting.
 * @see docs/adr/0032-statements-do-not-wait-for-each-other.md
 */
class PipelinedRunner extends PostgresQueryRunner {
  private behind: Promise<void>[] = [];
  /** What the first statement behind failed with; those after it fail only because of it. */
  private failure: unknown;

  /** Sends a statement and goes on; what it fails with, the transaction fails with. */
  sendBehind(sql: string, parameters?: unknown[]): void {
    this.behind.push(
      super.query(sql, parameters).then(
        () => undefined,
        (error: unknown) => void (this.failure ??= error),
      ),
    );
  }

  override async query<T = unknown>(
    sql: string,
    parameters?: unknown[],
    useStructuredResult?: boolean,
  ): Promise<T> {
    if (sql === 'START TRANSACTION' || sql.startsWith('SET TRANSACTION ')) {
      this.sendBehind(sql);
      return undefined as T;
    }
    try {
      return (await super.query(sql, parameters, useStructuredResult as true)) as T;
    } catch (error) {
      throw this.failure ?? error;
    }
  }

  override async commitTransaction(): Promise<void> {
    await super.commitTransaction();
    await Promise.all(this.behind.splice(0));
    if (this.failure !== undefined) throw this.failure;
  }
}

/** Makes every connection of the record a pipelined one. */
export function pipeline(db: DataSource): DataSource {
  const driver = db.driver as PostgresDriver;
  driver.createQueryRunner = (mode) => new PipelinedRunner(driver, mode);
  return db;
}

/**
 * Sends a statement whose answer nobody needs, in the order of sending, without waiting: it travels with the next one or
 * with the commit. What it fails with, the transaction fails with. Outside of a transaction it is waited for.
 */
export async function sendBehind(tx: EntityManager, sql: string, parameters?: unknown[]): Promise<void> {
  const runner = tx.queryRunner;
  if (runner instanceof PipelinedRunner && runner.isTransactionActive) runner.sendBehind(sql, parameters);
  else await tx.query(sql, parameters);
}

/** Inserts rows of which nothing comes from the database, without waiting. @see sendBehind */
export async function insertBehind<T extends ObjectLiteral>(
  tx: EntityManager,
  type: EntityTarget<T>,
  rows: QueryDeepPartialEntity<T> | QueryDeepPartialEntity<T>[],
): Promise<void> {
  const statement = tx.createQueryBuilder().insert().into(type).values(rows);
  await sendBehind(tx, ...statement.getQueryAndParameters());
}

/** Changes a row that the caller holds, without waiting. @see sendBehind */
export async function updateBehind<T extends ObjectLiteral & { id: string }>(
  tx: EntityManager,
  type: EntityTarget<T>,
  id: string,
  change: QueryDeepPartialEntity<T>,
): Promise<void> {
  const statement = tx.createQueryBuilder().update(type).set(change).whereInIds(id);
  await sendBehind(tx, ...statement.getQueryAndParameters());
}
