import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A migration of hand-written SQL. `name` ends in a millisecond timestamp, by which TypeORM orders them.
 * `down` undoes `up` exactly; both are run in the checks.
 */
export function sqlMigration(name: string, sql: { up: string; down: string }): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = name;
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(sql.up);
    }
    async down(runner: QueryRunner): Promise<void> {
      await runner.query(sql.down);
    }
  };
}
