import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Chdb } from '../../../usage-engine/chdb';

/** Memory of the engine while it counts, bytes. */
const MEMORY = 2 * 1024 ** 3;

/** How the engine reads a file, by the end of its name. */
function formatOf(file: string): string {
  const name = file.toLowerCase().replace(/\.gz$/, '');
  if (name.endsWith('.parquet')) return 'Parquet';
  return name.endsWith('.ndjson') || name.endsWith('.jsonl') ? 'JSONEachRow' : 'CSVWithNames';
}

/** A text in SQL. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/**
 * Successful requests of each account over usage files in any format that can be imported, read from the files
 * themselves: what an import or an analyzer loses must not be missing here as well. A request that is there twice is
 * one.
 *
 * @throws Error of the engine when a file cannot be read; ChdbMissingError where there is no engine for this platform
 */
export async function exchangesByAccount(files: readonly string[]): Promise<Map<string, number>> {
  const dir = await mkdtemp(join(tmpdir(), 'docket-score-'));
  const engine = Chdb.open(join(dir, 'engine'), { queries: 1, memory: MEMORY, threads: 0 });
  try {
    await engine.run(
      [],
      'CREATE TABLE requests (account String, request UInt64) ENGINE = MergeTree ORDER BY account',
      'Null',
    );
    for (const file of files)
      await engine.run(
        [],
        `INSERT INTO requests SELECT account_id, cityHash64(request_id)
         FROM file(${quoted(resolve(file))}, ${formatOf(file)}) WHERE toUInt16OrZero(toString(status)) BETWEEN 200 AND 299
         SETTINGS schema_inference_hints = 'request_id String, account_id String, status String'`,
        'Null',
      );
    const { bytes } = await engine.run(
      [],
      // Account by account: of all at once the requests of a case at its real size are more than the memory holds.
      'SELECT account, uniqExact(request) AS n FROM requests GROUP BY account SETTINGS optimize_aggregation_in_order = 1',
      'JSONCompactEachRow',
    );
    const lines = Buffer.from(bytes).toString('utf8').split('\n').filter(Boolean);
    return new Map(
      lines.map((line) => {
        const [account, n] = JSON.parse(line) as [string, string | number];
        return [account, Number(n)];
      }),
    );
  } finally {
    engine.close();
    await rm(dir, { recursive: true, force: true });
  }
}
