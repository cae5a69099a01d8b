import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HopelessStartError } from '../process';
import { freePort } from './postgres/free-port';
import { assertAnswers } from './reachable';
import type { StandaloneConfig } from './standalone.config';
import { SupervisedPostgres } from './supervised-postgres';
import { SupervisedProcess } from './supervised-process';

/** What a whole installation says of itself when it is ready. */
export interface Started {
  /** Where the api listens. */
  url: string;
  /** One-time link of the first administrator, until it has been used. */
  firstAdministratorLink: string | undefined;
}

/** A whole installation on this machine: PostgreSQL, usage engine, api and worker, less what the configuration names. */
export class Standalone {
  private postgres: SupervisedPostgres | undefined;
  private engine: SupervisedProcess | undefined;
  private api: SupervisedProcess | undefined;
  private worker: SupervisedProcess | undefined;
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly config: StandaloneConfig,
    private readonly env: NodeJS.ProcessEnv,
    private readonly log: (line: string) => void,
  ) {}

  /** Starts and migrates, in order. @throws Error, with everything stopped again, when a part does not start or `stop` was called meanwhile */
  async start(): Promise<Started> {
    try {
      return await this.startParts();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Process ids by name, as they are now. */
  pids(): Record<string, number> {
    const parts = {
      postgres: this.postgres,
      'usage-engine': this.engine,
      api: this.api,
      worker: this.worker,
    };
    return Object.fromEntries(
      Object.entries(parts).flatMap(([name, part]) => (part?.pid ? [[name, part.pid]] : [])),
    );
  }

  /** Stops worker, api, usage engine and PostgreSQL, in this order; at any time, also in the middle of the start. */
  stop(): Promise<void> {
    return (this.stopping ??= this.stopParts());
  }

  private async stopParts(): Promise<void> {
    for (const part of [this.worker, this.api, this.engine, this.postgres]) await part?.stop();
  }

  private async startParts(): Promise<Started> {
    const { config, env } = this;
    const dataDir = await openDirectory(config.DOCKET_DATA_DIR);
    // Whether a port is free is asked before anything starts; any free one the api finds itself, or another may have it then.
    if (config.PORT !== 0) await freePort(config.HOST, config.PORT, 'PORT');
    this.assertGoesOn();
    const [databaseUrl, clickhouseUrl] = await Promise.all([
      config.DATABASE_URL ? assertAnswers(config.DATABASE_URL) : this.startPostgres(dataDir),
      config.CLICKHOUSE_URL ?? this.startEngine(dataDir),
    ]);
    // It brings the whole application with it: loaded once the rest is there, so that what cannot start says so at once.
    const { migrate } = await import('../migrate');
    await migrate(databaseUrl, config.QUEUE_URL);
    const shared = {
      FILES_DIR: join(dataDir, 'files'),
      DISPATCH_DIR: join(dataDir, 'dispatch'),
      ...env,
      WEBHOOKS_KEY: env['WEBHOOKS_KEY'] || (await keyIn(join(dataDir, 'webhooks.key'))),
      PACKS_KEY: env['PACKS_KEY'] || (await keyIn(join(dataDir, 'packs.key'))),
      DATABASE_URL: databaseUrl,
      CLICKHOUSE_URL: clickhouseUrl,
      HOST: config.HOST,
      PORT: String(config.PORT),
    };
    this.assertGoesOn();
    this.api = this.process('api', shared, 'PORT');
    this.worker = this.process('worker', shared);
    const [announcement] = await Promise.all([this.api.start(), this.worker.start()]);
    const link = announcement['firstAdministratorLink'];
    return {
      url: String(announcement['listening']),
      firstAdministratorLink: typeof link === 'string' ? link : undefined,
    };
  }

  private startPostgres(dataDir: string): Promise<string> {
    this.postgres = new SupervisedPostgres(
      join(dataDir, 'postgres'),
      this.config.DOCKET_POSTGRES_PORT,
      this.log,
    );
    return this.postgres.start();
  }

  private async startEngine(dataDir: string): Promise<string> {
    const env = {
      USAGE_ENGINE_DIR: join(dataDir, 'usage'),
      USAGE_ENGINE_PORT: '0',
      // One left by a supervisor that was killed ends by itself, but not at once.
      USAGE_ENGINE_WAIT_MS: '30000',
      ...this.env,
    };
    this.engine = this.process('usage-engine', env, 'USAGE_ENGINE_PORT');
    const { listening } = await this.engine.start();
    const url = new URL(String(listening));
    const password = this.env['USAGE_ENGINE_PASSWORD'];
    if (password) Object.assign(url, { username: 'default', password });
    return url.toString();
  }

  /** A part whose entry file stands beside this app's in the build. */
  private process(name: string, env: NodeJS.ProcessEnv, portSetting?: string): SupervisedProcess {
    const entry = join(__dirname, '..', name, 'main.js');
    return new SupervisedProcess({ name, entry, env, portSetting, log: this.log });
  }

  private assertGoesOn(): void {
    if (this.stopping) throw new Error('stopped while it was starting');
  }
}

/** The key in this file, made at the first start: 32 bytes in base64, for this user alone. */
async function keyIn(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const fresh = randomBytes(32).toString('base64');
  // Whole or not at all: a half-written key would keep every later start from going on.
  await writeFile(`${path}.new`, fresh, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return fresh;
}

/** @throws HopelessStartError when the directory cannot be made or entered */
async function openDirectory(path: string): Promise<string> {
  const directory = resolve(path);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await access(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new HopelessStartError(
      `${directory} cannot be written (${code}). Set DOCKET_DATA_DIR to a directory that this user may write.`,
      { cause },
    );
  }
  return directory;
}
