import type { CaseAccountView } from '../../libs/cases/accounts/case-accounts.dto';
import type { CaseView } from '../../libs/cases/cases.dto';
import type { MergeResultView, MergeView } from '../../libs/cases/merge/case-merges.dto';
import type { TaskView } from '../../libs/cases/tasks/tasks.dto';
import { startApp, type TestApp } from '../support/app';
import type { Answer, HttpClient } from '../support/http-client';
import { type SlowDatabase, startSlowDatabase } from '../support/slow-database';

interface Listed<T> {
  items: T[];
}

/** What a request may need of round trips to the database, transaction and recognition of the caller included. */
const MOST_ROUND_TRIPS = 10;

const anAlert = (sourceRef: string, accounts: string[], over: object = {}) => ({
  type: 'distillation.payment_graph',
  sourceRef,
  title: `Finding ${sourceRef}`,
  severity: 2,
  confidence: 0.9,
  analytic: { name: 'shared-instrument', version: '1' },
  occurredFrom: '2026-05-01T00:00:00Z',
  occurredTo: '2026-05-02T00:00:00Z',
  detectedAt: '2026-05-02T01:00:00Z',
  subjects: { accounts, addresses: [`192.0.2.${accounts.length}`] },
  ...over,
});

describe('merges', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let detector: HttpClient;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    investigator = await app.as('investigator');
    detector = await app.detector('payment-graph');
    for (const key of ['loss', 'region', 'tip']) {
      const field = { key, label: key, type: 'text', kinds: ['distillation'], isRequiredToClose: false };
      const made = await (await app.as('administrator')).post('/v1/custom-fields', field);
      expect(made.status).toBe(201);
    }
  });
  afterAll(() => app.stop());

  const post = async <T = unknown>(path: string, body?: object, status?: number): Promise<T> => {
    const answer = await investigator.post<T>(path, body);
    if (status) expect({ path, ...answer }).toMatchObject({ status });
    else expect(answer.status).toBeLessThan(300);
    return answer.body;
  };
  const read = async <T>(path: string): Promise<T> => {
    const { status, body } = await investigator.get<T>(path);
    expect({ path, status }).toEqual({ path, status: 200 });
    return body;
  };
  const file = (over: object = {}): Promise<CaseView> =>
    post<CaseView>('/v1/cases', {
      kind: 'distillation',
      title: 'Coordinated extraction',
      severity: 2,
      playbook: false,
      ...over,
    });
  const list = (id: string, accountIds: string[]) =>
    post(`/v1/cases/${id}/accounts`, { accountIds, source: 'test' });
  const judge = (id: string, status: string, accountIds: string[]) =>
    post(`/v1/cases/${id}/accounts/verdicts`, { status, reason: `Seen in ${id}.`, accountIds });
  const merge = (from: CaseView, into: CaseView) =>
    post<CaseView>(`/v1/cases/${from.id}/merge`, { intoId: into.id, reason: 'One network.' });
  const mergesOf = async (id: string) =>
    (await read<Listed<MergeView>>(`/v1/cases/${id}/merges?limit=100`)).items;
  const lastMerge = async (id: string) => (await mergesOf(id))[0]!;
  const undo = (caseId: string, mergeId: string): Promise<Answer<MergeView>> =>
    investigator.post<MergeView>(`/v1/cases/${caseId}/merges/${mergeId}/undo`, { reason: 'Two networks.' });
  const undoLast = async (from: CaseView) => {
    const { status, body } = await undo(from.id, (await lastMerge(from.id)).id);
    expect(status).toBe(200);
    return body;
  };
  const accountsOf = async (id: string) => {
    const { items } = await read<Listed<CaseAccountView>>(`/v1/cases/${id}/accounts?limit=100`);
    return items.map((one) => `${one.accountId} ${one.status}`);
  };
  const alertsIn = async (caseId: string, alerts: object[]): Promise<void> => {
    const sent = await detector.post<{ results: { alertId: string }[] }>('/v1/alerts/batch', alerts);
    await post(`/v1/cases/${caseId}/alerts`, { alertIds: sent.body.results.map((one) => one.alertId) });
  };
  const PARTS = [
    'accounts',
    'keys',
    'entities',
    'violations',
    'members',
    'tasks',
    'dates',
    'notes',
    'links',
    'alerts',
    'playbook',
  ];
  /** Everything that a case shows, but for when and how often its row changed. */
  const look = async (id: string): Promise<Record<string, unknown>> => {
    const { version: _, updatedAt: __, ...own } = await read<CaseView>(`/v1/cases/${id}`);
    const parts = await Promise.all(
      PARTS.map(async (part) => [part, await read(`/v1/cases/${id}/${part}`)] as const),
    );
    return { ...own, ...Object.fromEntries(parts) };
  };

  /** A case with something in every part, which shares accounts with others that are filled so. */
  const filled = async (name: string, over: object = {}): Promise<CaseView> => {
    const subject = await file({ title: name, playbook: true, tags: ['shared', `of ${name}`], ...over });
    const { id } = subject;
    await alertsIn(id, [
      anAlert(`${name}-1`, [`${name}-a`]),
      anAlert(`${name}-2`, [`${name}-a`, `${name}-b`]),
    ]);
    await list(id, ['both', `${name}-a`, `${name}-b`]);
    await judge(id, 'confirmed', [`${name}-a`, ...(name.startsWith('grave') ? ['both'] : [])]);
    await post(`/v1/cases/${id}/keys/verdicts`, {
      verdict: 'cover',
      reason: 'Own customers.',
      keys: [{ apiKeyId: `key-${name}`, accountId: 'both' }],
    });
    const { id: userId } = await read<{ id: string }>('/v1/me');
    await investigator.put(`/v1/cases/${id}/members/${userId}`, { part: `Works on ${name}` });
    const { items } = await read<Listed<TaskView>>(`/v1/cases/${id}/tasks?limit=100`);
    const first = items.find((task) => task.dependsOn.length === 0)!;
    if (name.startsWith('grave')) {
      await post(`/v1/cases/${id}/tasks/${first.id}/transition`, { status: 'InProgress' });
      await post(`/v1/cases/${id}/tasks/${first.id}/log`, { text: 'Begun.' });
    }
    await post(`/v1/cases/${id}/tasks`, {
      tasks: [
        { title: `Ask ${name}`, ref: 'ask' },
        { title: `Write ${name}`, dependsOn: ['ask', first.id] },
      ],
    });
    await post(`/v1/cases/${id}/notes`, { text: `Note of ${name}` });
    await post(`/v1/cases/${id}/dates`, {
      kind: 'occurred_from',
      onDate: name.startsWith('grave') ? '2026-04-20' : '2026-04-22',
      zone: 'UTC',
      precision: 'day',
      assertedBy: 'Analyst',
      source: 'A list',
    });
    return subject;
  };

  it('take everything along, to be seen and worked on from the survivor, and give it back to the letter', async () => {
    const from = await filled('grave', {
      severity: 4,
      tlp: 'RED',
      customFields: { loss: 'great', region: 'eu' },
    });
    const into = await filled('mild', { customFields: { loss: 'small' } });
    const third = await file({ title: 'Third' });
    for (const one of [from, into])
      await post(`/v1/cases/${one.id}/links`, { kind: 'related', caseId: third.id, reason: 'A report.' });
    await post(`/v1/cases/${third.id}/links`, { kind: 'part_of', caseId: from.id, reason: 'A report.' });
    await post(`/v1/cases/${from.id}/links`, { kind: 'causes', caseId: into.id, reason: 'A guess.' });
    const before = [await look(from.id), await look(into.id), await look(third.id)];

    const survivor = await merge(from, into);
    expect(survivor).toMatchObject({
      id: into.id,
      severity: 4,
      tlp: 'RED',
      tags: ['of grave', 'of mild', 'shared'],
      customFields: { loss: 'small', region: 'eu' },
      occurredAt: '2026-04-22T00:00:00.000Z',
    });
    const seen = (await look(into.id)) as Record<string, Listed<Record<string, string>>>;
    expect(await accountsOf(into.id)).toEqual([
      'both confirmed',
      'grave-a confirmed',
      'grave-b suspected',
      'mild-a confirmed',
      'mild-b suspected',
    ]);
    expect(seen.keys!.items.map((one) => one.apiKeyId)).toEqual(['key-grave', 'key-mild']);
    expect(seen.alerts!.items).toHaveLength(4);
    expect(seen.notes!.items.map((one) => one.text)).toEqual(['Note of mild', 'Note of grave']);
    expect(seen.dates).toHaveLength(2);
    expect(
      (seen.links!.items as { kind: string; caseTitle: string }[]).map((one) => one.kind).sort(),
    ).toEqual(['has_part', 'related']);
    const tasks = (seen.tasks!.items as unknown as TaskView[]).map((one) => one.title);
    expect(tasks).toEqual(expect.arrayContaining(['Ask grave', 'Write grave', 'Ask mild', 'Write mild']));
    const begun = (seen.tasks!.items as unknown as TaskView[]).find((one) => one.status === 'InProgress')!;
    expect((await read<Listed<object>>(`/v1/cases/${into.id}/tasks/${begun.id}/log`)).items).toHaveLength(1);
    const written = (seen.tasks!.items as unknown as TaskView[]).find((one) => one.title === 'Write grave')!;
    expect(written.dependsOn.map((one) => one.title).sort()).toEqual(['Ask grave', begun.title].sort());
    expect(await read<CaseView>(`/v1/cases/${from.id}`)).toMatchObject({
      stage: 'Closed',
      mergedIntoId: into.id,
    });

    const record = await lastMerge(into.id);
    expect(record).toMatchObject({
      fromNumber: from.number,
      intoNumber: into.number,
      reason: 'One network.',
      leftOut: { customFields: { loss: 'great' } },
      counts: {
        alerts: 2,
        linksRetracted: 2,
        links: 1,
        copied: { account: { added: 2, both: 1 }, key: { added: 1, both: 0 }, member: { added: 0, both: 1 } },
      },
      undone: null,
    });

    const undone = await undoLast(from);
    expect(undone.undone).toMatchObject({
      reason: 'Two networks.',
      outcome: {
        alerts: 2,
        alertsGone: 0,
        links: 3,
        dependenciesCut: 0,
        labelsKept: [],
        copied: { account: { removed: 2, restored: 1, kept: 0, changed: 0, carried: 0 } },
      },
    });
    expect([await look(from.id), await look(into.id), await look(third.id)]).toEqual(before);
    expect((await undo(into.id, record.id)).body).toEqual(undone);
  });

  it('keep what somebody changed since, and carry the later verdict back', async () => {
    const [from, into] = [await file({ tlp: 'RED', tags: ['x'] }), await file()];
    await list(from.id, ['one', 'two', 'three']);
    await alertsIn(from.id, [anAlert('since-1', ['one']), anAlert('since-2', ['two'])]);
    await merge(from, into);
    await judge(into.id, 'cleared', ['two']);
    await list(into.id, ['four']);
    await alertsIn(into.id, [anAlert('since-3', ['nine'])]);
    const [gone] = (await read<Listed<{ alertId: string }>>(`/v1/cases/${into.id}/alerts`)).items;
    await post(`/v1/cases/${into.id}/alerts/detach`, { alertIds: [gone!.alertId], reason: 'Not ours.' });
    const present = await read<CaseView>(`/v1/cases/${into.id}`);
    await investigator.patch(`/v1/cases/${into.id}`, {
      version: present.version,
      tlp: 'GREEN',
      reason: 'To be told.',
    });
    const { undone } = await undoLast(from);
    expect(undone!.outcome).toMatchObject({
      alerts: 1,
      alertsGone: 1,
      labelsKept: ['tlp'],
      copied: { account: { removed: 2, restored: 0, kept: 0, changed: 1, carried: 1 } },
    });
    expect(await accountsOf(into.id)).toEqual(['four suspected', 'two cleared']);
    expect(await accountsOf(from.id)).toEqual(['one suspected', 'three suspected', 'two cleared']);
    expect(await read<CaseView>(`/v1/cases/${into.id}`)).toMatchObject({ tlp: 'GREEN', tags: [] });
    expect(await read<CaseView>(`/v1/cases/${from.id}`)).toMatchObject({
      stage: 'New',
      tlp: 'RED',
      tags: ['x'],
    });
    const left = await read<Listed<object>>(`/v1/cases/${into.id}/alerts`);
    expect(left.items).toHaveLength(1);
  });

  it.each([
    ['the first', [0, 1]],
    ['the second', [1, 0]],
  ])('into one survivor are undone in any order (%s first)', async (_, order) => {
    const into = await file();
    const cases = [await file({ severity: 3 }), await file({ severity: 4 })];
    await list(into.id, ['own', 'all']);
    for (const [at, { id }] of cases.entries()) {
      await list(id, ['all', 'two', `only-${at}`]);
      await judge(id, at === 0 ? 'confirmed' : 'cleared', ['all', 'two']);
    }
    const before = await Promise.all([...cases, into].map(({ id }) => look(id)));
    for (const one of cases) await merge(one, into);
    expect(await accountsOf(into.id)).toEqual([
      'all cleared',
      'only-0 suspected',
      'only-1 suspected',
      'own suspected',
      'two cleared',
    ]);
    const [gone, stays] = [order[0]!, order[1]!];
    await undoLast(cases[gone]!);
    const verdict = stays === 0 ? 'confirmed' : 'cleared';
    expect(await accountsOf(into.id)).toEqual([
      `all ${verdict}`,
      `only-${stays} suspected`,
      'own suspected',
      `two ${verdict}`,
    ]);
    expect((await read<CaseView>(`/v1/cases/${into.id}`)).severity).toBe(stays === 0 ? 3 : 4);
    await undoLast(cases[stays]!);
    expect(await Promise.all([...cases, into].map(({ id }) => look(id)))).toEqual(before);
  });

  it('one after the other are undone from the last, and not while the survivor is closed', async () => {
    const [a, b, c] = [await file(), await file(), await file()];
    await list(a.id, ['chain']);
    await alertsIn(a.id, [anAlert('chain-1', ['chain'])]);
    await merge(a, b);
    await merge(b, c);
    const [first, second] = [await lastMerge(a.id), await lastMerge(c.id)];
    expect(await undo(a.id, first.id)).toMatchObject({
      status: 409,
      body: { mergedIntoId: c.id, detail: expect.stringContaining('undo that merge first') as string },
    });
    const end = { resolution: 'FalsePositive', impact: 'NotApplicable', summary: 'A test of ours.' };
    await post(`/v1/cases/${c.id}/transition`, { stage: 'Closed', ...end });
    expect(await undo(c.id, second.id)).toMatchObject({
      status: 409,
      body: { type: '/problems/case-closed' },
    });
    await post(`/v1/cases/${c.id}/transition`, { stage: 'InProgress' });
    expect((await undo(c.id, second.id)).status).toBe(200);
    expect([await accountsOf(c.id), await accountsOf(b.id)]).toEqual([[], ['chain suspected']]);
    expect((await undo(a.id, first.id)).status).toBe(200);
    expect([await accountsOf(b.id), await accountsOf(a.id)]).toEqual([[], ['chain suspected']]);
    expect((await read<Listed<object>>(`/v1/cases/${a.id}/alerts`)).items).toHaveLength(1);
  });

  it('of several cases answer for each, and once however often they are said', async () => {
    const into = await file();
    const open = [await file(), await file()];
    const closed = await file({ summary: 'Nothing.' });
    const end = { resolution: 'FalsePositive', impact: 'NotApplicable' };
    await post(`/v1/cases/${closed.id}/transition`, { stage: 'Closed', ...end });
    for (const { id } of open) await list(id, ['same', id]);
    const fromIds = [open[0]!.id, closed.id, into.id, crypto.randomUUID(), open[1]!.id];
    const many = () => post<MergeResultView[]>(`/v1/cases/${into.id}/merges`, { fromIds, reason: 'One.' });
    const results = await many();
    expect(results.map((one) => one.problem?.status ?? 200)).toEqual([200, 409, 409, 404, 200]);
    expect((await accountsOf(into.id)).length).toBe(3);
    expect((await mergesOf(into.id)).map((one) => one.id).sort()).toEqual(
      results.flatMap((one) => one.mergeId ?? []).sort(),
    );
    expect((await many()).map((one) => one.mergeId)).toEqual(results.map((one) => one.mergeId));
    await undoLast(open[1]!);
    expect(await accountsOf(into.id)).toEqual([`${open[0]!.id} suspected`, 'same suspected'].sort());
    await undoLast(open[0]!);
    expect(await accountsOf(into.id)).toEqual([]);
  });

  it('at the same moment leave one survivor and say no to the other', async () => {
    const pair = async () => [await file(), await file(), await file()] as const;
    const go = (from: CaseView, into: CaseView) =>
      investigator.post<CaseView>(`/v1/cases/${from.id}/merge`, { intoId: into.id });
    const states = async (...of: CaseView[]) =>
      (await Promise.all(of.map((one) => read<CaseView>(`/v1/cases/${one.id}`)))).map(
        (one) => one.mergedIntoId,
      );
    const statuses = (answers: Answer<unknown>[]) =>
      answers.map((one) => one.status).sort((one, other) => one - other);
    {
      const [a, b] = await pair();
      expect(statuses(await Promise.all([go(a, b), go(b, a)]))).toEqual([200, 409]);
      expect((await states(a, b)).filter((one) => one === null)).toHaveLength(1);
    }
    {
      const [a, b, c] = await pair();
      expect(statuses(await Promise.all([go(a, b), go(a, c)]))).toEqual([200, 409]);
      expect((await states(b, c)).every((one) => one === null)).toBe(true);
    }
    {
      const [a, b] = await pair();
      const end = { stage: 'Closed', resolution: 'Other', impact: 'NoImpact', summary: 'Over.' };
      const both = await Promise.all([go(a, b), investigator.post(`/v1/cases/${b.id}/transition`, end)]);
      expect(both[1].status).toBe(200);
      expect([200, 409]).toContain(both[0].status);
      expect((await states(a))[0]).toBe(both[0].status === 200 ? b.id : null);
    }
    {
      const [a, b, c] = await pair();
      await list(a.id, ['raced']);
      await merge(a, b);
      const { id } = await lastMerge(a.id);
      const both = await Promise.all([undo(a.id, id), undo(b.id, id), go(b, c), go(a, b)]);
      expect(both[0].status).toBe(both[1].status);
      const [ofA, ofB] = await states(a, b);
      if (both[0].status === 200) expect([null, b.id]).toContain(ofA);
      else expect([both[0].status, ofA, ofB]).toEqual([409, b.id, c.id]);
      const holders = await Promise.all([a, b, c].map(({ id: one }) => accountsOf(one)));
      expect(holders.flat()).toContain('raced suspected');
    }
  });

  it('leave orders, clocks and letters with their case, in reach of the survivor', async () => {
    const [legal, policy] = [await app.as('legal'), await app.as('policy')];
    const [from, into] = [await file(), await file()];
    await list(from.id, ['banned']);
    await judge(from.id, 'confirmed', ['banned']);
    const order = await post<{ id: string }>(`/v1/cases/${from.id}/orders`, {
      action: 'ban',
      reason: 'Model extraction',
      accounts: 'confirmed',
    });
    const facts = `/v1/cases/${from.id}/facts`;
    const fact = {
      key: 'aware',
      at: '2026-06-05T15:20:00Z',
      zone: 'Europe/Brussels',
      source: 'A call',
    };
    expect(await legal.post(facts, fact)).toMatchObject({ status: 201 });
    const regime = { regimeId: 'EU-GDPR-33', result: 'applicable', because: 'Decided by counsel' };
    expect((await legal.post(`/v1/cases/${from.id}/determinations`, regime)).status).toBe(201);
    await merge(from, into);
    const ids = async (who: HttpClient, path: string) => {
      const { body } = await who.get<
        Listed<{ id: string; caseId: string }> & { id: string; caseId: string }[]
      >(path);
      return (body.items ?? body).map((one) => one.caseId);
    };
    expect(await ids(investigator, `/v1/orders?caseId=${into.id}`)).toEqual([from.id]);
    expect(await ids(legal, `/v1/cases/${into.id}/facts`)).toEqual([from.id]);
    expect(await ids(legal, `/v1/cases/${into.id}/determinations`)).toEqual([from.id]);
    const clocks = await legal.get<{ id: string; caseId: string; state: string }[]>(
      `/v1/cases/${into.id}/obligations`,
    );
    const running = clocks.body.find((one) => one.state === 'running')!;
    expect(running.caseId).toBe(from.id);
    const sent = { at: '2026-06-08T09:00:00Z', reference: 'A number' };
    expect((await legal.post(`/v1/obligations/${running.id}/fulfil`, sent)).status).toBe(200);
    expect(await ids(policy, `/v1/letters?caseId=${into.id}`)).toEqual([]);
    expect((await investigator.post(`/v1/orders/${order.id}/propose`)).status).toBe(200);
  });

  it('are undone with a reason by those who assess cases', async () => {
    const [from, into] = [await file(), await file()];
    await merge(from, into);
    const path = `/v1/cases/${from.id}/merges/${(await lastMerge(from.id)).id}/undo`;
    expect((await (await app.as('auditor')).post(path, { reason: 'No.' })).status).toBe(403);
    expect((await investigator.post(path, {})).status).toBe(400);
    expect((await undo(from.id, crypto.randomUUID())).status).toBe(404);
    expect((await undo((await file()).id, (await lastMerge(from.id)).id)).status).toBe(404);
    expect((await undo(from.id, (await lastMerge(from.id)).id)).status).toBe(200);
  });
});

describe('merges that correlation made and a person undid', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let detector: HttpClient;

  beforeAll(async () => {
    app = await startApp();
    [investigator, detector] = [await app.as('investigator'), await app.detector('payment-graph')];
  });
  afterAll(() => app.stop());

  const read = async <T>(path: string): Promise<T> => (await investigator.get<T>(path)).body;

  it('stay apart, until a person merges them again', async () => {
    const send = (alerts: object[]) => detector.post('/v1/alerts/batch', alerts);
    const caseOf = async (ref: string) => {
      const rows: { case_id: string }[] = await app.db.query(
        'SELECT case_id FROM alerts WHERE source_ref = $1',
        [ref],
      );
      return read<CaseView>(`/v1/cases/${rows[0]!.case_id}`);
    };
    await send([anAlert('apart-1', ['ap1']), anAlert('apart-2', ['ap1'])]);
    await app.drain();
    await send([anAlert('apart-3', ['ap2']), anAlert('apart-4', ['ap2'])]);
    await app.drain();
    const [older, younger] = [await caseOf('apart-1'), await caseOf('apart-3')];
    await send([anAlert('apart-5', ['ap1', 'ap2'])]);
    await app.drain();
    expect((await caseOf('apart-3')).id).toBe(older.id);
    expect((await caseOf('apart-1')).title).toContain('2 accounts');
    const { items } = await read<Listed<MergeView>>(`/v1/cases/${younger.id}/merges`);
    const undone = await investigator.post(`/v1/cases/${older.id}/merges/${items[0]!.id}/undo`, {
      reason: 'Two networks.',
    });
    expect(undone.status).toBe(200);
    await app.drain();
    expect([(await caseOf('apart-3')).id, (await caseOf('apart-5')).id]).toEqual([younger.id, older.id]);
    expect(await read<CaseView>(`/v1/cases/${younger.id}`)).toMatchObject({
      stage: 'New',
      title: younger.title,
    });
    await send([anAlert('apart-6', ['ap1', 'ap2'])]);
    await app.drain();
    expect((await caseOf('apart-3')).id).toBe(younger.id);
    const again = await investigator.post(`/v1/cases/${younger.id}/merge`, { intoId: older.id });
    expect(again.status).toBe(200);
    expect((await caseOf('apart-3')).id).toBe(older.id);
  });
});

describe('merges with a database far away', () => {
  let app: TestApp;
  let slow: SlowDatabase;

  beforeAll(async () => {
    app = await startApp({
      worker: false,
      detour: async (url) => (slow = await startSlowDatabase(url, 2)).url,
    });
  });
  afterAll(async () => {
    await app?.stop();
    await slow?.stop();
  });

  it('need no more round trips than any act, done and undone', async () => {
    const investigator = await app.as('investigator');
    const detector = await app.detector('distant');
    const aCase = async (name: string): Promise<string> => {
      const { body } = await investigator.post<CaseView>('/v1/cases', {
        kind: 'distillation',
        title: name,
        severity: 2,
      });
      const sent = await detector.post<{ results: { alertId: string }[] }>('/v1/alerts/batch', [
        anAlert(name, [`${name}-1`]),
      ]);
      const alertIds = sent.body.results.map((one) => one.alertId);
      await investigator.post(`/v1/cases/${body.id}/alerts`, { alertIds });
      await investigator.post(`/v1/cases/${body.id}/accounts`, { from: 'alerts' });
      return body.id;
    };
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) ids.push(await aCase(name));
    const counted = async <T>(act: () => Promise<Answer<T>>): Promise<T> => {
      const before = slow.roundTrips();
      const { status, body } = await act();
      expect(status).toBe(200);
      expect(slow.roundTrips() - before).toBeLessThanOrEqual(MOST_ROUND_TRIPS);
      return body;
    };
    await counted(() => investigator.post(`/v1/cases/${ids[0]}/merge`, { intoId: ids[1] }));
    const results = await counted(() =>
      investigator.post<MergeResultView[]>(`/v1/cases/${ids[1]}/merges`, { fromIds: ids.slice(2) }),
    );
    await app.db.query('UPDATE cases SET is_derived = true WHERE id = $1', [ids[1]]);
    await counted(() => investigator.get(`/v1/cases/${ids[1]}/merges`));
    const mergeId = results[0]!.mergeId!;
    await counted(() => investigator.post(`/v1/cases/${ids[1]}/merges/${mergeId}/undo`, { reason: 'No.' }));
  });
});
