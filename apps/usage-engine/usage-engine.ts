import { stat } from 'node:fs/promises';
import { type Chdb, type ChdbResult, NOTHING } from './chdb';
import { EngineException } from './engine-exception';
import type { EngineRequest } from './engine-request';
import type { Spool } from './spool';
import { quote, quoteName, type SpoolFile } from './sql-text';

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
  constructor(
    private readonly chdb: Chdb,
    private readonly spool: Spool,
  ) {}

  /** @throws EngineException */
  async run(request: EngineRequest): Promise<EngineAnswer> {
    const { statement, database } = request;
    const before = [`SET ${request.settings.join(', ')}`];
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
