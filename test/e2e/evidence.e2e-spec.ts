import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Audit, systemActor } from '@app/audit';
import { Evidence, type EvidenceItem, FilesOptions, FileStore } from '@app/evidence';
import { Clock } from '@app/platform';
import { startApp, type TestApp } from '../support/app';

const BYTES = Buffer.from('<script>alert(1)</script>');

describe('evidence', () => {
  let app: TestApp;
  let evidence: Evidence;
  let item: EvidenceItem;
  beforeAll(async () => {
    app = await startApp({ worker: false });
    const files = new FileStore(new FilesOptions(app.filesDir));
    evidence = new Evidence(app.db, new Clock(), new Audit(app.db, new Clock()), files);
    const stored = await files.write(Readable.from([BYTES]), { name: 'receipt.html' });
    const known = { caseId: null, name: 'receipt.html', mediaType: 'text/html', origin: 'receipt' };
    item = await app.db.transaction((tx) => evidence.keep(tx, systemActor('test'), { ...stored, ...known }));
  });
  afterAll(() => app?.stop());

  it('is handed out as it was kept, as a download, and every reading is on the log', async () => {
    const analyst = await app.as('analyst');
    const content = await analyst.get<string>(`/v1/evidence/${item.id}/content`);
    expect(content.body).toBe(BYTES.toString());
    expect(content.headers['content-disposition']).toMatch(/^attachment; filename="?receipt.html/);
    const digest = createHash('sha256').update(BYTES).digest('base64');
    expect(content.headers['repr-digest']).toBe(`sha-256=:${digest}:`);
    const { body } = await analyst.get(`/v1/evidence/${item.id}`);
    expect(body).toMatchObject({
      bytes: BYTES.length,
      custody: [{ act: 'kept' }, { act: 'read', actorName: 'analyst' }],
    });
  });

  it('is listed with its case, page by page, and with the case that its own went into', async () => {
    const investigator = await app.as('investigator');
    const file = async (title: string): Promise<string> =>
      (await investigator.post<{ id: string }>('/v1/cases', { kind: 'other', title, severity: 2 })).body.id;
    const [merged, survivor] = [await file('One of two'), await file('The other')];
    const keep = async (caseId: string, name: string): Promise<string> => {
      const stored = await new FileStore(new FilesOptions(app.filesDir)).write(Readable.from([BYTES]), {
        name,
      });
      const known = { caseId, name, mediaType: 'text/plain', origin: 'receipt' };
      const kept = await app.db.transaction((tx) =>
        evidence.keep(tx, systemActor('test'), { ...stored, ...known }),
      );
      return kept.id;
    };
    const ids = [await keep(merged, 'first.txt'), await keep(survivor, 'second.txt')];
    const list = async (query: string) =>
      (
        await investigator.get<{ items: { id: string }[]; nextCursor: string | null }>(
          `/v1/cases/${survivor}/evidence${query}`,
        )
      ).body;
    expect((await list('')).items.map(({ id }) => id)).toEqual([ids[1]]);
    await investigator.post(`/v1/cases/${merged}/merge`, { intoId: survivor });
    const first = await list('?limit=1');
    expect(first.items).toMatchObject([{ id: ids[1], caseId: survivor, name: 'second.txt' }]);
    const second = await list(`?limit=1&cursor=${first.nextCursor}`);
    expect(second).toMatchObject({ items: [{ id: ids[0], caseId: merged }], nextCursor: null });
    expect((await investigator.get(`/v1/cases/${crypto.randomUUID()}/evidence`)).status).toBe(404);
  });

  it('shows that its bytes were changed behind its back', async () => {
    const analyst = await app.as('analyst');
    const verify = () => analyst.post(`/v1/evidence/${item.id}/verify`);
    expect((await verify()).body).toEqual({ intact: true });
    // Whoever may read the bytes may ask whether they are the same; an auditor most of all.
    const auditor = await app.as('auditor');
    expect((await auditor.post(`/v1/evidence/${item.id}/verify`)).body).toEqual({ intact: true });
    await writeFile(join(app.filesDir, item.path), 'something else');
    expect((await verify()).body).toEqual({ intact: false });
    expect((await evidence.custody(item.id)).map(({ act }) => act)).toEqual([
      'kept',
      'read',
      'verified',
      'verified',
      'failed',
    ]);
    await expect(app.db.query('DELETE FROM custody_entries')).rejects.toThrow('append-only');
  });

  it('says so when its bytes are gone, and nobody is on the log as having read them', async () => {
    const analyst = await app.as('analyst');
    await rm(join(app.filesDir, item.path));
    expect(await analyst.get(`/v1/evidence/${item.id}/content`)).toMatchObject({
      status: 500,
      body: { type: '/problems/evidence-missing' },
    });
    const { body } = await analyst.get<{ custody: { act: string }[] }>(`/v1/evidence/${item.id}`);
    expect(body.custody.at(-1)).toMatchObject({ act: 'failed', actorName: 'analyst' });
  });
});
