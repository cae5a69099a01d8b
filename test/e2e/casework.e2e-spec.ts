import type { MeView } from '../../libs/access/access.dto';
import type { CaseBulkResultView, CaseView, OwedView } from '../../libs/cases/cases.dto';
import type { CustomFieldView } from '../../libs/cases/fields/custom-fields.dto';
import type { AppliedPlaybookView, PlaybookView } from '../../libs/cases/playbooks/playbooks.dto';
import type { LogEntryView, TaskView } from '../../libs/cases/tasks/tasks.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';

interface Listed<T> {
  items: T[];
  nextCursor: string | null;
}

describe('a case, worked on from filing to closing', () => {
  let app: TestApp;
  let admin: HttpClient;
  let investigator: HttpClient;
  let analyst: HttpClient;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    [admin, investigator, analyst] = await Promise.all([
      app.as('administrator'),
      app.as('investigator'),
      app.as('analyst'),
    ]);
  });
  afterAll(() => app.stop());

  const file = async (over: object = {}): Promise<CaseView> => {
    const body = { kind: 'other', title: 'A network of accounts', severity: 2, ...over };
    const filed = await investigator.post<CaseView>('/v1/cases', body);
    expect(filed.status).toBe(201);
    return filed.body;
  };
  const tasksOf = async (id: string): Promise<TaskView[]> =>
    (await investigator.get<Listed<TaskView>>(`/v1/cases/${id}/tasks?limit=1000`)).body.items;
  const add = async (id: string, ...tasks: object[]): Promise<TaskView[]> => {
    const added = await investigator.post<TaskView[]>(`/v1/cases/${id}/tasks`, { tasks });
    expect(added.status).toBe(201);
    return added.body;
  };
  const moveTask = (task: TaskView, status: string, more: object = {}) =>
    investigator.post<TaskView>(`/v1/cases/${task.caseId}/tasks/${task.id}/transition`, { status, ...more });
  const move = (id: string, body: object) => investigator.post<CaseView>(`/v1/cases/${id}/transition`, body);
  const end = { stage: 'Closed', resolution: 'TruePositive', impact: 'WithImpact', summary: 'Repaired.' };

  it('of wrongful enforcement closes when what its playbook requires is done', async () => {
    const { id, version } = await file({ kind: 'wrongful_enforcement', title: 'A firm was banned' });
    const tasks = await tasksOf(id);
    const byKey = (key: string): TaskView =>
      tasks.find((task) => task.playbookKey === `wrongful_enforcement/${key}`)!;
    expect(byKey('verify-access').dependsOn).toEqual([
      { id: byKey('reinstate').id, title: 'Reinstate', status: 'Waiting' },
    ]);
    expect(byKey('stop-billing')).toMatchObject({ dueInHours: 2, dueZone: 'UTC', isMandatory: true });
    await move(id, { stage: 'InProgress' });

    const early = await move(id, end);
    expect(early).toMatchObject({
      status: 409,
      body: {
        missing: ['tasks', 'customFields'],
        fields: ['affectedPeople', 'billingStoppedAt', 'reinstatedAt'],
      },
    });
    const owed = async () => (await investigator.get<OwedView>(`/v1/cases/${id}/owed`)).body;
    expect(await owed()).toMatchObject({
      tasks: (early.body as unknown as { tasks: object[] }).tasks,
      fields: ['affectedPeople', 'billingStoppedAt', 'reinstatedAt'],
    });
    expect((early.body as unknown as { tasks: object[] }).tasks).toHaveLength(
      tasks.filter((task) => task.isMandatory).length,
    );

    expect(await moveTask(byKey('verify-access'), 'Completed')).toMatchObject({
      status: 409,
      body: { type: '/problems/task-waits', tasks: [{ title: 'Reinstate' }] },
    });
    const order = [...tasks].filter((task) => task.isMandatory);
    for (let open = order; open.length > 0;) {
      const left: TaskView[] = [];
      for (const task of open) if ((await moveTask(task, 'Completed')).status !== 200) left.push(task);
      expect(left.length).toBeLessThan(open.length);
      open = left;
    }
    const values = {
      affectedPeople: 110,
      billingStoppedAt: '2026-06-05T12:00:00Z',
      reinstatedAt: '2026-06-05T15:00:00+02:00',
    };
    const change = { version: version + 1, customFields: values };
    expect((await investigator.patch<CaseView>(`/v1/cases/${id}`, change)).body.customFields).toEqual(values);
    expect(await owed()).toEqual({ tasks: [], fields: [] });
    expect((await move(id, end)).body).toMatchObject({
      stage: 'Closed',
      allowed: { stages: ['InProgress'] },
    });
    expect(
      (
        await moveTask(
          tasks.find((task) => !task.isMandatory)!,
          'Completed',
        )
      ).status,
    ).toBe(409);
  });

  it('closes with work left only for a reason, which the timeline keeps; a false alarm owes nothing', async () => {
    const { id } = await file({ kind: 'distillation' });
    expect((await move(id, end)).status).toBe(409);
    expect((await move(id, { ...end, forceReason: 'Handed to another lab.' })).status).toBe(200);
    const timeline = await investigator.get<Listed<{ action: string; details: object }>>(
      `/v1/cases/${id}/timeline`,
    );
    expect(timeline.body.items[0]).toMatchObject({
      action: 'case.moved',
      details: { forceReason: 'Handed to another lab.', blockers: { fields: ['targetedCapabilities'] } },
    });
    const other = await file({ kind: 'distillation' });
    const moot = { ...end, resolution: 'FalsePositive', impact: 'NotApplicable' };
    expect((await move(other.id, moot)).status).toBe(200);
  });

  it('has its playbook once, and remembers which version', async () => {
    const { id } = await file({ kind: 'region_evasion', playbook: false });
    expect(await tasksOf(id)).toEqual([]);
    const apply = () => investigator.post<AppliedPlaybookView[]>(`/v1/cases/${id}/playbook`);
    expect((await Promise.all([apply(), apply()])).map((answer) => answer.status)).toEqual([200, 200]);
    const before = await tasksOf(id);
    const all = (await admin.get<PlaybookView[]>('/v1/playbooks')).body;
    expect(all.map((one) => one.kind)).toEqual([
      'academic_replication',
      'credential_theft',
      'distillation',
      'misuse',
      'region_evasion',
      'resale',
      'wrongful_enforcement',
    ]);
    const { name, description, tasks, requiredFields, version } = all.find(
      (one) => one.kind === 'region_evasion',
    )!;
    expect(before).toHaveLength(tasks.length);
    const extra = {
      ...tasks[0]!,
      key: 'tell-carrier',
      title: 'Tell the carrier',
      dependsOn: [tasks[0]!.key],
    };
    const next = { version, name, description, requiredFields, tasks: [...tasks, extra] };
    expect((await investigator.put('/v1/playbooks/region_evasion', next)).status).toBe(403);
    expect((await admin.put<PlaybookView>('/v1/playbooks/region_evasion', next)).body.version).toBe(2);
    expect((await admin.put('/v1/playbooks/region_evasion', next)).status).toBe(412);
    expect((await apply()).body.map((one) => one.version)).toEqual([1, 2]);
    const after = await tasksOf(id);
    expect(after).toHaveLength(tasks.length + 1);
    expect(after.at(-1)!.dependsOn.map((one) => one.title)).toEqual([tasks[0]!.title]);
    expect(
      await admin.put('/v1/playbooks/region_evasion', {
        ...next,
        version: 2,
        requiredFields: ['nope'],
        tasks: [{ ...extra, dependsOn: ['tell-carrier'] }],
      }),
    ).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/tasks' }, { pointer: '/requiredFields/0' }] },
    });
  });

  it('checks custom fields against their definitions, which never lose a value their meaning', async () => {
    const define = (body: object) => admin.post<CustomFieldView>('/v1/custom-fields', body);
    const choice = (value: string, isArchived = false) => ({ value, label: value, isArchived });
    const field = (
      await define({
        key: 'lane',
        label: 'Lane',
        type: 'choice',
        kinds: ['other'],
        choices: [choice('fast'), choice('slow')],
      })
    ).body;
    await define({ key: 'handler', label: 'Handler', type: 'person', kinds: ['other'] });
    await define({ key: 'loss', label: 'Loss', type: 'money', kinds: ['other'] });
    expect((await define({ key: 'lane', label: 'x', type: 'text', kinds: [] })).status).toBe(409);
    const faults = await investigator.post('/v1/cases', {
      kind: 'other',
      title: 'A',
      severity: 1,
      customFields: { lane: 'none', loss: { minor: 1.5, currency: 'USD' }, 'a/b': 1, publication: 'x' },
    });
    expect(faults).toMatchObject({
      status: 400,
      body: {
        errors: [
          { pointer: '/customFields/lane' },
          { pointer: '/customFields/loss' },
          { pointer: '/customFields/a~1b' },
          { pointer: '/customFields/publication' },
        ],
      },
    });
    const { id } = await file({ customFields: { lane: 'fast', loss: { minor: 1200, currency: 'EUR' } } });
    const change = (choices: object[]) => admin.patch(`/v1/custom-fields/${field.id}`, { choices });
    expect((await change([choice('slow')])).status).toBe(400);
    expect((await change([choice('fast', true), choice('slow')])).status).toBe(200);
    const patch = (version: number, customFields: object) =>
      investigator.patch<CaseView>(`/v1/cases/${id}`, { version, customFields });
    expect((await patch(1, { lane: 'fast', loss: null })).body.customFields).toEqual({ lane: 'fast' });
    expect((await patch(2, { lane: 'slow' })).status).toBe(200);
    expect((await patch(3, { lane: 'fast' })).status).toBe(400);
    expect(await patch(3, { handler: crypto.randomUUID() })).toMatchObject({
      body: { errors: [{ pointer: '/customFields/handler' }] },
    });
  });

  it('has tasks in circles never, however they are added', async () => {
    const { id } = await file();
    const [a, b] = (await add(id, { title: 'A' }, { title: 'B' })) as [TaskView, TaskView];
    const depend = (task: TaskView, on: TaskView) =>
      investigator.patch(`/v1/cases/${id}/tasks/${task.id}`, { version: 1, dependsOn: [on.id] });
    const both = await Promise.all([depend(a, b), depend(b, a)]);
    expect(both.map((answer) => answer.status).toSorted((x, y) => x - y)).toEqual([200, 409]);
    const circle = [
      { title: 'C', ref: 'c', dependsOn: ['d'] },
      { title: 'D', ref: 'd', dependsOn: ['c'] },
    ];
    expect((await investigator.post(`/v1/cases/${id}/tasks`, { tasks: circle })).status).toBe(409);
    expect(await tasksOf(id)).toHaveLength(2);
  });

  it('is taken by one of two people, and so is a task', async () => {
    const { id } = await file();
    const [task] = (await add(id, { title: 'A' })) as [TaskView];
    for (const path of [`/v1/cases/${id}/take`, `/v1/cases/${id}/tasks/${task.id}/take`]) {
      const answers = await Promise.all([investigator.post(path), analyst.post(path)]);
      expect(answers.map((answer) => answer.status).toSorted((x, y) => x - y)).toEqual([200, 409]);
      const winner = answers[0]!.status === 200 ? investigator : analyst;
      expect((await winner.post(path)).status).toBe(200);
    }
  });

  it('is not closed beside a mandatory task that is being added', async () => {
    for (let i = 0; i < 5; i++) {
      const { id } = await file();
      const [closed, added] = await Promise.all([
        move(id, end),
        investigator.post(`/v1/cases/${id}/tasks`, { tasks: [{ title: 'A', isMandatory: true }] }),
      ]);
      expect([closed.status, added.status].toSorted((x, y) => x - y)).not.toEqual([200, 201]);
    }
  });

  it('refuses an edit of a task that was changed in another tab', async () => {
    const { id } = await file();
    const [task] = (await add(id, { title: 'A' })) as [TaskView];
    const edit = (title: string) =>
      investigator.patch(`/v1/cases/${id}/tasks/${task.id}`, { version: 1, title });
    const both = await Promise.all([edit('One'), edit('Two')]);
    expect(both.map((answer) => answer.status).toSorted((x, y) => x - y)).toEqual([200, 412]);
  });

  it('gives everybody their open tasks by when they are due', async () => {
    const me = (await analyst.get<MeView>('/v1/me')).body.id;
    const { id } = await file();
    const due = (at: string) => ({ at, zone: 'Europe/Brussels' });
    await add(
      id,
      { title: 'Some day', ownerId: me },
      { title: 'Second', ownerId: me, due: due('2026-06-11T10:00:00Z') },
      { title: 'First', ownerId: me, due: due('2026-06-10T10:00:00+02:00') },
    );
    const page = async (query: string) =>
      (await analyst.get<Listed<TaskView>>(`/v1/tasks?owner=me${query}`)).body;
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { items, nextCursor }: Listed<TaskView> = await page(`&limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...items.map((task) => task.title));
      cursor = nextCursor;
    }
    expect(seen.filter((title) => title !== 'A')).toEqual(['First', 'Second', 'Some day']);
    expect((await page('&dueBefore=2026-06-11T00:00:00Z')).items.map((task) => task.title)).toEqual([
      'First',
    ]);
    expect((await analyst.get('/v1/tasks?owner=somebody')).status).toBe(400);
    expect((await analyst.get<Listed<TaskView>>('/v1/tasks?owner=none')).body.items).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ ownerId: expect.any(String) })]),
    );
    expect((await analyst.get('/v1/tasks?cursor=WyJ4IiwieSJd')).status).toBe(400);
    const bad = { tasks: [{ title: 'A', due: { at: '2026-06-11T10:00:00Z', zone: 'Mars/Base' } }] };
    expect(await investigator.post(`/v1/cases/${id}/tasks`, bad)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/tasks/0/due/zone' }] },
    });
  });

  it('keeps what was done on a task', async () => {
    const { id } = await file();
    const [task] = (await add(id, { title: 'A' })) as [TaskView];
    const path = `/v1/cases/${id}/tasks/${task.id}/log`;
    await investigator.post(path, { text: 'Asked.' });
    await analyst.post(path, { text: 'Answered.' });
    const { items } = (await investigator.get<Listed<LogEntryView>>(path)).body;
    expect(items.map((one) => [one.authorName, one.text])).toEqual([
      ['investigator', 'Asked.'],
      ['analyst', 'Answered.'],
    ]);
  });

  it('is edited with many others as by itself, each with its own result', async () => {
    const filed = [await file(), await file(), await file({ tlp: 'RED' })];
    await move(filed[1]!.id, end);
    const me = (await investigator.get<MeView>('/v1/me')).body.id;
    const ids = [...filed.map((one) => one.id), crypto.randomUUID()];
    const { status, body } = await investigator.post<CaseBulkResultView[]>('/v1/cases/bulk-edit', {
      ids,
      ownerId: me,
      addTags: ['Sweep'],
      tlp: 'AMBER+STRICT',
      move: { stage: 'InProgress' },
      member: { userId: me, part: 'Leads' },
    });
    expect(status).toBe(200);
    expect(body.map((one) => one.problem?.type ?? one.version)).toEqual([
      3,
      '/problems/case-closed',
      '/problems/invalid-input',
      '/problems/not-found',
    ]);
    expect((await investigator.get<CaseView>(`/v1/cases/${ids[0]}`)).body).toMatchObject({
      ownerId: me,
      tags: ['sweep'],
      stage: 'InProgress',
    });
    expect((await investigator.get<CaseView>(`/v1/cases/${ids[2]}`)).body).toMatchObject({
      stage: 'New',
      tags: [],
      version: 1,
    });
    expect((await investigator.post('/v1/cases/bulk-edit', { ids })).status).toBe(400);
    // As alone, so among many: a case has no room for more than a hundred people.
    const full = await file();
    await app.db.query(
      `WITH crowd AS (
         INSERT INTO users (id, email, name, roles, status, created_at)
         SELECT gen_random_uuid(), n || '@crowd.example', 'Crowd', '{analyst}', 'active', now()
         FROM generate_series(1, 100) n RETURNING id)
       INSERT INTO case_members (case_id, user_id, part, added_by, added_at)
       SELECT $1, id, 'Reads', 'test', now() FROM crowd`,
      [full.id],
    );
    const alone = await investigator.put(`/v1/cases/${full.id}/members/${me}`, { part: 'Leads' });
    expect(alone.status).toBe(409);
    const among = { ids: [full.id], member: { userId: me, part: 'Leads' } };
    expect((await investigator.post('/v1/cases/bulk-edit', among)).body).toMatchObject([
      { id: full.id, problem: { status: 409 } },
    ]);
  });
});
