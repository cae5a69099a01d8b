import { createHash } from 'node:crypto';
import { readdir, stat, utimes } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type TestApp } from '../support/app';
import { Importer } from '../support/imports';
import { createWorker } from '../../apps/worker/create-worker';
import { loadConfig } from '@app/platform';
import { UsageHousekeeping } from '@app/usage';
import { ApiConfig } from '../../apps/api/api.config';
import type { ImportView } from '../../libs/usage/imports.dto';

const HEADER = 'request_id,ts,account_id,model,input_tokens,output_tokens,status';
const rows = (prefix: string, count: number): string =>
  `${HEADER}\n${Array.from({ length: count }, (_, at) => `${prefix}-${at},2026-05-01T10:00:00Z,a,m,1,2,200\n`).join('')}`;
const digest = (text: string): string => `sha-256=:${createHash('sha256').update(text).digest('base64')}:`;

describe('Uploading a file in parts', () => {
  let app: TestApp;
  let importer: Importer;

  beforeAll(async () => {
    app = await startApp({ usage: true });
    importer = await Importer.of(app);
  });
  afterAll(() => app?.stop());

  const send = (id: string, offset: number, text: string, headers: Record<string, string> = {}) =>
    importer.client.patch<ImportView & { offset?: number; type?: string }>(
      `/v1/imports/${id}/content`,
      Buffer.from(text),
      { 'content-type': 'application/partial-upload', 'upload-offset': String(offset), ...headers },
    );

  async function state(id: string, url = app.url): Promise<{ offset: number; isComplete: boolean }> {
    const answer = await fetch(`${url}/v1/imports/${id}/content`, {
      method: 'HEAD',
      headers: importer.client.headers,
    });
    expect(answer.status).toBe(204);
    return {
      offset: Number(answer.headers.get('upload-offset')),
      isComplete: answer.headers.get('upload-complete') === '?1',
    };
  }

  it('goes on with the next byte, by any process, and loads when it is whole', async () => {
    const whole = rows('parts', 300);
    const { id } = await importer.announce('parts.csv');
    expect(await state(id)).toEqual({ offset: 0, isComplete: false });
    const first = await send(id, 0, whole.slice(0, 1_000));
    expect([first.status, first.headers['upload-offset']]).toEqual([204, '1000']);
    const wrong = await send(id, 999, whole.slice(999));
    expect([wrong.status, wrong.body.type, wrong.body.offset]).toEqual([
      409,
      '/problems/upload-offset',
      1_000,
    ]);
    expect((await send(id, 1_000, whole.slice(1_000, 5_000))).status).toBe(204);
    const last = await send(id, 5_000, whole.slice(5_000), {
      'upload-complete': '?1',
      'repr-digest': digest(whole),
    });
    expect([last.status, last.body.bytes]).toEqual([202, whole.length]);
    expect(await importer.over(id)).toMatchObject({ state: 'done', loaded: 300 });
    expect(await state(id)).toEqual({ offset: whole.length, isComplete: true });
    expect((await send(id, whole.length, 'x')).status).toBe(409);
  });

  it('keeps what came before a connection was cut, and lets the next one take over at once', async () => {
    const whole = rows('cut', 3_000);
    const { id } = await importer.announce('cut.csv');
    const cut = request(`${app.url}/v1/imports/${id}/content`, {
      method: 'PATCH',
      headers: {
        ...importer.client.headers,
        'content-type': 'application/octet-stream',
        'upload-offset': '0',
        'content-length': whole.length,
      },
    });
    cut.on('error', () => undefined);
    cut.write(whole.slice(0, 60_000));
    const path = join(app.filesDir, 'partial', id);
    const written = async (): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0;
    while ((await written()) === 0) await sleep(10);
    // Nobody has hung up: whoever asks how far it is ends the part that hangs.
    const { offset } = await state(id);
    cut.destroy();
    expect(offset).toBeGreaterThan(0);
    const rest = await send(id, offset, whole.slice(offset), {
      'upload-complete': '?1',
      'repr-digest': digest(whole),
    });
    expect(rest.status).toBe(202);
    expect(await importer.over(id)).toMatchObject({ loaded: 3_000 });
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  it('refuses a file that is not the one that was sent, and begins again', async () => {
    const whole = rows('digest', 5);
    const { id } = await importer.announce('digest.csv');
    const complete = { 'upload-complete': '?1', 'repr-digest': digest(whole) };
    const wrong = await send(id, 0, whole.replace('digest-0', 'digest-9'), complete);
    expect([wrong.status, wrong.body.type]).toEqual([422, '/problems/upload-digest']);
    expect(await state(id)).toEqual({ offset: 0, isComplete: false });
    expect((await send(id, 0, whole, complete)).status).toBe(202);
    expect(await importer.over(id)).toMatchObject({ loaded: 5 });
  });

  it.each([
    [{ 'upload-offset': '-1' }],
    [{ 'upload-offset': 'x' }],
    [{ 'upload-complete': 'yes' }],
    [{ 'upload-complete': '?1', 'repr-digest': 'sha-256=:abc:' }],
    [{ 'content-type': 'application/json' }],
  ] as Record<string, string>[][])('refuses %j', async (headers) => {
    const { id } = await importer.announce('wrong.csv');
    expect((await send(id, 0, '[]', headers)).status).toBe(400);
  });

  it('ends uploads that nobody goes on with for a day, and cancelled ones at once', async () => {
    const left = await importer.announce('left.csv');
    const young = await importer.announce('young.csv');
    const begun = await importer.announce('begun.csv');
    const cancelled = await importer.announce('cancelled.csv');
    for (const { id } of [left, begun, cancelled]) await send(id, 0, HEADER);
    await importer.client.post(`/v1/imports/${cancelled.id}/cancel`);
    await app.db.query(`UPDATE imports SET created_at = now() - interval '25 hours' WHERE id = ANY($1)`, [
      [left.id, begun.id],
    ]);
    const dayAgo = Date.now() / 1_000 - 25 * 3_600;
    await utimes(join(app.filesDir, 'partial', left.id), dayAgo, dayAgo);
    const worker = await createWorker(loadConfig(ApiConfig, app.env));
    await worker.app.get(UsageHousekeeping).round();
    await worker.close();
    const after = await Promise.all([left, young, begun].map(({ id }) => importer.read(id)));
    expect(after.map((each) => each.state)).toEqual(['cancelled', 'awaiting_content', 'awaiting_content']);
    expect(after[0]!.error).toContain('24 hours');
    expect(await readdir(join(app.filesDir, 'partial'))).toEqual([begun.id]);
  });

  it('checks the first rows and keeps nothing', async () => {
    const sample = Buffer.from(`${rows('check', 2)}check-3,never,a,m,1,2,200\n`).toString('base64');
    const check = (body: object) =>
      importer.client.post<{ read: number; rejects: object[]; type?: string }>('/v1/import-checks', {
        kind: 'usage',
        fileName: 'x.csv',
        sample,
        ...body,
      });
    const { status, body } = await check({});
    expect([status, body.read, body.rejects]).toEqual([
      200,
      3,
      [{ line: 4, column: 'ts', reason: expect.stringContaining('is not an instant') as string }],
    ]);
    const refused = await check({ sample: Buffer.from('a,b\n1,2\n').toString('base64') });
    expect([refused.status, refused.body.type]).toEqual([422, '/problems/import-refused']);
  });
});
