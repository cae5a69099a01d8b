import { stat } from 'node:fs/promises';
import { type Chdb, type ChdbResult, NOTHING } from './chdb';
import { EngineException } from './engine-exception';
import type { EngineRequest } from './engine-request';
import type { Spool } from './spool';
import { quote, quoteName, type SpoolFile } from './sql-text';

/** Limits on the engine as a whole. */
export interface EngineLimits {
  /** Memory of all queries together, bytes. */
  maxMemory: number;
  /** Threads of one query, 0 for one per core. */
  maxThreads: number;
}

/** The answer to one request, its rows in memory or in a spool file that the taker removes. */
export interface EngineAnswer {
  result: ChdbResult;
  format: string;
  file?: SpoolFile & { size: number };
}

/**
 * Runs requests on the engine.
 *
 * Answers go to a file first: the engine's own streaming starts queries on the event loop, where a scalar
 * subquery of 2 s stopped everything for 2 s, and it repeats headers in every chunk; a whole answer in memory is
 * slow (1 GB: 17 s against 4 s) and unbounded. So a failure at the last row is still a proper error status.
 */
export class UsageEngine {
  private readonly limits: string[];

  constructor(
    private readonly chdb: Chdb,
    private readonly spool: Spool,
    limits: EngineLimits,
  ) {
    // The limit of the one user there is, so of all queries together.
    this.limits = [`max_memory_usage_for_user = ${limits.maxMemory}`];
    if (limits.maxThreads > 0) this.limits.push(`max_threads = ${limits.maxThreads}`);
  }

  /** @throws EngineException */
  async run(request: EngineRequest): Promise<EngineAnswer> {
    const { statement, database } = request;
    // A request may set its own limits: they come after.
    const before = [`SET ${[...this.limits, ...request.settings].join(', ')}`];
    if (database) before.unshift(`USE ${quoteName(database)}`);
    const format =
      statement.kind === 'insert' ? request.defaultFormat : (statement.format ?? request.defaultFormat);
    try {
      if (statement.kind === 'read') return await this.read(request, before, format);
      if (request.rows) return { result: await this.insert(request, before), format };
      if (statement.kind === 'kill') {
        return { result: await this.chdb.runNow(before, statement.killingByComment(), format), format };
      }
      return { result: await this.chdb.run(before, String(statement), format), format };
    } catch (error) {
      throw EngineException.of(error, this.spool.dir);
    }
  }

  /** Ends a query by the client's id of it; no effect when it has ended. */
  async kill(queryId: string): Promise<void> {
    const its = `Settings['log_comment'] = ${quote(queryId)}`;
    await this.chdb.runNow([], `KILL QUERY WHERE ${its} ASYNC`, 'TSV');
  }

  private async read(request: EngineRequest, before: string[], format: string): Promise<EngineAnswer> {
    const file = { path: this.spool.path(), compression: request.answerCompression };
    try {
      const result = await this.chdb.run(before, request.statement.into(file, format), format);
      return { result, format, file: { ...file, size: (await stat(file.path)).size } };
    } catch (error) {
      await this.spool.remove(file.path);
      throw error;
    }
  }

  private async insert({ statement, rows }: EngineRequest, before: string[]): Promise<ChdbResult> {
    if (!rows) throw new Error('an insert of rows without rows');
    const path = await this.spool.receive(rows.body);
    try {
      const empty = (await stat(path)).size === 0;
      if (empty) return NOTHING;
      return await this.chdb.insert(before, statement.from({ path, compression: rows.compression }));
    } finally {
      await this.spool.remove(path);
    }
  }
}
