import { setTimeout as sleep } from 'node:timers/promises';
import { Alerts } from '@app/alerts';
import { Audit, systemActor } from '@app/audit';
import { Clock, Outbox } from '@app/platform';
import { Webhooks } from '@app/updates';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';

/** A plain alert with a reference of its own. */
function plain(sourceRef: string, overrides: object = {}): Record<string, unknown> {
  return {
    type: 'shared-payment-instrument',
    sourceRef,
    title: 'Three accounts, one instrument',
    severity: 3,
    confidence: 0.9,
    analytic: { name: 'instrument-degree', version: '1.0.0' },
    occurredFrom: '2026-05-01T00:00:00Z',
    occurredTo: '2026-05-02T00:00:00Z',
    detectedAt: '2026-05-02T06:00:00Z',
    subjects: { accounts: ['acc_1', 'acc_2', 'acc_3'], instruments: ['pi_1'] },
    tags: ['AML.T0021'],
    ...overrides,
  };
}

/** An OCSF Detection Finding with members that Docket does not know. */
function finding(uid: string, overrides: object = {}): Record<string, unknown> {
  return {
    class_uid: 2004,
    category_uid: 2,
    activity_id: 1,
    type_uid: 200401,
    severity_id: 4,
    time: Date.UTC(2026, 4, 2, 6),
    status_id: 1,
    confidence_score: 80,
    metadata: { version: '1.6.0', product: { name: 'template-watch' } },
    finding_info: {
      uid,
      title: 'One template from two addresses',
      types: ['template-reuse'],
      analytic: { name: 'template-watch', version: '3.1.0', type_id: 1 },
      first_seen_time: Date.UTC(2026, 4, 1),
      last_seen_time: Date.UTC(2026, 4, 2),
    },
    resources: [{ type: 'account', uid: 'acc_1' }],
    observables: [
      { name: 'ip', type_id: 2, value: '192.0.2.7' },
      { name: 'template', type_id: 99, value: 'tpl_1' },
    ],
    ...overrides,
  };
}

interface Receipt {
  index: number;
  outcome: string;
  alertId: string;
  revision: number;
  problem?: { type: string; errors: { pointer: string; detail: string }[] };
}
interface Delivery {
  counts: Record<'created' | 'repeated' | 'revised' | 'rejected', number>;
  results: Receipt[];
}
interface AlertPage {
  items: { id: string; type: string; stage: string; repeats: number; severity: number }[];
  nextCursor: string | null;
}

describe('alerts', () => {
  let app: TestApp;
  let detector: HttpClient;
  let analyst: HttpClient;
  beforeAll(async () => {
    // Nothing takes the jobs away, so that what was handed to correlation can be read.
    app = await startApp({ worker: false });
    detector = await app.detector('payment-graph', ['alerts.send', 'alerts.read']);
    analyst = await app.as('analyst');
  });
  afterAll(() => app?.stop());

  const send = (items: object[], from = detector) => from.post<Delivery>('/v1/alerts/batch', items);
  const handedOn = async (): Promise<string[]> => {
    const rows: { payload: { alertIds: string[] } }[] = await app.db.query(
      `SELECT payload FROM outbox_messages WHERE name = 'correlate-alerts' ORDER BY id`,
    );
    return rows.flatMap((row) => row.payload.alertIds);
  };

  it('takes an alert, counts it when it is sent again, and keeps what it said before when it changes', async () => {
    const first = await detector.post<Receipt>('/v1/alerts', plain('one'));
    expect([first.status, first.body.outcome, first.body.revision]).toEqual([201, 'created', 1]);
    const again = await detector.post<Receipt>(
      '/v1/alerts',
      plain('one', { detectedAt: '2026-05-03T00:00:00Z' }),
    );
    expect([again.status, again.body.outcome, again.body.alertId]).toEqual([
      200,
      'repeated',
      first.body.alertId,
    ]);
    const changed = plain('one', { severity: 4, subjects: { accounts: ['acc_2', 'acc_9'] } });
    const revised = await detector.post<Receipt>('/v1/alerts', changed);
    expect([revised.status, revised.body.outcome, revised.body.revision]).toEqual([200, 'revised', 2]);

    const { body } = await analyst.get(`/v1/alerts/${first.body.alertId}`);
    expect(body).toMatchObject({
      repeats: 1,
      revision: 2,
      severity: 4,
      stage: 'New',
      allowed: ['InProgress'],
    });
    expect(body['subjects']).toEqual([
      { kind: 'account', value: 'acc_2' },
      { kind: 'account', value: 'acc_9' },
    ]);
    expect(body['revisions']).toMatchObject([
      { revision: 2, content: { severity: 4 } },
      { revision: 1, content: { severity: 3, subjects: { instrument: ['pi_1'] } } },
    ]);
    const revisions = await analyst.get<{ items: object[]; nextCursor: string }>(
      `/v1/alerts/${first.body.alertId}/revisions?limit=1`,
    );
    expect(revisions.body.items).toMatchObject([{ revision: 2 }]);
    const older = await analyst.get(
      `/v1/alerts/${first.body.alertId}/revisions?cursor=${revisions.body.nextCursor}`,
    );
    expect(older.body).toMatchObject({ items: [{ revision: 1 }], nextCursor: null });
  });

  it('takes OCSF Detection Findings beside its own format', async () => {
    const { body } = await send([finding('f-1'), plain('beside')]);
    expect(body.counts).toEqual({ created: 2, repeated: 0, revised: 0, rejected: 0 });
    const alert = await analyst.get(`/v1/alerts/${body.results[0]!.alertId}`);
    expect(alert.body).toMatchObject({
      type: 'template-reuse',
      sourceRef: 'f-1',
      severity: 3,
      confidence: 0.8,
      analyticName: 'template-watch',
      occurredFrom: '2026-05-01T00:00:00.000Z',
      detectedAt: '2026-05-02T06:00:00.000Z',
      subjects: [
        { kind: 'account', value: 'acc_1' },
        { kind: 'address', value: '192.0.2.7' },
        { kind: 'template', value: 'tpl_1' },
      ],
    });
  });

  it('answers each faulty item in its place and takes the others', async () => {
    const { finding_info: _, ...headless } = finding('no-info');
    const { status, body } = await send([
      plain('good'),
      plain('bad', { severity: 9, nonsense: true }),
      headless,
      finding('wrong-class', { class_uid: 2001 }),
      plain('backwards', { occurredTo: '2026-04-01T00:00:00Z' }),
      plain('half', { title: 'half a pair \ud83d' }),
      [] as object,
    ]);
    expect(status).toBe(200);
    expect(body.counts).toEqual({ created: 1, repeated: 0, revised: 0, rejected: 6 });
    const pointers = body.results.map(({ problem }) => problem?.errors.map((error) => error.pointer).sort());
    expect(pointers).toEqual([
      undefined,
      ['/1/nonsense', '/1/severity'],
      ['/2/finding_info'],
      ['/3/class_uid'],
      ['/4/occurredTo'],
      ['/5/title'],
      ['/6'],
    ]);
    expect(body.results[1]!.problem!.type).toBe('/problems/invalid-input');
    const alone = await detector.post('/v1/alerts', plain('bad', { subjects: { accounts: [7] } }));
    expect(alone.status).toBe(400);
    expect(alone.body).toMatchObject({ errors: [{ pointer: '/subjects/accounts/0' }] });
  });

  it('takes NDJSON, and answers a line that is no JSON in its place', async () => {
    const lines = [JSON.stringify(plain('line-0')), '{"type": ', '', JSON.stringify(plain('line-1'))].join(
      '\r\n',
    );
    const { body } = await detector.post<Delivery>('/v1/alerts/batch', lines, {
      'content-type': 'application/x-ndjson',
    });
    expect(body.results.map(({ outcome }) => outcome)).toEqual(['created', 'rejected', 'created']);
  });

  it('absorbs repeats and changes within one delivery, in their order', async () => {
    const severe = plain('same', { severity: 4 });
    const { body } = await send([
      plain('same'),
      plain('other'),
      plain('same'),
      severe,
      severe,
      plain('same'),
    ]);
    expect(body.results.map(({ outcome, revision }) => `${outcome} ${revision}`)).toEqual([
      'created 1',
      'created 1',
      'repeated 1',
      'revised 2',
      'repeated 2',
      'revised 3',
    ]);
    const { body: alert } = await analyst.get(`/v1/alerts/${body.results[0]!.alertId}`);
    expect(alert).toMatchObject({ revision: 3, repeats: 2, severity: 3 });
  });

  it('makes one alert of two deliveries that race, whatever their order', async () => {
    const items = Array.from({ length: 200 }, (_, i) => plain(`race-${i}`));
    const answers = await Promise.all([
      send(items),
      send([...items].reverse()),
      send(items),
      send([...items].reverse()),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const counts = answers.map(({ body }) => body.counts);
    expect(counts.reduce((sum, { created }) => sum + created, 0)).toBe(200);
    expect(counts.reduce((sum, { repeated }) => sum + repeated, 0)).toBe(600);
    const rows: { n: number; repeats: number }[] = await app.db.query(
      `SELECT count(*)::int AS n, sum(repeats)::int AS repeats FROM alerts WHERE source_ref LIKE 'race-%'`,
    );
    expect(rows).toEqual([{ n: 200, repeats: 600 }]);
  });

  it('makes one revision of a change that two senders race for', async () => {
    await send([plain('raced-change')]);
    const changed = plain('raced-change', { severity: 1 });
    const answers = await Promise.all([send([changed]), send([changed])]);
    expect(answers.map(({ body }) => body.results[0]!.outcome).sort()).toEqual(['repeated', 'revised']);
  });

  it('keeps the same reference of two detectors apart', async () => {
    const other = await app.detector('address-graph');
    const mine = await send([plain('shared-name')]);
    const theirs = await send([plain('shared-name')], other);
    expect(theirs.body.results[0]!.outcome).toBe('created');
    expect(theirs.body.results[0]!.alertId).not.toBe(mine.body.results[0]!.alertId);
  });

  it('hands what is new or changed to correlation, and records a delivery as one event', async () => {
    const before = new Set(await handedOn());
    const { body } = await send([
      plain('for-correlation'),
      plain('one', { severity: 4, subjects: { accounts: ['acc_2', 'acc_9'] } }),
    ]);
    expect((await handedOn()).filter((id) => !before.has(id))).toEqual([body.results[0]!.alertId]);
    const events: { actor_kind: string; details: object }[] = await app.db.query(
      `SELECT actor_kind, details FROM audit_events WHERE action = 'alerts.received' ORDER BY id DESC LIMIT 1`,
    );
    expect(events).toMatchObject([
      { actor_kind: 'detector', details: { created: 1, repeated: 1, revised: 0, rejected: 0, alerts: 2 } },
    ]);
  });

  it('refuses a delivery above the limit whole, and a body that is no list', async () => {
    const many = await send(Array.from({ length: 10_001 }, () => ({})));
    expect(many.status).toBe(413);
    expect(many.body).toMatchObject({ type: '/problems/too-large', limit: 10_000 });
    expect((await detector.post('/v1/alerts/batch', {})).status).toBe(400);
    expect((await send([])).body).toMatchObject({
      counts: { created: 0, repeated: 0, revised: 0, rejected: 0 },
      results: [],
    });
  });

  it('takes nothing from people, from detectors without the right, or from one that is switched off', async () => {
    expect((await analyst.post('/v1/alerts', plain('by-hand'))).status).toBe(403);
    const reader = await app.detector('reader', ['alerts.read']);
    expect((await reader.post('/v1/alerts', plain('reader'))).status).toBe(403);

    const administrator = await app.as('administrator');
    const noisy = await app.detector('noisy');
    const list = await administrator.get<{ id: string; name: string }[]>('/v1/detectors');
    const { id } = list.body.find(({ name }) => name === 'noisy')!;
    expect((await administrator.patch(`/v1/detectors/${id}`, { version: 1, disabled: true })).status).toBe(
      200,
    );
    const refused = await noisy.post('/v1/alerts', plain('noise'));
    expect([refused.status, refused.body['type']]).toEqual([403, '/problems/detector-disabled']);
    await administrator.patch(`/v1/detectors/${id}`, { version: 2, disabled: false });
    expect((await noisy.post('/v1/alerts', plain('noise'))).status).toBe(201);

    const key = await administrator.post<{ id: string; secret: string }>(`/v1/detectors/${id}/keys`, {
      scopes: ['alerts.send'],
    });
    expect(key.status).toBe(201);
    const keys = await administrator.get<{ id: string }[]>(`/v1/detectors/${id}/keys`);
    expect(keys.body.map((k) => k.id)).toContain(key.body.id);
    expect(JSON.stringify(keys.body)).not.toContain(key.body.secret);
    expect((await administrator.delete(`/v1/detectors/${id}/keys/${key.body.id}`)).status).toBe(204);
    const revoked = await app.anonymous.post('/v1/alerts', plain('noise'), {
      authorization: `Bearer ${key.body.secret}`,
    });
    expect(revoked.status).toBe(401);
    expect(
      (await administrator.post('/v1/detectors', { name: 'noisy', owner: 'x', legalBasis: 'x' })).status,
    ).toBe(409);
  });

  it('goes through its stages, and is closed only with a resolution and a summary', async () => {
    const { alertId } = (await send([plain('staged')])).body.results[0]!;
    const move = (body: object) => analyst.post(`/v1/alerts/${alertId}/transition`, body);
    const early = await move({ stage: 'Closed', resolution: 'FalsePositive', summary: 'x' });
    expect(early.status).toBe(409);
    expect(early.body).toMatchObject({
      type: '/problems/illegal-transition',
      from: 'New',
      allowed: ['InProgress', 'Imported'],
    });
    expect((await move({ stage: 'InProgress' })).body).toMatchObject({
      stage: 'InProgress',
      allowed: ['Closed'],
    });
    const bare = await move({ stage: 'Closed' });
    expect(bare.body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/resolution' }, { pointer: '/summary' }],
    });
    expect((await move({ stage: 'Imported' })).status).toBe(400);
    const closed = await move({ stage: 'Closed', resolution: 'FalsePositive', summary: 'A company card' });
    expect(closed.body).toMatchObject({
      stage: 'Closed',
      resolution: 'FalsePositive',
      summary: 'A company card',
    });
    await sleep(2);
    const times = async () => (await handedOn()).filter((id) => id === alertId).length;
    // Correlation hears of it: whatever was proposed for the alert ends with its closing.
    expect(await times()).toBe(2);
    const open = await move({ stage: 'InProgress' });
    expect(await times()).toBe(3);
    expect(open.body).toMatchObject({
      stage: 'InProgress',
      resolution: null,
      summary: null,
      closedAt: closed.body['closedAt'],
    });
    expect(
      (await (await app.as('legal')).post(`/v1/alerts/${alertId}/transition`, { stage: 'InProgress' }))
        .status,
    ).toBe(403);
  });

  it('is listed by every filter, page by page, each alert once', async () => {
    const items = Array.from({ length: 25 }, (_, i) =>
      plain(`listed-${i}`, { type: 'listed', severity: 1 + (i % 2) }),
    );
    await send(items);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { body: AlertPage } = await analyst.get<AlertPage>(
        `/v1/alerts?type=listed&limit=10${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.body.items.map((alert) => alert.id));
      cursor = page.body.nextCursor;
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
    expect(seen).toEqual([...seen].sort().reverse());
    const filtered = await analyst.get<AlertPage>(
      '/v1/alerts?type=listed&severity=2&stage=New&unassigned=true&limit=100',
    );
    expect(filtered.body.items).toHaveLength(12);
    expect(filtered.body.items.every((alert) => alert.severity === 2)).toBe(true);
    expect((await analyst.get<AlertPage>('/v1/alerts?type=listed&stage=Closed')).body.items).toEqual([]);
    expect(
      (await analyst.get<AlertPage>(`/v1/alerts?caseId=01920000-0000-7000-8000-000000000000`)).body.items,
    ).toEqual([]);
    expect((await analyst.get('/v1/alerts?cursor=nonsense')).status).toBe(400);
    expect((await analyst.get('/v1/alerts?unassigned=maybe')).status).toBe(400);
  });

  it('is given to a case, changes hands when cases merge, and is not taken by a case once it is closed', async () => {
    const alerts = new Alerts(
      app.db,
      new Clock(),
      new Audit(app.db, new Clock()),
      new Webhooks(new Outbox()),
    );
    const actor = systemActor('correlate-alerts');
    const [older, younger] = [
      '01920000-0000-7000-8000-00000000000a',
      '01920000-0000-7000-8000-00000000000b',
    ] as const;
    const { results } = (await send([plain('given-1'), plain('given-2'), plain('closed')])).body;
    const [one, two, closed] = results.map(({ alertId }) => alertId) as [string, string, string];
    const give = (ids: string[], caseId: string) =>
      app.db.transaction((tx) => alerts.markImported(tx, actor, ids, caseId));
    await give([one, two], younger);
    await give([two, one], younger);
    await give([one], older);
    expect((await alerts.ofCase(app.db.manager, younger)).map(({ id, stage }) => [id, stage])).toEqual([
      [two, 'Imported'],
    ]);
    expect((await alerts.ofCase(app.db.manager, older)).map(({ id }) => id)).toEqual([one]);
    const subjects = await alerts.subjects(app.db.manager, [one]);
    expect(subjects).toContainEqual({ alertId: one, kind: 'instrument', value: 'pi_1' });
    const events: { details: object }[] = await app.db.query(
      `SELECT details FROM audit_events WHERE action = 'alerts.imported' AND case_id = $1`,
      [younger],
    );
    expect(events).toMatchObject([{ details: { alerts: 2 } }]);

    await analyst.post(`/v1/alerts/${closed}/transition`, { stage: 'InProgress' });
    await analyst.post(`/v1/alerts/${closed}/transition`, {
      stage: 'Closed',
      resolution: 'Other',
      summary: 'A test',
    });
    await expect(give([closed, two], older)).rejects.toMatchObject({
      problem: { slug: 'illegal-transition' },
    });
    expect(await alerts.ofCase(app.db.manager, older)).toHaveLength(1);
  });

  it('are given to a case by the ten thousand: more than a statement has parameters', async () => {
    const alerts = new Alerts(
      app.db,
      new Clock(),
      new Audit(app.db, new Clock()),
      new Webhooks(new Outbox()),
    );
    await send([plain('many')]);
    const rows: { id: string }[] = await app.db.query(
      `INSERT INTO alerts SELECT (r).* FROM (
         SELECT json_populate_record(a, json_build_object('id', gen_random_uuid(), 'source_ref', 'many-' || n)) AS r
         FROM alerts a, generate_series(1, 70000) AS n WHERE a.source_ref = 'many') made RETURNING id`,
    );
    const caseId = '01920000-0000-7000-8000-00000000000c';
    const ids = rows.map((row) => row.id);
    await app.db.transaction((tx) => alerts.markImported(tx, systemActor('correlate-alerts'), ids, caseId));
    const [taken]: [{ n: string }] = await app.db.query(
      'SELECT count(*) AS n FROM alerts WHERE case_id = $1',
      [caseId],
    );
    expect(taken.n).toBe('70000');
  });
});
