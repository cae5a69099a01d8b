import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min, MinLength } from 'class-validator';
// By its own path: the room's door would bring the whole framework into this small process.
import { loadConfig } from '../../libs/platform/config/load-config';

/** What an operator can set of the embedded usage engine. */
export class UsageEngineConfig {
  /** Directory of the engine: its database under `data`, request and result files in flight under `spool`. */
  @IsString() @MinLength(1) readonly USAGE_ENGINE_DIR: string = 'var/usage-engine';

  /** Port of the HTTP front; 0 takes a free one. Default 8123, ClickHouse's own. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) readonly USAGE_ENGINE_PORT: number = 8123;

  /** Address to listen on. Default 127.0.0.1: the front has no TLS and belongs on loopback. */
  @IsString() @MinLength(1) readonly USAGE_ENGINE_HOST: string = '127.0.0.1';

  /** Password that clients must send (as Basic or X-ClickHouse-Key). Default none. */
  @IsOptional() @IsString() @MinLength(1) readonly USAGE_ENGINE_PASSWORD?: string;

  /** Memory of the engine, queries and merges together, MiB; some 300 more are the process. Default 4096. */
  @Type(() => Number) @IsInt() @Min(512) readonly USAGE_ENGINE_MAX_MEMORY_MIB: number = 4096;

  /** Threads one query may use; 0 lets the engine take one per core. Default 0. */
  @Type(() => Number) @IsInt() @Min(0) @Max(1024) readonly USAGE_ENGINE_MAX_THREADS: number = 0;

  /** How long to wait for a process that still holds the directory, such as one that is just ending, ms. Default 0. */
  @Type(() => Number) @IsInt() @Min(0) @Max(600_000) readonly USAGE_ENGINE_WAIT_MS: number = 0;

  /** Queries that run at once; more wait their turn. Default 8. */
  @Type(() => Number) @IsInt() @Min(1) @Max(64) readonly USAGE_ENGINE_MAX_QUERIES: number = 8;
}

/**
 * How the engine's allocator (jemalloc) treats memory that a query gave back: it keeps it for a minute instead of five
 * seconds. The next query of an enrichment takes it again; to hand it to the system and have it cleared in between cost
 * a fifth of all that the engine did.
 */
const ALLOCATOR = 'dirty_decay_ms:60000,muzzy_decay_ms:60000';

/**
 * Reads the configuration, and by it sets what is read from the environment once, at first use: the size of libuv's
 * thread pool, of which every running query holds one thread, and files and compression need some besides; and the
 * allocator of the engine.
 * @throws Error listing every fault, one a line
 */
// oxlint-disable-next-line node/no-process-env -- the one place where this app reads its environment
export function usageEngineConfig(env: NodeJS.ProcessEnv = process.env): Readonly<UsageEngineConfig> {
  const config = loadConfig(UsageEngineConfig, env);
  env['UV_THREADPOOL_SIZE'] ??= String(config.USAGE_ENGINE_MAX_QUERIES + 8);
  env['JE_MALLOC_CONF'] ??= ALLOCATOR;
  return config;
}
