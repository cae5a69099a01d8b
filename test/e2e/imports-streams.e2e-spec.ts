import { gzipSync } from 'node:zlib';
import { startApp, type TestApp } from '../support/app';
import { Importer } from '../support/imports';
import type { HttpClient } from '../support/http-client';
import type { ImportBatchView, ImportStreamView } from '../../libs/usage/streams/streams.dto';
import type { SnapshotVerdictView, SnapshotView } from '../../libs/usage/snapshots.dto';

const line = (id: string, o: object = {}): string =>
  JSON.stringify({
    request_id: id,
    ts: '2026-05-01T10:00:00Z',
    account_id: 'a',
    model: 'm',
    input_tokens: 1,
    output_tokens: 2,
    status: 200,
    ...o,
  });
const lines = (prefix: string, count: number): string =>
  Array.from({ length: count }, (_, at) => `${line(`${prefix}-${at}`)}\n`).join('');

describe('Streaming batches of rows', () => {
  let app: TestApp;
  let shipper: HttpClient;
  let investigator: HttpClient;
  let importer: Importer;

  beforeAll(async () => {
    app = await startApp({ usage: true });
    shipper = await app.detector('usage shipper', ['usage.import', 'usage.read']);
    investigator = await app.as('investigator');
    importer = await Importer.of(app);
  });
  afterAll(() => app?.stop());

  async function stream(name: string, more: object = {}): Promise<ImportStreamView> {
    const { status, body } = await shipper.post<ImportStreamView>('/v1/import-streams', {
      name,
      kind: 'usage',
      ...more,
    });
    expect(status).toBe(201);
    return body;
  }

  const send = (id: string, body: string | Buffer, headers: Record<string, string> = {}, batch = '') =>
    shipper.post<ImportBatchView & { type?: string }>(
      `/v1/import-streams/${id}/batches${batch ? `?batch=${batch}` : ''}`,
      body,
      { 'content-type': 'application/x-ndjson', ...headers },
    );

  const read = async (id: string): Promise<ImportStreamView> =>
    (await shipper.get<ImportStreamView>(`/v1/import-streams/${id}`)).body;

  const snapshot = async (): Promise<SnapshotView> => {
    const { status, body } = await investigator.post<SnapshotView>('/v1/snapshots', {});
    expect(status).toBe(201);
    return body;
  };

  it('counts what was acknowledged with the next snapshot, each batch and each request once', async () => {
    const { id } = await stream('gateway');
    const before = await snapshot();
    const first = await send(id, lines('st', 50));
    expect(first.body).toMatchObject({ read: 50, rejected: 0, rejects: [], isRepeat: false });
    expect((await send(id, lines('st', 50))).body).toEqual({ ...first.body, isRepeat: true });
    const packed = await send(
      id,
      gzipSync(lines('more', 10) + lines('st', 1)),
      { 'content-encoding': 'gzip' },
      'b-2',
    );
    expect(packed.body).toMatchObject({ batch: 'b-2', read: 11, importId: first.body.importId });
    const csv = `request_id,ts,account_id,model,input_tokens,output_tokens,status\ncsv-1,2026-05-01 10:00:00,a,m,1,2,200\ncsv-2,never,a,m,1,2,200\n`;
    const bad = await send(id, gzipSync(csv), { 'content-type': 'text/csv', 'content-encoding': 'gzip' });
    expect(bad.body).toMatchObject({ read: 2, rejected: 1 });
    expect(bad.body.rejects).toEqual([
      { line: 3, column: 'ts', reason: expect.stringContaining('is not an instant') as string },
    ]);
    expect(await read(id)).toMatchObject({ read: 63, rejected: 1, openImportId: first.body.importId });
    const after = await snapshot();
    expect(after.usageRows - before.usageRows).toBe(61);
    // The same request in the same import is a duplicate of the first, and counted as such.
    expect(await importer.read(first.body.importId)).toMatchObject({
      state: 'done',
      read: 63,
      loaded: 61,
      rejected: 2,
      streamId: id,
    });
    const next = await send(id, lines('st', 2), {}, 'again');
    expect(next.body.importId).not.toBe(first.body.importId);
    expect((await snapshot()).usageRows).toBe(after.usageRows);
    const { body: verdict } = await investigator.post<SnapshotVerdictView>(
      `/v1/snapshots/${after.id}/verify`,
    );
    expect(verdict.verified).toBe(true);
  });

  it('takes many at once, in any order, and none twice', async () => {
    const { id } = await stream('crowd');
    const bodies = Array.from({ length: 8 }, (_, at) => lines(`crowd-${at}`, 20));
    const answers = await Promise.all([...bodies, ...bodies].map((body) => send(id, body)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 16 }, () => 200));
    expect(answers.filter(({ body }) => body.isRepeat)).toHaveLength(8);
    expect(await read(id)).toMatchObject({ read: 160, rejected: 0 });
  });

  it('takes a batch again that was cut off before it was acknowledged, and counts it once', async () => {
    const { id } = await stream('crashed');
    const { body } = await send(id, lines('crash', 10), {}, 'b-1');
    // As a process leaves it that dies between the engine and the record.
    await app.db.query(`UPDATE import_batches SET staged_at = NULL, read = 0 WHERE stream_id = $1`, [id]);
    await app.db.query(`UPDATE imports SET read = 0 WHERE id = $1`, [body.importId]);
    expect((await send(id, lines('crash', 10), {}, 'b-1')).body).toMatchObject({ read: 10, isRepeat: false });
    const lost = await send(id, lines('lost', 5), {}, 'b-2');
    await app.db.query(`UPDATE import_batches SET staged_at = NULL WHERE stream_id = $1 AND batch = 'b-2'`, [
      id,
    ]);
    await app.db.query(`UPDATE imports SET read = read - 5 WHERE id = $1`, [lost.body.importId]);
    await snapshot();
    expect(await importer.read(body.importId)).toMatchObject({ state: 'done', read: 10, loaded: 10 });
    expect((await send(id, lines('lost', 5), {}, 'b-2')).body).toMatchObject({ read: 5, isRepeat: false });
  });

  it('refuses what cannot be a batch, and keeps nothing of it', async () => {
    const { id } = await stream('refusing');
    expect((await send(id, 'a,b\n1,2\n', { 'content-type': 'text/csv' })).body.type).toBe(
      '/problems/import-refused',
    );
    expect(
      (await send(id, 'not gzip', { 'content-type': 'text/csv', 'content-encoding': 'gzip' })).status,
    ).toBe(400);
    expect((await send(id, '{}', { 'content-type': 'application/json' })).status).toBe(400);
    await send(id, lines('ref', 1), {}, 'same');
    expect((await send(id, lines('other', 1), {}, 'same')).status).toBe(409);
    const { openImportId } = await read(id);
    expect((await importer.client.post(`/v1/imports/${openImportId}/cancel`)).status).toBe(409);
    const closed = await shipper.post<ImportStreamView>(`/v1/import-streams/${id}/close`);
    expect(closed.body.closedAt).not.toBeNull();
    expect((await send(id, lines('ref', 3))).status).toBe(409);
    expect(await importer.over(openImportId!)).toMatchObject({ state: 'done', loaded: 1 });
  });

  it('reads with a mapping, and is made once by its name', async () => {
    const columns = [{ column: 'request_id', from: ['id'] }];
    const mapping = { kind: 'usage', unknownColumns: 'ignore', columns };
    const { id } = await stream('mapped', { mapping });
    expect((await stream('mapped', { mapping })).id).toBe(id);
    const other = await shipper.post('/v1/import-streams', { name: 'mapped', kind: 'usage' });
    expect(other.status).toBe(409);
    const { body } = await send(id, line('', { id: 'mapped-1', request_id: undefined, prompt: { a: 1 } }));
    expect(body).toMatchObject({ read: 1, rejected: 0 });
  });
});
