import fc from 'fast-check';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';

interface AlertRow {
  id: string;
  sourceRef: string;
  stage: string;
  severity: number;
  queueId: string;
  assigneeId: string | null;
  caseId: string | null;
  staffTags: string[];
  allowedActs: string[];
  mutedBy: string | null;
  sandbox: boolean;
}
interface Page {
  items: AlertRow[];
  nextCursor: string | null;
}
interface Bulk {
  id: string;
  counts: { changed: number; unchanged: number; refused: number };
  results: { alertId: string; outcome: string; problem?: { type: string; status: number } }[];
}
interface Queue {
  id: string;
  version: number;
  open: number;
  openIsMore: boolean;
  oldestAt: string | null;
}

function plain(sourceRef: string, overrides: object = {}): Record<string, unknown> {
  return {
    type: 'usage.volume',
    sourceRef,
    title: 'Much traffic',
    severity: 2,
    confidence: 0.7,
    analytic: { name: 'volume', version: '1.0.0' },
    occurredFrom: '2026-05-01T00:00:00Z',
    occurredTo: '2026-05-02T00:00:00Z',
    detectedAt: '2026-05-02T06:00:00Z',
    subjects: { accounts: [`acc_${sourceRef}`] },
    tags: [],
    ...overrides,
  };
}

describe('the inbox', () => {
  let app: TestApp;
  let detector: HttpClient;
  let analyst: HttpClient;
  let other: HttpClient;
  let admin: HttpClient;
  let investigator: HttpClient;
  let rest: string;
  beforeAll(async () => {
    app = await startApp({ worker: false });
    detector = await app.detector('volume-watch', ['alerts.send', 'alerts.read']);
    analyst = await app.as('analyst');
    other = await app.as('analyst', 'second-analyst');
    admin = await app.as('administrator');
    investigator = await app.as('investigator');
    rest = (await analyst.get<Queue[]>('/v1/alert-queues')).body[0]!.id;
  });
  afterAll(() => app?.stop());

  const send = async (items: object[], from = detector): Promise<string[]> => {
    const { body } = await from.post<{ results: { alertId: string }[] }>('/v1/alerts/batch', items);
    return body.results.map((receipt) => receipt.alertId);
  };
  const list = async (query: string, by = analyst): Promise<AlertRow[]> =>
    (await by.get<Page>(`/v1/alerts?limit=1000&${query}`)).body.items;
  const bulk = (alertIds: string[], act: object, by = analyst) =>
    by.post<Bulk>('/v1/alerts/bulk', { alertIds, act });
  const announced = async (): Promise<string[]> => {
    const rows: { payload: { alertIds: string[] } }[] = await app.db.query(
      `SELECT payload FROM outbox_messages WHERE name = 'correlate-alerts'`,
    );
    return rows.flatMap((row) => row.payload.alertIds);
  };
  const me = async (client: HttpClient): Promise<string> =>
    (await client.get<{ id: string }>('/v1/me')).body.id;

  it('carries a person through a morning: fifty alerts in two queues are taken, snoozed, closed and handed on', async () => {
    const billing = await admin.post<Queue>('/v1/alert-queues', {
      name: 'Billing',
      position: 1,
      typePrefix: 'billing.',
      minimumSeverity: 2,
    });
    expect(billing.status).toBe(201);
    const ids = await send(
      Array.from({ length: 50 }, (_, n) =>
        plain(`m${n}`, {
          type: n % 2 === 0 ? 'billing.shared-instrument' : 'usage.volume',
          severity: 1 + (n % 4),
        }),
      ),
    );
    const overview = (await analyst.get<Queue[]>('/v1/alert-queues')).body;
    // Of the even ones half have severity 1, which the queue does not want.
    expect(overview.map((queue) => [queue.id, queue.open, queue.openIsMore])).toEqual([
      [billing.body.id, 12, false],
      [rest, 38, false],
    ]);
    expect(overview[0]!.oldestAt).toEqual(expect.any(String));

    const mine = await list(`queueId=${billing.body.id}&stage=New,InProgress&sort=severity`);
    expect(mine).toHaveLength(12);
    expect(mine.map((alert) => alert.severity)).toEqual(
      mine.map((alert) => alert.severity).sort((a, b) => b - a),
    );
    const mineIds = mine.map((alert) => alert.id);
    expect((await bulk(mineIds, { act: 'take' })).body.counts).toEqual({
      changed: 12,
      unchanged: 0,
      refused: 0,
    });
    expect((await bulk(mineIds, { act: 'take' })).body.counts.unchanged).toBe(12);
    const refused = await bulk([...mineIds.slice(0, 2), ids[1]!], { act: 'take' }, other);
    expect(refused.body.counts).toEqual({ changed: 1, unchanged: 0, refused: 2 });
    expect(refused.body.results[0]!.problem).toMatchObject({ type: '/problems/conflict', status: 409 });
    expect(await list('assignee=me')).toHaveLength(12);
    expect(await list('assignee=none')).toHaveLength(37);

    await bulk(mineIds, { act: 'transition', stage: 'InProgress' });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await bulk(mineIds.slice(0, 4), { act: 'snooze', until });
    expect(await list('assignee=me')).toHaveLength(8);
    expect(await list('assignee=me&include=snoozed')).toHaveLength(12);
    await app.db.query(`UPDATE alerts SET snoozed_until = now() - interval '1 second' WHERE id = $1`, [
      mineIds[0],
    ]);
    expect(await list('assignee=me')).toHaveLength(9);
    await analyst.post(`/v1/alerts/${mineIds[1]}/wake`, {});
    expect(await list('assignee=me')).toHaveLength(10);

    const closing = await bulk(mineIds.slice(4), {
      act: 'transition',
      stage: 'Closed',
      resolution: 'FalsePositive',
      summary: 'Test cards of a partner',
    });
    expect(closing.body.counts.changed).toBe(8);
    await analyst.post(`/v1/alerts/${mineIds[1]}/tags`, { add: ['partner', 'billing'] });
    expect((await list('tag=partner')).map((alert) => alert.id)).toEqual([mineIds[1]]);
    await analyst.post(`/v1/alerts/${mineIds[1]}/move`, { queueId: rest });
    await analyst.post(`/v1/alerts/${mineIds[1]}/release`, {});
    await analyst.post(`/v1/alerts/${mineIds[0]}/assign`, { assigneeId: await me(other) });
    const handed = await list('assignee=me', other);
    expect(handed.map((alert) => alert.id).sort()).toEqual([ids[1]!, mineIds[0]!].sort());

    const events: { details: Record<string, unknown> }[] = await app.db.query(
      `SELECT details FROM audit_events WHERE subject_kind = 'bulk_act' AND subject_id = $1`,
      [closing.body.id],
    );
    expect(events).toMatchObject([{ details: { act: 'transition', to: 'Closed', changed: 8 } }]);
  });

  it('pages the gravest first without loss or repeat, and refuses what it does not know', async () => {
    const all = await list('sort=severity&include=snoozed');
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await analyst.get<Page>(
        `/v1/alerts?sort=severity&include=snoozed&limit=7${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...body.items.map((alert) => alert.id));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual(all.map((alert) => alert.id));
    for (const query of [
      'stage=Gone',
      'severity=5',
      'assignee=somebody',
      'include=all',
      'sort=oldest',
      'sort=severity&cursor=WyJ4Il0',
      'sort=severity&cursor=WyJ4IiwieSJd',
    ])
      expect([query, (await analyst.get(`/v1/alerts?${query}`)).status]).toEqual([query, 400]);
  });

  it('names what is wrong with an act, and changes nothing then', async () => {
    const [id] = (await send([plain('wrong')])) as [string];
    const act = async (body: object) => (await bulk([id], body)).body;
    expect(await act({ act: 'snooze' })).toMatchObject({ errors: [{ pointer: '/act/until' }] });
    for (const [said, pointer] of [
      [{ act: 'snooze', until: '2020-01-01T00:00:00Z' }, '/act/until'],
      [{ act: 'assign', assigneeId: '018f0000-0000-7000-8000-000000000000' }, '/act/assigneeId'],
      [{ act: 'transition', stage: 'Closed', summary: 'Known.' }, '/act/resolution'],
    ] as const)
      expect(await act(said)).toMatchObject({ errors: [{ pointer }] });
    expect(await act({ act: 'take', queueId: rest })).toMatchObject({
      errors: [{ pointer: '/act/queueId' }],
    });
    expect(await act({ act: 'assign', assigneeId: id })).toMatchObject({ status: 400 });
    expect(await act({ act: 'move', queueId: id })).toMatchObject({ status: 400 });
    expect(await act({ act: 'snooze', until: '2020-01-01T00:00:00Z' })).toMatchObject({ status: 400 });
    expect(await act({ act: 'transition', stage: 'Closed' })).toMatchObject({ status: 400 });
    expect(await act({ act: 'tag', add: ['a\u0000'] })).toMatchObject({ status: 400 });
    expect((await bulk([id], { act: 'take' }, await app.as('legal'))).status).toBe(403);
    const unknown = await bulk(['01920000-0000-7000-8000-0000000000ff', id], { act: 'take' });
    expect(unknown.body.results).toMatchObject([
      { outcome: 'refused', problem: { status: 404 } },
      { outcome: 'changed' },
    ]);
  });

  it('finds the alerts of a tag whoever gave it, and no longer when it is taken away or no longer claimed', async () => {
    const [both, one] = await send([
      plain('tagged1', { tags: ['resale', 'shared'] }),
      plain('tagged2', { tags: ['resale'] }),
    ]);
    const searched = async (term: string): Promise<string[]> => {
      const q = encodeURIComponent(term);
      const { body } = await analyst.get<{ items: { id: string }[] }>(`/v1/search?kind=alerts&q=${q}`);
      return body.items.map(({ id }) => id);
    };
    const listed = async (tag: string): Promise<string[]> => {
      const ids = (await list(`tag=${tag}`)).map(({ id }) => id);
      expect((await list(`tag=${tag}&sort=severity`)).map(({ id }) => id)).toEqual(ids);
      expect(await searched(`tag:${tag}`)).toEqual(ids);
      return ids;
    };
    expect(await listed('resale')).toEqual([one, both]);
    await bulk([both!, one!], { act: 'tag', add: ['shared', 'seen'] });
    expect(await listed('shared')).toEqual([one, both]);
    expect(await searched('tag:se*')).toEqual([one, both]);
    await bulk([both!, one!], { act: 'tag', remove: ['shared'] });
    // The detector still says so of the one, after people no longer do.
    expect(await listed('shared')).toEqual([both]);
    await send([plain('tagged1', { tags: ['resale'], title: 'More traffic' })]);
    expect(await listed('shared')).toEqual([]);
    expect(await listed('seen')).toEqual([one, both]);
    const [{ differ }]: [{ differ: number }] = await app.db.query(
      `SELECT count(*)::int AS differ FROM (
         SELECT DISTINCT tag, a.id AS alert_id FROM alerts a, unnest(a.tags || a.staff_tags) AS t (tag)) l
       FULL JOIN alert_tags t USING (tag, alert_id) WHERE l IS NULL OR t IS NULL`,
    );
    expect(differ).toBe(0);
  });

  it('gives an alert that two people take at once to one of them', async () => {
    const ids = await send(Array.from({ length: 8 }, (_, n) => plain(`race${n}`)));
    for (const id of ids) {
      const answers = await Promise.all([
        analyst.post(`/v1/alerts/${id}/take`, {}),
        bulk([id], { act: 'take' }, other),
        investigator.post(`/v1/alerts/${id}/take`, {}),
      ]);
      const taken = answers.filter(
        ({ status, body }) => status === 200 && (!('counts' in body) || (body as Bulk).counts.changed === 1),
      );
      expect(taken).toHaveLength(1);
    }
  });

  it('lets acts on the same alerts meet in any order without harm: bulk, single, snooze and closing', async () => {
    const ids = await send(Array.from({ length: 20 }, (_, n) => plain(`meet${n}`)));
    await bulk(ids, { act: 'transition', stage: 'InProgress' });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const closed = { act: 'transition', stage: 'Closed', resolution: 'Other', summary: 'Over' };
    const answers = await Promise.all([
      bulk([...ids].reverse(), { act: 'snooze', until }),
      bulk(ids, closed, other),
      ...ids.map((id) => investigator.post(`/v1/alerts/${id}/snooze`, { until })),
    ]);
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const rows: { stage: string; snoozed_until: Date | null }[] = await app.db.query(
      'SELECT stage, snoozed_until FROM alerts WHERE id = ANY($1::uuid[])',
      [ids],
    );
    expect(new Set(rows.map((row) => `${row.stage} ${row.snoozed_until === null}`))).toEqual(
      new Set(['Closed true']),
    );
  });

  it('does the same by one act on many as by many acts on one', async () => {
    const acts = [
      { act: 'take' },
      { act: 'release' },
      { act: 'transition', stage: 'InProgress' },
      { act: 'transition', stage: 'Closed', resolution: 'Other', summary: 'Over' },
      { act: 'snooze', until: '2099-01-01T00:00:00Z' },
      { act: 'wake' },
      { act: 'tag', add: ['one', 'two'] },
      { act: 'tag', remove: ['two'] },
    ];
    const path: Record<string, string> = { tag: 'tags' };
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...acts), { maxLength: 8 }), async (sequence) => {
        run += 1;
        const [one, many] = (await send([plain(`s${run}`), plain(`b${run}`)])) as [string, string];
        for (const { act, ...body } of sequence) {
          const single = await analyst.post(`/v1/alerts/${one}/${path[act] ?? act}`, body);
          const { results } = (await bulk([many], { act, ...body })).body;
          expect(single.status).toBe(results[0]!.problem?.status ?? 200);
        }
        const rows: object[] = await app.db.query(
          `SELECT stage, assignee_id, snoozed_until, resolution, summary, staff_tags, in_progress_at IS NULL AS a,
             closed_at IS NULL AS b FROM alerts WHERE id = ANY($1::uuid[])`,
          [[one, many]],
        );
        expect(rows[0]).toEqual(rows[1]);
      }),
      { numRuns: 12 },
    );
  });

  it('changes queues under a version, keeps the one that takes the rest, and re-routes what is new in portions', async () => {
    const ids = await send(Array.from({ length: 5 }, (_, n) => plain(`r${n}`, { type: 'region.evasion' })));
    const made = await admin.post<Queue>('/v1/alert-queues', {
      name: 'Regions',
      position: 0,
      typePrefix: 'region.',
    });
    expect((await analyst.post('/v1/alert-queues', { name: 'Mine', position: 1 })).status).toBe(403);
    expect((await admin.post('/v1/alert-queues', { name: 'Regions', position: 3 })).status).toBe(409);
    expect(await list(`queueId=${made.body.id}`)).toEqual([]);
    let after: string | null = null;
    let moved = 0;
    do {
      const { body }: { body: { moved: number; next: string | null } } = await admin.post(
        `/v1/alert-queues/${rest}/reroute`,
        { limit: 20, ...(after ? { after } : {}) },
      );
      moved += body.moved;
      after = body.next;
    } while (after);
    expect(moved).toBeGreaterThanOrEqual(5);
    expect((await list(`queueId=${made.body.id}`)).map((alert) => alert.id).sort()).toEqual([...ids].sort());

    const change = (version: number, body: object) =>
      admin.patch(`/v1/alert-queues/${made.body.id}`, { version, ...body });
    expect((await change(1, { minimumSeverity: 4 })).status).toBe(200);
    expect((await change(1, { minimumSeverity: null })).status).toBe(412);
    expect((await change(2, { archived: true })).status).toBe(200);
    await send([plain('r9', { type: 'region.evasion', severity: 4 })]);
    expect((await list('type=region.evasion')).filter((alert) => alert.queueId === rest)).toHaveLength(1);
    expect((await admin.patch(`/v1/alert-queues/${rest}`, { version: 1, archived: true })).status).toBe(409);
    expect((await admin.patch(`/v1/alert-queues/${rest}`, { version: 1, name: 'Everything' })).status).toBe(
      200,
    );
  });

  it('mutes for a time and a reason, counts exactly, and brings back what was muted', async () => {
    const rule = {
      type: 'noise.probe',
      reason: 'A known probe',
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    };
    expect((await analyst.post('/v1/muting-rules', rule)).status).toBe(403);
    expect(
      (await investigator.post('/v1/muting-rules', { reason: 'x', expiresAt: rule.expiresAt })).status,
    ).toBe(400);
    const far = new Date(Date.now() + 91 * 86_400_000).toISOString();
    expect((await investigator.post('/v1/muting-rules', { ...rule, expiresAt: far })).status).toBe(400);
    const { body: made } = await investigator.post<{ id: string }>('/v1/muting-rules', rule);
    const bySubject = await investigator.post<{ id: string }>('/v1/muting-rules', {
      subject: { kind: 'account', value: 'acc_probe' },
      reason: 'Our own account',
      expiresAt: rule.expiresAt,
    });
    const second = await app.detector('second-watch', ['alerts.send']);
    const noise = (from: string) =>
      Array.from({ length: 30 }, (_, n) => plain(`${from}${n}`, { type: 'noise.probe' }));
    const ids = (await Promise.all([send(noise('x')), send(noise('y')), send(noise('z'), second)])).flat();
    const [own] = (await send([plain('own', { subjects: { accounts: ['acc_probe'] } })])) as [string];
    expect(await list('type=noise.probe')).toEqual([]);
    expect(await list('type=noise.probe&include=muted')).toHaveLength(90);
    expect((await list('include=muted')).find((alert) => alert.id === own)?.mutedBy).toBe(bySubject.body.id);
    await bulk([own], { act: 'take' });
    await bulk([own], { act: 'tag', add: ['probe'] });
    await bulk([own], { act: 'snooze', until: rule.expiresAt });
    const untold = { staffTags: [], assigneeId: null, snoozedUntil: null, mutedBy: null, allowedActs: [] };
    const ownRef = 'by-source-ref?type=usage.volume&sourceRef=own';
    for (const path of [own, '', ownRef]) {
      const { body } = await detector.get<{ items?: AlertRow[] } | AlertRow[]>(`/v1/alerts/${path}`);
      const told = [body].flat().flatMap((one) => ('items' in one ? one.items! : [one as AlertRow]));
      expect([path, told.find((alert) => alert.id === own)]).toEqual([path, expect.objectContaining(untold)]);
    }
    for (const query of ['assignee=none', `queueId=${rest}`])
      expect((await detector.get(`/v1/alerts?${query}`)).status).toBe(400);
    expect((await announced()).filter((id) => [...ids, own].includes(id))).toEqual([]);
    const counted = async () =>
      (await analyst.get<{ muted: number; unmuted: number }>(`/v1/muting-rules/${made.id}`)).body;
    expect(await counted()).toMatchObject({
      muted: 90,
      unmuted: 0,
      lastMutedAt: expect.any(String),
      allowed: ['end'],
    });

    const unmute = (limit: number) =>
      investigator.post<{ unmuted: number; remaining: boolean }>(`/v1/muting-rules/${made.id}/unmute`, {
        limit,
      });
    expect((await unmute(10)).status).toBe(409);
    await investigator.post(`/v1/muting-rules/${made.id}/end`, {});
    expect(await counted()).toMatchObject({ allowed: ['unmute'] });
    const portions = await Promise.all([unmute(40), unmute(40)]);
    expect(portions.map(({ body }) => body)).toEqual([
      { unmuted: 40, remaining: true },
      { unmuted: 40, remaining: true },
    ]);
    expect((await unmute(40)).body).toEqual({ unmuted: 10, remaining: false });
    expect(await counted()).toMatchObject({ muted: 90, unmuted: 90, allowed: [] });
    expect(await list('type=noise.probe')).toHaveLength(90);
    expect((await announced()).filter((id) => ids.includes(id))).toHaveLength(90);
    await send([plain('x-later', { type: 'noise.probe' })]);
    expect(await list('type=noise.probe')).toHaveLength(91);
    const standing = (await analyst.get<{ items: { id: string }[] }>('/v1/muting-rules?standing=true')).body;
    expect(standing.items.map((one) => one.id)).toEqual([bySubject.body.id]);
    expect((await analyst.get<{ items: object[] }>('/v1/muting-rules')).body.items).toHaveLength(2);
  });

  it('lets a muted alert in again when it gets graver, or says what no rule mutes', async () => {
    const rule = {
      type: 'noise.drill',
      subject: { kind: 'account', value: 'acc_drill' },
      reason: 'A drill',
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    };
    const { body: made } = await investigator.post<{ id: string }>('/v1/muting-rules', rule);
    const drill = (ref: string, over: object = {}) =>
      plain(ref, { type: 'noise.drill', subjects: { accounts: ['acc_drill'] }, ...over });
    const [graver, milder, elsewhere, same] = (await send(
      ['graver', 'milder', 'elsewhere', 'same'].map((ref) => drill(ref)),
    )) as [string, string, string, string];
    expect(await list('type=noise.drill')).toEqual([]);
    await send([
      drill('graver', { severity: 3 }),
      drill('milder', { severity: 1 }),
      drill('elsewhere', { subjects: { accounts: ['acc_real'] } }),
      drill('same'),
    ]);
    const shown = (await list('type=noise.drill')).map(({ id }) => id);
    expect(shown.sort()).toEqual([graver, elsewhere].sort());
    expect((await announced()).filter((id) => [graver, milder, elsewhere, same].includes(id)).sort()).toEqual(
      [graver, elsewhere].sort(),
    );
    expect((await analyst.get(`/v1/muting-rules/${made.id}`)).body).toMatchObject({ muted: 2, unmuted: 0 });
    // A new alert as grave as that one is muted as before: nobody has said more of it.
    await send([drill('new', { severity: 4 })]);
    expect(await list('type=noise.drill')).toHaveLength(2);
  });

  it('shows a detector its own alerts only, on every path', async () => {
    const stranger = await app.detector('third-watch', ['alerts.send', 'alerts.read']);
    const [id] = (await send([plain('private')])) as [string];
    expect((await stranger.get<Page>('/v1/alerts')).body.items).toEqual([]);
    expect((await stranger.get(`/v1/alerts/${id}`)).status).toBe(404);
    expect((await stranger.get(`/v1/alerts/${id}/revisions`)).status).toBe(404);
    expect((await stranger.get('/v1/alert-queues')).status).toBe(403);
    expect((await stranger.get('/v1/muting-rules')).status).toBe(403);
    expect((await detector.get(`/v1/alerts/${id}`)).status).toBe(200);
  });
});
