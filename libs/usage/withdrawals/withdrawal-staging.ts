import { ImportRefusedError } from '../import.problems';
import type { StagedDay } from '../import-staging';
import { contentSum, KNOWN, stagingTables } from '../staging-sql';
import { LOADED_KINDS, USAGE_FILE } from '../usage-columns';
import type { UsageEngine } from '../usage-engine';
import { namedIn, numbers, PLACE, withdrawnBy } from './withdrawal-sql';

/** How many requests one file withdraws at most: their names are held in the engine's memory. */
export const MAX_WITHDRAWN = 2_000_000;

/** What a withdrawal takes from one import of one UTC day. */
export interface WithdrawnDay extends StagedDay {
  importNo: number;
}

/** The requests that a file of withdrawals names, as they stand in staging, and the rows of usage that they are. */
export class WithdrawalStaging {
  private readonly tables;
  private readonly stands: string;

  /** @param withdrawn numbers of the imports that count no more, as they are known to whoever holds the lock of committing */
  constructor(
    private readonly engine: UsageEngine,
    private readonly importNo: number,
    withdrawn: readonly number[],
  ) {
    this.tables = stagingTables(LOADED_KINDS.withdrawals, importNo);
    this.stands = `NOT IN ${numbers(withdrawn)}`;
  }

  /** Sets aside what names nothing that counts, and what was withdrawn before. @throws ImportRefusedError */
  async setAside(): Promise<void> {
    const { rows, aside } = this.tables;
    const [found] = await this.engine.query<{ n: string }>(`SELECT count() AS n FROM ${rows}`);
    if (Number(found!.n) > MAX_WITHDRAWN)
      throw new ImportRefusedError(`The file names ${found!.n} requests; ${MAX_WITHDRAWN} are the most.`);
    const fresh = `line NOT IN (SELECT line FROM ${aside})`;
    await this.engine.command(
      `INSERT INTO ${aside} SELECT line, '', '${KNOWN}' FROM ${rows} WHERE request_id IN (
         SELECT request_id FROM usage WHERE ${this.named} AND ${PLACE} IN (${withdrawnBy(this.stands)})) AND ${fresh}`,
    );
    await this.engine.command(
      `INSERT INTO ${aside} SELECT line, 'request_id', 'is of no request that counts' FROM ${rows}
       WHERE request_id NOT IN (SELECT request_id FROM usage WHERE ${this.named}) AND ${fresh}`,
    );
  }

  /** What is taken away, by import and UTC day. */
  async days(): Promise<WithdrawnDay[]> {
    const days = await this.engine.query<StagedDay & { no: number }>(
      `SELECT import_no AS no, toString(toDate(ts)) AS day, toString(count()) AS rows, ${contentSum(USAGE_FILE)} AS hash
       FROM usage WHERE ${this.named} GROUP BY no, day ORDER BY no, day`,
    );
    return days.map(({ no, ...day }) => ({ importNo: no, ...day }));
  }

  /** Writes down where the rows lie; nothing is moved or removed. Again after a crash gives the same. */
  async move(): Promise<void> {
    await this.engine.command(
      `INSERT INTO withdrawn_rows SELECT ${this.importNo}, ${PLACE} FROM usage WHERE ${this.named}`,
    );
  }

  private get named(): string {
    return `${namedIn(this.tables.rows)} AND import_no ${this.stands}`;
  }
}
