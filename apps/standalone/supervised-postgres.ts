import { Client } from 'pg';
import { type RunningPostgres, startPostgres } from './postgres/launcher';

const DATABASE = 'docket';

/** The embedded PostgreSQL, started again on its port whenever it dies. */
export class SupervisedPostgres {
  private launching: Promise<RunningPostgres> | undefined;
  private server: RunningPostgres | undefined;
  private isStopping = false;

  constructor(
    private readonly dataDir: string,
    private readonly port: number,
    private readonly log: (line: string) => void,
  ) {}

  /** Process id now; undefined between a death and the next start. */
  get pid(): number | undefined {
    return this.server?.pid;
  }

  /** Starts it and gives the URL of the record's database, made at the first start. @throws Error when it does not start, or is stopped before */
  async start(): Promise<string> {
    const server = await this.launch(this.port);
    const client = new Client({ connectionString: server.url });
    // The end of the server is met by the query; without a listener it would end this process too.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} TEMPLATE template0`);
    } finally {
      await client.end();
    }
    const url = new URL(server.url);
    url.pathname = `/${DATABASE}`;
    return url.toString();
  }

  /** At any time: a server that is just starting is waited for and then stopped. */
  async stop(): Promise<void> {
    this.isStopping = true;
    const server = await this.launching?.catch(() => undefined);
    await server?.stop();
  }

  private async launch(port: number): Promise<RunningPostgres> {
    if (this.isStopping) throw new Error('postgres was stopped while it was starting');
    this.launching = startPostgres({ dataDir: this.dataDir, port, log: (line) => this.onLine(line) });
    const server = await this.launching;
    this.server = server;
    if (server.adopted)
      this.log(
        `postgres: found running (pid ${server.pid}) after an earlier supervisor was killed; taken over`,
      );
    void server.exited.then(() => this.onExit(server.port));
    return server;
  }

  /** Only what an operator should see: routine lines would bury it. */
  private onLine(line: string): void {
    if (
      /\b(FATAL|PANIC|WARNING)\b/.test(line) &&
      !/the database system is (starting up|shutting down|in recovery)/.test(line)
    )
      this.log(`postgres: ${line}`);
  }

  private onExit(port: number): void {
    this.server = undefined;
    if (this.isStopping) return;
    this.log('postgres has died; starting it again');
    this.relaunch(port);
  }

  private relaunch(port: number): void {
    if (this.isStopping) return;
    this.launch(port).catch((error: Error) => {
      this.log(`postgres does not start: ${error.message}`);
      setTimeout(() => this.relaunch(port), 2_000);
    });
  }
}
