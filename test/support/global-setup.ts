import { startSharedPostgres } from './postgres';

/** Starts the PostgreSQL that all test files share. */
export default async function setUp(): Promise<void> {
  await startSharedPostgres();
}
