import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** Key of the advisory lock, constant for all time: older and newer releases must exclude each other. */
const LOCK_KEY = '7234014273910538';

/** The session of a launcher killed just now may live on for a moment: 3 s of waiting tell it from a living one. */
const LOCK_ATTEMPTS = 30;
const LOCK_PAUSE_MS = 100;

/**
 * The launcher's hold on its server: an advisory lock of one session. The server gives it up when the launcher's
 * process is gone, however it went, so an orphan is told from a server that another Docket is using.
 */
export class Ownership {
  private isReleased = false;
  private constructor(
    private readonly url: string,
    private client: Client,
  ) {
    this.holdOn();
  }

  /** Undefined when another launcher holds the server. @throws the connection's error. */
  static async take(url: string): Promise<Ownership | undefined> {
    const client = await lockingClient(url);
    return client && new Ownership(url, client);
  }

  /** Gives the server up; call before it is shut down. */
  async release(): Promise<void> {
    this.isReleased = true;
    await this.client.end().catch(() => {});
  }

  /** A session can be lost while the server lives: all are when one of them crashes. Then it is taken again. */
  private holdOn(): void {
    this.client.once('end', () => void this.retake());
  }

  private async retake(): Promise<void> {
    while (!this.isReleased) {
      await sleep(1_000, undefined, { ref: false });
      const client = await lockingClient(this.url).catch(() => undefined);
      if (!client) continue;
      this.client = client;
      if (this.isReleased) await client.end();
      else return this.holdOn();
    }
  }
}

async function lockingClient(url: string): Promise<Client | undefined> {
  const client = new Client({
    connectionString: url,
    application_name: 'docket-launcher',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {}); // the end of the session follows and is handled
  await client.connect();
  await client.query('set idle_session_timeout = 0');
  for (let attempt = 1; attempt <= LOCK_ATTEMPTS; attempt += 1) {
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(${LOCK_KEY}) as taken`,
    );
    if (rows[0]?.taken) return client;
    await sleep(LOCK_PAUSE_MS);
  }
  await client.end();
  return undefined;
}
