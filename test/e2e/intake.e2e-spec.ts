import { gzipSync } from 'node:zlib';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';

/** A plain alert with a reference of its own. */
const plain = (sourceRef: string, overrides: object = {}): Record<string, unknown> => ({
  type: 'shared-instrument',
  sourceRef,
  title: 'Three accounts, one instrument',
  severity: 3,
  confidence: 0.9,
  analytic: { name: 'instrument-degree' },
  occurredFrom: '2026-05-01T00:00:00Z',
  occurredTo: '2026-05-02T00:00:00Z',
  detectedAt: '2026-05-02T06:00:00Z',
  subjects: { accounts: ['acc_1'] },
  ...overrides,
});
const event = (data: object): object => ({
  specversion: '1.0',
  id: 'e-1',
  source: '/detectors/payment-graph',
  type: 'com.example.alert',
  data,
});

interface Receipt {
  index: number;
  outcome: string;
  alertId?: string;
  revision?: number;
  problem?: { errors: { pointer: string }[] };
}
interface Delivery {
  deliveryId: string | null;
  counts: Record<string, number>;
  results: Receipt[];
}
interface Letter {
  id: string;
  raw: string;
  index: number;
  alertId: string | null;
}
interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

describe('a detector sends', () => {
  let app: TestApp;
  let detector: HttpClient;
  let other: HttpClient;
  let analyst: HttpClient;
  beforeAll(async () => {
    app = await startApp();
    detector = await app.detector('payment-graph', ['alerts.send', 'alerts.read']);
    other = await app.detector('address-graph', ['alerts.send', 'alerts.read']);
    analyst = await app.as('analyst');
  });
  afterAll(() => app?.stop());

  const batch = (items: unknown, headers: Record<string, string> = {}) =>
    detector.post<Delivery>('/v1/alerts/batch', items as object, headers);
  const stored = async (): Promise<number> => {
    const [row]: [{ n: number }] = await app.db.query(
      `SELECT ((SELECT count(*) FROM alerts) + (SELECT count(*) FROM dead_letters) +
        (SELECT sum(repeats) FROM alerts))::int AS n`,
    );
    return row.n;
  };

  it('CloudEvents, structured, in a batch and in binary mode, and is answered with its own pointers', async () => {
    const structured = { 'content-type': 'application/cloudevents+json' };
    const one = await detector.post<Receipt>('/v1/alerts', JSON.stringify(event(plain('ce'))), structured);
    expect([one.status, one.body.outcome]).toEqual([201, 'created']);
    const many = await batch(JSON.stringify([event(plain('ce')), event(plain('x', { severity: 9 }))]), {
      'content-type': 'application/cloudevents-batch+json',
    });
    expect(many.body.results).toMatchObject([
      { outcome: 'repeated', alertId: one.body.alertId },
      { outcome: 'rejected', problem: { errors: [{ pointer: '/1/data/severity' }] } },
    ]);
    const binary = { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/d', 'ce-type': 'alert' };
    expect((await detector.post<Receipt>('/v1/alerts', plain('ce'), binary)).body.outcome).toBe('repeated');
    const headless = await detector.post('/v1/alerts', plain('ce'), { 'ce-specversion': '1.0' });
    expect(headless).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#ce-id' }, { pointer: '#ce-source' }, { pointer: '#ce-type' }] },
    });
  });

  it('gzip, up to the size that it unpacks to', async () => {
    const gzip = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect((await batch(gzipSync(JSON.stringify([plain('gz')])), gzip)).body.counts).toMatchObject({
      created: 1,
    });
    const bomb = gzipSync(Buffer.alloc(40_000_000, ' '));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await batch(bomb, gzip)).toMatchObject({ status: 413, body: { type: '/problems/too-large' } });
  });

  it('a dry run, which answers as it would and leaves nothing behind', async () => {
    await batch([plain('dry-known')]);
    const before = await stored();
    const items = [plain('dry-known'), plain('dry-known', { severity: 1 }), plain('dry-new'), { bad: true }];
    const { status, body } = await detector.post<Delivery>('/v1/alerts/batch?dryRun=true', items);
    expect(status).toBe(200);
    expect(body.results.map(({ outcome }) => outcome)).toEqual([
      'repeated',
      'revised',
      'created',
      'rejected',
    ]);
    expect([body.deliveryId, body.results[2]!.alertId]).toEqual([null, undefined]);
    const one = await detector.post<Receipt>('/v1/alerts?dryRun=true', plain('dry-new'));
    expect([one.status, one.body.outcome]).toEqual([200, 'created']);
    expect(await stored()).toBe(before);
  });

  it('what cannot be taken: it is kept, replayed as it was or corrected, once, and dismissed', async () => {
    const lines = [
      JSON.stringify(plain('dl', { severity: 7 })),
      '{"broken"',
      JSON.stringify(plain('dl-ok')),
    ].join('\n');
    const { body } = await batch(lines, { 'content-type': 'application/x-ndjson' });
    const list = (by: HttpClient) =>
      by.get<Page<Letter>>(`/v1/alerts/dead-letters?deliveryId=${body.deliveryId}`);
    const letters = (await list(detector)).body.items;
    expect(letters.map(({ raw, index }) => [index, raw.slice(0, 9)])).toEqual([
      [1, '{"broken"'],
      [0, '{"type":"'],
    ]);
    expect((await list(analyst)).body.items).toHaveLength(2);
    expect((await list(other)).body.items).toEqual([]);
    const [broken, faulty] = letters as [Letter, Letter];
    const replay = (by: HttpClient, id: string, with_: object = {}) =>
      by.post<Receipt>(`/v1/alerts/dead-letters/${id}/replay`, with_);
    expect((await replay(other, faulty.id)).status).toBe(404);
    expect((await replay(await app.as('legal'), faulty.id)).status).toBe(403);
    expect(await replay(detector, faulty.id)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/severity' }] },
    });
    const corrected = { item: plain('dl', { severity: 4 }) };
    const answers = await Promise.all([
      replay(analyst, faulty.id, corrected),
      replay(detector, faulty.id, corrected),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0].body).toEqual(answers[1].body);
    expect(answers[0].body).toMatchObject({ outcome: 'created', revision: 1 });
    expect((await analyst.get(`/v1/alerts/${answers[0].body.alertId}`)).body).toMatchObject({
      sourceRef: 'dl',
      repeats: 0,
    });
    expect((await detector.get(`/v1/alerts/dead-letters/${faulty.id}`)).body).toMatchObject({
      alertId: answers[0].body.alertId,
      allowed: ['dismiss'],
    });
    const remove = (by: HttpClient) => by.delete(`/v1/alerts/dead-letters/${broken.id}`);
    expect((await remove(other)).status).toBe(404);
    expect((await remove(detector)).status).toBe(204);
    expect((await remove(detector)).status).toBe(404);
    expect((await list(detector)).body.items).toHaveLength(1);
    const acts: { action: string }[] = await app.db.query(
      `SELECT action FROM audit_events WHERE subject_kind = 'dead_letter' ORDER BY id`,
    );
    expect(acts.map(({ action }) => action)).toEqual(['dead_letter.replayed', 'dead_letter.dismissed']);
  });

  it('nonsense without end, of which only so much is kept', async () => {
    const hostile = await app.detector('hostile', ['alerts.send', 'alerts.read']);
    const items = Array.from({ length: 2_000 }, (_, n) => ({ n }));
    for (let round = 0; round < 3; round += 1) await hostile.post('/v1/alerts/batch', items);
    await hostile.post('/v1/alerts/batch', [{ long: 'x'.repeat(100_000) }]);
    const { body } = await hostile.get<{ held: number; dropped: number }[]>(
      '/v1/alerts/dead-letters/tallies',
    );
    expect(body).toMatchObject([{ held: 5_000, dropped: 1_001 }]);
    const { items: latest } = (await hostile.get<Page<Letter>>('/v1/alerts/dead-letters?limit=1')).body;
    expect(latest).toMatchObject([{ rawLength: 100_011, raw: expect.stringMatching(/^.{65536}$/) }]);
    const whole = await hostile.post(`/v1/alerts/dead-letters/${latest[0]!.id}/replay`);
    expect(whole).toMatchObject({ status: 400, body: { errors: [{ pointer: '/item' }] } });
  });

  it('more than is answered at once: the delivery is worked off, and its results are paged', async () => {
    const items = Array.from({ length: 2_400 }, (_, n) =>
      n === 1_500 ? { bad: true } : plain(`later-${n}`),
    );
    const accepted = await batch(items);
    expect([accepted.status, accepted.headers['location']]).toEqual([
      202,
      `/v1/alerts/deliveries/${accepted.body.deliveryId}`,
    ]);
    await app.drain();
    const path = String(accepted.headers['location']);
    expect((await detector.get(path)).body).toMatchObject({
      status: 'done',
      items: 2_400,
      taken: 2_400,
      counts: { created: 2_399, rejected: 1 },
    });
    expect((await other.get(path)).status).toBe(404);
    const seen: Receipt[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { body: Page<Receipt> } = await detector.get<Page<Receipt>>(
        `${path}/results?limit=700${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.body.items);
      cursor = page.body.nextCursor;
    }
    expect(seen.map(({ index }) => index)).toEqual(items.map((_, n) => n));
    expect(seen[1_500]).toMatchObject({ outcome: 'rejected', problem: { errors: expect.any(Array) } });
    const preferred = await batch([plain('later-0')], { prefer: 'respond-async' });
    expect(preferred.status).toBe(202);
    await app.drain();
    expect((await detector.get(String(preferred.headers['location']))).body).toMatchObject({
      counts: { repeated: 1 },
    });
  });

  it.each([{}, { prefer: 'respond-async' }])(
    'and loses no good item to one whose members nobody can name (%j)',
    async (headers) => {
      const name = `named-${Object.keys(headers).length}`;
      const sent = await batch([plain(name), { 'nul \0, half \ud83d': 1 }], headers);
      await app.drain();
      const path = '/v1/alerts/by-source-ref?type=shared-instrument&sourceRef=';
      expect((await detector.get<object[]>(path + name)).body).toHaveLength(1);
      const { deliveryId } = sent.body;
      const letters = await detector.get<Page<Letter>>(`/v1/alerts/dead-letters?deliveryId=${deliveryId}`);
      expect(letters.body.items).toMatchObject([{ index: 1 }]);
      expect((await detector.delete(`/v1/alerts/dead-letters/${letters.body.items[0]!.id}`)).status).toBe(
        204,
      );
    },
  );

  it('and finds what it sent by its own name, and what changed from one revision to another', async () => {
    const first = (await batch([plain('mine', { subjects: { accounts: ['a', 'b'] } })])).body.results[0]!;
    await batch([plain('mine', { severity: 1, description: 'Known', subjects: { accounts: ['b', 'c'] } })]);
    await other.post('/v1/alerts', plain('mine'));
    const path = '/v1/alerts/by-source-ref?type=shared-instrument&sourceRef=mine';
    expect((await detector.get<{ id: string }[]>(path)).body).toMatchObject([
      { id: first.alertId, revision: 2 },
    ]);
    expect((await analyst.get<object[]>(path)).body).toHaveLength(2);
    const diff = `/v1/alerts/${first.alertId}/revisions/2/diff?against=`;
    expect((await detector.get(`${diff}1`)).body).toEqual({
      from: 1,
      fromContentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      to: 2,
      toContentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      changes: [
        { pointer: '/description', kind: 'added', to: 'Known' },
        { pointer: '/severity', kind: 'changed', from: 3, to: 1 },
        { pointer: '/subjects/account', kind: 'removed', from: ['a'] },
        { pointer: '/subjects/account', kind: 'added', to: ['c'] },
      ],
    });
    expect((await detector.get(`${diff}9`)).status).toBe(404);
    expect((await detector.get(`${diff}x`)).status).toBe(400);
    expect((await other.get(`${diff}1`)).status).toBe(404);
  });
});

describe('a detector that sends too much', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ worker: false, env: { ALERTS_PER_SECOND: '1', ALERTS_BURST: '10' } });
  });
  afterAll(() => app?.stop());

  it('is told what is left, and refused with the time to wait, before its body is read', async () => {
    const eager = await app.detector('eager');
    const ten = Array.from({ length: 100 }, (_, n) => plain(`eager-${n}`));
    const taken = await eager.post('/v1/alerts/batch', ten);
    expect(taken.status).toBe(200);
    expect(taken.headers['ratelimit-policy']).toBe('"alerts";q=10;w=10');
    expect(taken.headers['ratelimit']).toMatch(/^"alerts";r=0;t=\d+$/);
    const refused = await eager.post('/v1/alerts/batch', ten);
    expect(refused).toMatchObject({ status: 429, body: { type: '/problems/too-many-requests' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(30);
    const unread = await eager.post('/v1/alerts', '{ no JSON at all', { 'content-type': 'application/json' });
    expect(unread.status).toBe(429);
    expect((await (await app.detector('calm')).post('/v1/alerts', plain('calm'))).status).toBe(201);
  });
});
