import type { MeView } from '../../libs/access/access.dto';
import type { TeamView } from '../../libs/access/teams/teams.dto';
import type { CaseView } from '../../libs/cases/cases.dto';
import type { HitView } from '../../libs/search/search.dto';
import type { SavedViewView } from '../../libs/search/views/saved-views.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';

interface Listed<T> {
  items: T[];
  nextCursor: string | null;
}

describe('saved views', () => {
  let app: TestApp;
  let analyst: HttpClient;
  let colleague: HttpClient;
  let admin: HttpClient;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    analyst = await app.as('analyst');
    colleague = await app.as('analyst', 'colleague');
    admin = await app.as('administrator');
  });
  afterAll(() => app.stop());

  const idOf = async (who: HttpClient): Promise<string> => (await who.get<MeView>('/v1/me')).body.id;
  const keep = (who: HttpClient, over: object = {}) =>
    who.post<SavedViewView>('/v1/views', {
      name: crypto.randomUUID(),
      kind: 'cases',
      query: 'owner:me',
      ...over,
    });
  const sees = async (who: HttpClient, id: string): Promise<boolean> => {
    const listed = (await who.get<Listed<SavedViewView>>('/v1/views?limit=1000')).body.items.some(
      (one) => one.id === id,
    );
    expect((await who.get(`/v1/views/${id}`)).status).toBe(listed ? 200 : 404);
    return listed;
  };
  const found = async (who: HttpClient, id: string): Promise<string[]> =>
    (await who.get<Listed<HitView>>(`/v1/views/${id}/results`)).body.items.map((one) => one.title);

  it('are there from the start, each with a query that is valid', async () => {
    const { items } = (await analyst.get<Listed<SavedViewView>>('/v1/views')).body;
    expect(items.map((one) => one.name)).toEqual([
      'Confirmed this week',
      'High severity cases',
      'High severity this week',
      'My alerts',
      'My notes',
      'My open cases',
      'Unassigned alerts',
      'Unassigned cases',
    ]);
    for (const view of items) {
      expect((await analyst.get(`/v1/views/${view.id}/results`)).status).toBe(200);
      expect(
        (await keep(analyst, { kind: view.kind, query: view.query, columns: view.columns, sort: view.sort }))
          .status,
      ).toBe(201);
    }
    const { id, mayEdit } = items[0]!;
    expect(mayEdit).toBe(false);
    expect((await analyst.patch(`/v1/views/${id}`, { version: 1, name: 'Mine' })).status).toBe(403);
    expect(
      (await admin.patch<SavedViewView>(`/v1/views/${id}`, { version: 1, name: 'Just confirmed' })).body,
    ).toMatchObject({
      name: 'Just confirmed',
      version: 2,
    });
    expect((await admin.patch(`/v1/views/${id}`, { version: 2, sharedWith: 'none' })).status).toBe(400);
  });

  it('find for each reader what that reader asks for: me is the reader', async () => {
    for (const who of [analyst, colleague])
      await who.post<CaseView>('/v1/cases', {
        kind: 'other',
        title: `Of ${(await who.get<MeView>('/v1/me')).body.name}`,
        severity: 1,
        ownerId: await idOf(who),
      });
    const { id } = (await keep(analyst, { sharedWith: 'everyone' })).body;
    expect(await found(analyst, id)).toEqual(['Of analyst']);
    expect(await found(colleague, id)).toEqual(['Of colleague']);
  });

  it('are seen by their owner, a team or everyone, and by nobody else', async () => {
    const team = (
      await admin.post<TeamView>('/v1/teams', { name: 'Views', memberIds: [await idOf(analyst)] })
    ).body.id;
    const { id } = (await keep(analyst)).body;
    expect([await sees(analyst, id), await sees(colleague, id)]).toEqual([true, false]);
    expect((await colleague.get(`/v1/views/${id}/results`)).status).toBe(404);
    expect((await colleague.patch(`/v1/views/${id}`, { version: 1, name: 'Mine' })).status).toBe(404);
    expect((await colleague.post(`/v1/views/${id}/copy`, { name: 'Mine' })).status).toBe(404);

    const shared = await analyst.patch<SavedViewView>(`/v1/views/${id}`, {
      version: 1,
      sharedWith: 'team',
      teamId: team,
    });
    expect(shared.body).toMatchObject({ teamName: 'Views', version: 2 });
    expect(await sees(colleague, id)).toBe(false);
    await admin.patch(`/v1/teams/${team}`, { memberIds: [await idOf(analyst), await idOf(colleague)] });
    expect(await sees(colleague, id)).toBe(true);

    const all = await analyst.patch<SavedViewView>(`/v1/views/${id}`, { version: 2, sharedWith: 'everyone' });
    expect(all.body).toMatchObject({ teamId: null });
    expect(await sees(admin, id)).toBe(true);
    expect((await keep(colleague, { sharedWith: 'team' })).body).toMatchObject({
      errors: [{ pointer: '/teamId' }],
    });
    expect((await keep(admin, { sharedWith: 'team', teamId: team })).body).toMatchObject({
      errors: [{ pointer: '/teamId' }],
    });
    expect((await keep(admin, { sharedWith: 'team', teamId: crypto.randomUUID() })).status).toBe(400);
  });

  it('are changed by their owner, who read them as they are, and copied by the others', async () => {
    const made = (
      await keep(analyst, { sharedWith: 'everyone', columns: ['number', 'owner'], sort: 'updated' })
    ).body;
    const path = `/v1/views/${made.id}`;
    expect((await colleague.patch(path, { version: 1, name: 'Taken' })).status).toBe(403);
    const [first, second] = await Promise.all(
      ['One', 'Two'].map((name) => analyst.patch<SavedViewView>(path, { version: 1, name })),
    );
    expect(new Set([first!.status, second!.status])).toEqual(new Set([200, 412]));
    expect((await analyst.patch(path, { name: 'Without a version' })).status).toBe(400);

    const copy = await colleague.post<SavedViewView>(`${path}/copy`, { name: 'Copied' });
    expect(copy.body).toMatchObject({
      query: made.query,
      columns: made.columns,
      sort: 'updated',
      sharedWith: 'none',
      mayEdit: true,
    });
    expect((await colleague.post(`${path}/copy`, { name: 'Copied' })).status).toBe(409);

    await analyst.patch(path, { version: 2, archived: true });
    expect(await sees(colleague, made.id)).toBe(false);
    expect(
      (await analyst.patch<SavedViewView>(path, { version: 3, archived: false })).body.archivedAt,
    ).toBeNull();
  });

  it('are refused when they could not be shown', async () => {
    expect((await keep(analyst, { query: 'ownr:me' })).body).toMatchObject({
      type: '/problems/invalid-query',
      nearest: 'owner',
    });
    expect((await keep(analyst, { columns: ['number', 'name'] })).body).toMatchObject({
      errors: [{ pointer: '/columns/1' }],
    });
    expect((await keep(analyst, { columns: ['number', 'number'] })).status).toBe(400);
    expect((await keep(analyst, { sort: 'name' })).status).toBe(400);
    const { id } = (await keep(analyst)).body;
    for (const change of [{ sort: 'constructor' }, { columns: ['constructor'] }, { query: '(' }])
      expect((await analyst.patch(`/v1/views/${id}`, { version: 1, ...change })).status).toBe(400);
    const detector = await app.detector('views', ['alerts.send', 'alerts.read']);
    for (const path of ['/v1/views', '/v1/views/00000000-0000-7000-8000-000000000305/results'])
      expect((await detector.get(path)).status).toBe(403);
  });

  it('are listed page by page', async () => {
    const whole = (await analyst.get<Listed<SavedViewView>>('/v1/views?kind=alerts')).body.items.map(
      (one) => one.id,
    );
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { body: Listed<SavedViewView> } = await analyst.get(
        `/v1/views?kind=alerts&limit=1${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.body.items.map((one) => one.id));
      cursor = page.body.nextCursor;
    }
    expect(seen).toEqual(whole);
    expect((await analyst.get('/v1/views?cursor=WyJ4IiwxXQ')).status).toBe(400);
  });
});
