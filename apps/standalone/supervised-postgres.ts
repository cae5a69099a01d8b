import { Client } from 'pg';
import { type RunningPostgres, startPostgres } from './postgres/launcher';

const DATABASE = 'docket';

/** The embedded PostgreSQL, started again on its port whenever it dies. */
export class SupervisedPostgres {
  private server: RunningPostgres | undefined;
  private isStopping = false;

  constructor(
    private readonly dataDir: string,
    private readonly port: number,
    private readonly log: (line: string) => void,
  ) {}

  get pid(): number | undefined {
    return this.server?.pid;
  }

  /** Starts it and gives the URL of the record's database, made at the first start. */
  async start(): Promise<string> {
    const server = await this.launch(this.port);
    const client = new Client({ connectionString: server.url });
    await client.connect();
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} TEMPLATE template0`);
    await client.end();
    const url = new URL(server.url);
    url.pathname = `/${DATABASE}`;
    return url.toString();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await this.server?.stop();
  }

  private async launch(port: number): Promise<RunningPostgres> {
    const server = await startPostgres({ dataDir: this.dataDir, port, log: (line) => this.onLine(line) });
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
    if (this.isStopping) return;
    this.log('postgres has died; starting it again');
    this.launch(port).catch((error: Error) => {
      this.log(`postgres does not start: ${error.message}`);
      setTimeout(() => this.onExit(port), 2_000);
    });
  }
}
