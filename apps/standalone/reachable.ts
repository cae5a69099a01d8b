import { Client } from 'pg';

const ANSWER_MS = 10_000;

/** Gives the URL of somebody else's PostgreSQL back once it has answered. @throws Error that names host and cause, never the password */
export async function assertAnswers(databaseUrl: string): Promise<string> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: ANSWER_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return databaseUrl;
  } catch (cause) {
    const { host } = new URL(databaseUrl);
    throw new Error(`PostgreSQL at ${host} (DATABASE_URL) cannot be used: ${messageOf(cause)}`, { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A host with several addresses fails with one error for each and no words of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
