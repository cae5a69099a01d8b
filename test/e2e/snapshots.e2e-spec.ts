import type { SnapshotDiffView, ChangedAccountView } from '../../libs/usage/diff/snapshot-diffs.dto';
import type { ImportView } from '../../libs/usage/imports.dto';
import type { SnapshotVerdictView, SnapshotView } from '../../libs/usage/snapshots.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';
import { Importer } from '../support/imports';

/** Requests of an account on a day: `r-<name>-0` and so on. */
const requests = (name: string, account: string, day: string, n: number): string[] =>
  Array.from(
    { length: n },
    (_, i) => `r-${name}-${i},${day}T00:00:${String(i).padStart(2, '0')}Z,${account},m,1,2,200`,
  );
const file = (...rows: string[][]): string =>
  ['request_id,ts,account_id,model,input_tokens,output_tokens,status', ...rows.flat(), ''].join('\n');

describe('Snapshots of data that is corrected', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let importer: Importer;
  let first: SnapshotView;
  let late: ImportView;

  const take = async (): Promise<SnapshotView> =>
    (await investigator.post<SnapshotView>('/v1/snapshots', {})).body;
  const verified = async ({ id }: SnapshotView): Promise<boolean> =>
    (await investigator.post<SnapshotVerdictView>(`/v1/snapshots/${id}/verify`)).body.verified;
  const diff = async (after: SnapshotView, before: SnapshotView): Promise<SnapshotDiffView> =>
    (await investigator.get<SnapshotDiffView>(`/v1/snapshots/${after.id}/diff?against=${before.id}`)).body;
  const changed = async (after: SnapshotView, before: SnapshotView, query = '') =>
    (
      await investigator.get<{ items: ChangedAccountView[]; nextCursor: string | null }>(
        `/v1/snapshots/${after.id}/diff/accounts?against=${before.id}${query}`,
      )
    ).body;

  async function withdraw(ids: string[], reason = 'Logged twice.'): Promise<ImportView> {
    const announced = await investigator.post<ImportView>('/v1/withdrawals', {
      fileName: 'twice.csv',
      reason,
    });
    expect(announced.status).toBe(201);
    const path = `/v1/imports/${announced.body.id}/content`;
    expect((await investigator.put(path, ['request_id', ...ids, ''].join('\n'))).status).toBe(202);
    return importer.over(announced.body.id);
  }

  beforeAll(async () => {
    app = await startApp({ usage: true });
    investigator = await app.as('investigator');
    importer = await Importer.of(app);
    await importer.import(
      'june.csv',
      file(requests('a', 'acct-a', '2026-06-01', 5), requests('b', 'acct-b', '2026-06-02', 4)),
    );
    first = await take();
  });
  afterAll(() => app?.stop());

  it('tells which days and accounts late rows changed, and which import brought them', async () => {
    late = await importer.import(
      'late.csv',
      file(requests('late', 'acct-b', '2026-06-02', 2), requests('c', 'acct-c', '2026-06-03', 1)),
    );
    const second = await take();
    expect(second.usageRows).toBe(12);
    expect(await diff(second, first)).toMatchObject({
      added: 3,
      removed: 0,
      days: [
        { day: '2026-06-02', before: { rows: 4 }, after: { rows: 6 }, added: 2, removed: 0 },
        { day: '2026-06-03', before: null, after: { rows: 1 }, added: 1, removed: 0 },
      ],
      came: [{ no: late.no, kind: 'usage', fileName: 'late.csv', rows: 3, reason: null }],
      went: [],
      isSameAccounts: true,
      importsChanged: 1,
    });
    const page = await changed(second, first, '&limit=1');
    expect(page.items).toEqual([
      {
        accountId: 'acct-b',
        added: 2,
        removed: 0,
        first: '2026-06-02T00:00:00.000Z',
        last: '2026-06-02T00:00:01.000Z',
      },
    ]);
    expect(await changed(second, first, `&limit=1&cursor=${page.nextCursor}`)).toMatchObject({
      items: [{ accountId: 'acct-c', added: 1 }],
      nextCursor: null,
    });
    expect(await changed(first, second)).toMatchObject({
      items: [
        { accountId: 'acct-b', added: 0, removed: 2 },
        { accountId: 'acct-c', removed: 1 },
      ],
    });
  });

  it('withdraws the requests that a file names, and leaves what was frozen as it was', async () => {
    const before = await take();
    const withdrawal = await withdraw(['r-a-0', 'r-a-1', 'r-late-0', 'r-a-1', 'r-nowhere']);
    expect(withdrawal).toMatchObject({
      kind: 'withdrawals',
      state: 'done',
      reason: 'Logged twice.',
      read: 5,
      loaded: 3,
      rejected: 2,
      known: 0,
    });
    expect(await importer.rejects(withdrawal.id)).toEqual([
      '"twice.csv",5,"request_id","duplicate of line 3"',
      '"twice.csv",6,"request_id","is of no request that counts"',
    ]);
    const after = await take();
    expect(after.usageRows).toBe(9);
    expect(after.imports).toContain(withdrawal.no);
    expect(await diff(after, before)).toMatchObject({
      added: 0,
      removed: 3,
      days: [
        { day: '2026-06-01', before: { rows: 5 }, after: { rows: 3 }, removed: 2 },
        { day: '2026-06-02', before: { rows: 6 }, after: { rows: 5 }, removed: 1 },
      ],
      came: [{ no: withdrawal.no, kind: 'withdrawals', rows: 3, reason: 'Logged twice.' }],
    });
    expect((await changed(after, before)).items).toMatchObject([
      { accountId: 'acct-a', added: 0, removed: 2 },
      { accountId: 'acct-b', added: 0, removed: 1 },
    ]);
    for (const snapshot of [first, before, after]) expect(await verified(snapshot)).toBe(true);
    const again = await withdraw(['r-a-0']);
    expect(again).toMatchObject({ loaded: 0, known: 1 });
    const resent = await importer.import('again.csv', file(requests('a', 'acct-a', '2026-06-01', 5)));
    expect(resent).toMatchObject({ loaded: 0, known: 5 });
    expect((await take()).contentHash).toBe(after.contentHash);
  });

  it('withdraws an import as a whole, once, and lets its requests come again', async () => {
    const before = await take();
    const path = `/v1/imports/${late.id}/withdraw`;
    const reason = 'Of the test environment.';
    const { status, body } = await investigator.post<ImportView>(path, { reason });
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'done', withdrawnBy: 'investigator', withdrawnReason: reason });
    expect((await investigator.post<ImportView>(path, { reason: 'Another.' })).body).toEqual(body);
    const after = await take();
    expect(after.usageRows).toBe(7);
    expect(await diff(after, before)).toMatchObject({
      added: 0,
      removed: 2,
      days: [
        { day: '2026-06-02', before: { rows: 5 }, after: { rows: 4 }, removed: 1 },
        { day: '2026-06-03', before: { rows: 1 }, after: null, removed: 1 },
      ],
      went: [{ no: late.no, by: 'investigator', reason }],
    });
    const right = await importer.import('right.csv', file(requests('late', 'acct-b', '2026-06-02', 2)));
    expect(right).toMatchObject({ loaded: 2, known: 0 });
    const last = await take();
    expect(last.usageRows).toBe(9);
    for (const snapshot of [first, before, after, last]) expect(await verified(snapshot)).toBe(true);
  });

  it('takes a withdrawal back by withdrawing it', async () => {
    const before = await take();
    const withdrawal = await withdraw(['r-b-0']);
    const without = await take();
    expect(without.usageRows).toBe(before.usageRows - 1);
    await investigator.post(`/v1/imports/${withdrawal.id}/withdraw`, { reason: 'It was no duplicate.' });
    const after = await take();
    expect(after.contentHash).toBe(before.contentHash);
    expect(await diff(after, without)).toMatchObject({ added: 1, removed: 0, went: [{ no: withdrawal.no }] });
    expect(await withdraw(['r-b-0'])).toMatchObject({ loaded: 1, known: 0 });
  });

  it('is for those who may, and of what is done', async () => {
    const analyst = await app.as('analyst');
    const file = { fileName: 'x.csv', reason: 'Why not.' };
    expect((await analyst.post('/v1/withdrawals', file)).status).toBe(403);
    expect((await analyst.post(`/v1/imports/${late.id}/withdraw`, { reason: 'No.' })).status).toBe(403);
    const { body } = await investigator.post<ImportView>('/v1/withdrawals', file);
    expect((await analyst.put(`/v1/imports/${body.id}/content`, 'request_id\nr-b-1\n')).status).toBe(403);
    expect((await investigator.post(`/v1/imports/${body.id}/withdraw`, { reason: 'No.' })).status).toBe(409);
    expect((await investigator.post('/v1/withdrawals', { fileName: 'x.csv' })).body).toMatchObject({
      errors: [{ pointer: '/reason' }],
    });
    const announced = await analyst.post('/v1/imports', { kind: 'withdrawals', fileName: 'x.csv' });
    expect(announced.status).toBe(400);
    expect((await investigator.get(`/v1/snapshots/${first.id}/diff`)).status).toBe(400);
    expect((await investigator.get(`/v1/snapshots/${first.id}/diff?against=${late.id}`)).status).toBe(404);
  });
});
