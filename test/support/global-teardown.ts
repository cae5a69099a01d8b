import { stopSharedPostgres } from './postgres';

/** Stops what the setup started. */
export default async function tearDown(): Promise<void> {
  await stopSharedPostgres();
}
