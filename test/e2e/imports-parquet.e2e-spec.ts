import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startApp, type TestApp } from '../support/app';
import { ask, askBytes, Importer } from '../support/imports';
import type { SnapshotVerdictView, SnapshotView } from '../../libs/usage/snapshots.dto';

/** Columns of usage, of the types that a writer would give them, for rows of numbers. */
const COLUMNS = `concat('{p}-', toString(number)) AS request_id,
  toDateTime64(1777629600 + number, 3, 'America/New_York') AS ts,
  'acc-1' AS account_id,
  toLowCardinality('model-large') AS model,
  toUInt32(number) AS input_tokens, toInt64(20) AS output_tokens, toUInt16(200) AS status,
  if(number % 2 = 0, '192.0.2.1', NULL) AS ip,
  toUInt64(18446744073709551615) AS template_hash`;

describe('Importing Parquet', () => {
  let app: TestApp;
  let importer: Importer;

  beforeAll(async () => {
    app = await startApp({ usage: true });
    importer = await Importer.of(app);
  });
  afterAll(() => app?.stop());

  const parquet = (prefix: string, rows: number, more = '', settings = ''): Promise<Buffer> =>
    askBytes(
      app,
      `SELECT ${COLUMNS.replace('{p}', prefix)}${more} FROM numbers(${rows}) ORDER BY number FORMAT Parquet
       SETTINGS output_format_parquet_row_group_size = 500, output_format_parquet_parallel_encoding = 0 ${settings}`,
    );

  it.each(['zstd', 'snappy'])('loads row groups compressed by %s, instants in UTC', async (method) => {
    const file = await parquet(method, 1_800, '', `, output_format_parquet_compression_method = '${method}'`);
    const done = await importer.import('may.parquet', file);
    expect(done).toMatchObject({ state: 'done', read: 1_800, loaded: 1_800, rejected: 0, known: 0 });
    expect(done.progress.bytesDone).toBe(file.length);
    const [row] = await ask(
      app,
      `SELECT toString(ts) AS at, ip, toString(template_hash) AS template, input_tokens FROM usage WHERE request_id = '${method}-1600'`,
    );
    expect(row).toEqual({
      at: '2026-05-01 10:26:40.000',
      ip: '192.0.2.1',
      template: '18446744073709551615',
      input_tokens: 1_600,
    });
    // The same again counts nothing again.
    expect(await importer.import('may.parquet', file)).toMatchObject({ loaded: 0, known: 1_800 });
  });

  it.each([
    ['arrow-v2-gzip', '18446744073709551615'],
    ['duckdb-v2-zstd', '18446744073709551615'],
    ['int96-snappy', '123'],
    ['polars-lz4', null],
  ])('reads %s as its writer meant it', async (name, template) => {
    const file = await readFile(join(__dirname, '../fixtures/parquet', `${name}.parquet`));
    const done = await importer.import(`${name}.parquet`, file);
    expect(done).toMatchObject({ state: 'done', read: 12, loaded: 12, rejected: 0, error: null });
    const rows = await ask(
      app,
      `SELECT toString(ts) AS at, account_id, model, input_tokens AS input, output_tokens AS output, status, ip,
         toString(template_hash) AS template, line FROM usage WHERE import_no = ${done.no} ORDER BY line`,
    );
    expect(rows).toEqual(
      Array.from({ length: 12 }, (_, i) => ({
        at: `2026-05-01 10:00:${String(i).padStart(2, '0')}.125`,
        account_id: `acc-${i % 3}`,
        model: 'model-large',
        input: i,
        output: 20,
        status: 200,
        ip: i % 2 === 0 ? '192.0.2.1' : null,
        template,
        line: i + 1,
      })),
    );
  });

  it('says of an encrypted file that it is encrypted', async () => {
    const file = await readFile(join(__dirname, '../fixtures/parquet/encrypted.parquet'));
    expect(await importer.import('encrypted.parquet', file)).toMatchObject({
      state: 'failed',
      error: 'The Parquet file is encrypted.',
    });
  });

  it('sets bad rows aside by their number, in whichever row group they are', async () => {
    const bad = await askBytes(
      app,
      `SELECT * REPLACE (if(n = 700, 'nowhere', ip) AS ip, if(n IN (3, 1200), NULL, account_id) AS account_id, if(n = 900, 'bad-1', request_id) AS request_id) EXCEPT n
       FROM (SELECT number AS n, ${COLUMNS.replace('{p}', 'bad')} FROM numbers(1500)) ORDER BY n
       FORMAT Parquet SETTINGS output_format_parquet_row_group_size = 500`,
    );
    const done = await importer.import('bad.parquet', bad);
    expect(done).toMatchObject({ state: 'done', read: 1_500, loaded: 1_496, rejected: 4 });
    expect(await importer.rejects(done.id)).toEqual([
      '"bad.parquet",4,"account_id","is missing"',
      '"bad.parquet",701,"ip","is not an IPv4 or IPv6 address"',
      '"bad.parquet",901,"request_id","duplicate of line 2"',
      '"bad.parquet",1201,"account_id","is missing"',
    ]);
  });

  it('refuses unknown, missing and nested columns by name, and reads round them with a mapping', async () => {
    const more = await parquet('more', 10, `, 'hello' AS prompt, [1, 2] AS messages, map('a', 1) AS extra`);
    const refused = await importer.import('more.parquet', more);
    expect(refused).toMatchObject({ state: 'failed', loaded: 0 });
    expect(refused.error).toContain('"prompt", "messages", "extra"');
    const columns = [{ column: 'org_id', from: ['prompt'], as: 'upper' }];
    const mapping = { kind: 'usage', unknownColumns: 'ignore', columns };
    expect(await importer.import('more.parquet', more, { mapping })).toMatchObject({ loaded: 10 });
    const nested = { ...mapping, columns: [{ column: 'org_id', from: ['messages'] }] };
    expect((await importer.import('more.parquet', more, { mapping: nested })).error).toContain(
      '"messages": a list or structure',
    );
    const short = await askBytes(app, `SELECT 'x' AS request_id, now() AS ts FORMAT Parquet`);
    expect((await importer.import('short.parquet', short)).error).toContain('"account_id", "model"');
  });

  it('converts what a lab keeps otherwise', async () => {
    const file = await askBytes(
      app,
      `SELECT 'conv-1' AS id, toUnixTimestamp64Milli(toDateTime64('2026-05-01 10:00:00.125', 3, 'UTC')) AS created, 'acc' AS who, 'm' AS model, toFloat64(12) AS input_tokens, toInt8(2) AS output_tokens, 'success' AS outcome, toInt64(-1) AS template_hash FORMAT Parquet`,
    );
    const mapping = {
      kind: 'usage',
      unknownColumns: 'refuse',
      columns: [
        { column: 'request_id', from: ['id'] },
        { column: 'ts', from: ['created'], as: 'epoch_milliseconds' },
        { column: 'account_id', from: ['who'] },
        { column: 'status', from: ['outcome'], as: 'http_status' },
        { column: 'template_hash', from: ['template_hash'], as: 'signed64' },
      ],
    };
    expect(await importer.import('conv.parquet', file, { mapping })).toMatchObject({
      loaded: 1,
      rejected: 0,
    });
    expect(
      await ask(
        app,
        `SELECT toString(ts) AS at, status, toString(template_hash) AS template FROM usage WHERE request_id = 'conv-1'`,
      ),
    ).toEqual([{ at: '2026-05-01 10:00:00.125', status: 200, template: '18446744073709551615' }]);
  });

  it('refuses what is cut off, damaged or something else', async () => {
    const file = await parquet('hurt', 1_200);
    expect((await importer.import('cut.parquet', file.subarray(0, file.length - 100))).error).toContain(
      'not a Parquet file',
    );
    expect((await importer.import('csv.parquet', 'request_id,ts\na,b\n')).error).toContain(
      'not a Parquet file',
    );
    const damaged = Buffer.from(file);
    damaged.fill(7, 30, 400);
    const failed = await importer.import('damaged.parquet', damaged);
    expect(failed).toMatchObject({ state: 'failed', loaded: 0 });
    expect(failed.error).toContain('cannot be read in its rows 1 to 1200');
    const footless = Buffer.from(file);
    footless.fill(0xff, file.length - 300, file.length - 8);
    expect(await importer.import('footless.parquet', footless)).toMatchObject({ state: 'failed' });
    const gzipped = await importer.client.post('/v1/imports', { kind: 'usage', fileName: 'a.parquet.gz' });
    expect(gzipped.status).toBe(422);
  });

  it('goes on at a row group where it was left, and counts each row once', async () => {
    const file = await parquet('resume', 1_500);
    const { id } = await importer.announce('resume.parquet');
    // As a process leaves it that was killed behind the first row group, with the second half stored.
    await app.db.query(`UPDATE imports SET next_offset = 1, next_line = 501, read = 500 WHERE id = $1`, [id]);
    const [{ no }]: [{ no: number }] = await app.db.query('SELECT no FROM imports WHERE id = $1', [id]);
    await ask(app, `CREATE TABLE usage_staging_${no} AS usage`);
    await importer.client.put(`/v1/imports/${id}/content`, file);
    const first = await importer.over(id).catch((error: unknown) => String(error));
    // The first row group was said to be there and is not: that is noticed, and the file is read again.
    expect(first).toMatchObject({ state: 'done', read: 1_500, loaded: 1_500 });
    const investigator = await app.as('investigator');
    const { body: taken } = await investigator.post<SnapshotView>('/v1/snapshots', {});
    const { body: verdict } = await investigator.post<SnapshotVerdictView>(
      `/v1/snapshots/${taken.id}/verify`,
    );
    expect(verdict.verified).toBe(true);
  });
});
