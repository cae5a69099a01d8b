import type { MeView } from '../../libs/access/access.dto';
import type { PersonView, TeamView } from '../../libs/access/teams/teams.dto';
import type { CaseView } from '../../libs/cases/cases.dto';
import type { MemberView } from '../../libs/cases/members/case-members.controller';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';

interface Listed<T> {
  items: T[];
  nextCursor: string | null;
}

describe('teams, and the people whom a case can be given to', () => {
  let app: TestApp;
  let admin: HttpClient;
  let investigator: HttpClient;
  let me: string;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    admin = await app.as('administrator');
    investigator = await app.as('investigator');
    me = (await investigator.get<MeView>('/v1/me')).body.id;
  });
  afterAll(() => app.stop());

  const file = async (over: object = {}): Promise<CaseView> =>
    (
      await investigator.post<CaseView>('/v1/cases', {
        kind: 'other',
        title: 'A network of accounts',
        severity: 2,
        ...over,
      })
    ).body;
  const disabled = async (name: string): Promise<string> => {
    const person = await app.as('analyst', name);
    const { id } = (await person.get<MeView>('/v1/me')).body;
    await admin.patch(`/v1/users/${id}`, { disabled: true });
    return id;
  };

  it('are made, changed and archived by an administrator only', async () => {
    expect((await investigator.post('/v1/teams', { name: 'Intel' })).status).toBe(403);
    const made = await admin.post<TeamView>('/v1/teams', { name: 'Intel', memberIds: [me] });
    expect(made).toMatchObject({ status: 201, body: { members: [{ id: me, name: 'investigator' }] } });
    expect((await admin.post('/v1/teams', { name: 'Intel' })).status).toBe(409);
    expect(await admin.post('/v1/teams', { name: 'X', memberIds: [me, crypto.randomUUID()] })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/memberIds/1' }] },
    });
    const { id } = made.body;
    expect((await admin.patch<TeamView>(`/v1/teams/${id}`, { memberIds: [] })).body.members).toEqual([]);
    expect(
      (await admin.patch<TeamView>(`/v1/teams/${id}`, { isArchived: true })).body.archivedAt,
    ).not.toBeNull();
    expect(
      await investigator.post('/v1/cases', { kind: 'other', title: 'A', severity: 1, teamId: id }),
    ).toMatchObject({ status: 400, body: { errors: [{ pointer: '/teamId' }] } });
  });

  it('lists people by name, by the beginning of the name, without the disabled', async () => {
    await app.as('analyst', 'zoe-1');
    await app.as('analyst', 'zoe-2');
    await disabled('zoe-3');
    const first = await investigator.get<Listed<PersonView>>('/v1/people?name=ZOE&limit=1');
    expect(first.body.items.map((one) => one.name)).toEqual(['zoe-1']);
    const next = await investigator.get<Listed<PersonView>>(
      `/v1/people?name=ZOE&limit=1&cursor=${first.body.nextCursor}`,
    );
    expect(next.body).toMatchObject({ items: [{ name: 'zoe-2', roles: ['analyst'] }], nextCursor: null });
    expect((await investigator.get<Listed<PersonView>>('/v1/people?name=%25')).body.items).toEqual([]);
  });

  it('names people by their ids, the disabled too, since history names them', async () => {
    const [gone, there] = [await disabled('zoe-gone'), me];
    for (const query of [`ids=${gone}`, `ids=${gone}&ids=${there}`]) {
      const { body } = await investigator.get<Listed<PersonView>>(`/v1/people?${query}`);
      expect(body.items).toContainEqual(expect.objectContaining({ id: gone, isDisabled: true }));
      expect(body.items).toHaveLength(query.split('&').length);
    }
    expect((await investigator.get('/v1/people?ids=somebody')).status).toBe(400);
  });

  it('does not give a case to somebody disabled or unknown', async () => {
    const { id, version } = await file();
    for (const ownerId of [await disabled('gone'), crypto.randomUUID()]) {
      expect(await investigator.patch(`/v1/cases/${id}`, { version, ownerId })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/ownerId' }] },
      });
    }
  });

  it('keeps the members of a case with their part', async () => {
    const { id } = await file();
    const path = `/v1/cases/${id}/members/${me}`;
    await investigator.put(path, { part: 'Clusters' });
    const again = await investigator.put<MemberView[]>(path, { part: 'Attribution' });
    expect(again.body).toEqual([expect.objectContaining({ userId: me, part: 'Attribution' })]);
    expect((await investigator.delete<MemberView[]>(path)).body).toEqual([]);
    expect((await investigator.delete(path)).status).toBe(200);
  });

  it('sorts and filters cases page by page', async () => {
    const team = (await admin.post<TeamView>('/v1/teams', { name: 'Triage' })).body.id;
    const filed = [];
    for (const severity of [2, 4, 3])
      filed.push(await file({ severity, teamId: team, tags: ['  Proxy  Net '] }));
    await investigator.patch(`/v1/cases/${filed[0]!.id}`, { version: 1, title: 'Changed' });
    const order = async (sort: string): Promise<string[]> => {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: { body: Listed<CaseView> } = await investigator.get(
          `/v1/cases?teamId=${team}&tag=PROXY+net&sort=${sort}&limit=1${cursor && `&cursor=${cursor}`}`,
        );
        seen.push(...page.body.items.map((item) => item.id));
        cursor = page.body.nextCursor;
      }
      return seen;
    };
    const [a, b, c] = filed.map((one) => one.id);
    expect(await order('newest')).toEqual([c, b, a]);
    expect(await order('updated')).toEqual([a, c, b]);
    expect(await order('severity')).toEqual([b, c, a]);
    expect((await investigator.get('/v1/cases?sort=severity&cursor=WyJ4IiwxXQ')).status).toBe(400);
  });

  it('remembers when each stage was first entered', async () => {
    const { id } = await file();
    const move = (stage: string, more: object = {}) =>
      investigator.post<CaseView>(`/v1/cases/${id}/transition`, { stage, ...more });
    const first = (await move('InProgress')).body.inProgressAt;
    await move('OnHold');
    const end = { resolution: 'TruePositive', impact: 'NoImpact', summary: 'Done.' };
    const closed = (await move('Closed', end)).body;
    const again = (await move('InProgress')).body;
    expect(again).toMatchObject({ inProgressAt: first, closedAt: null, firstClosedAt: closed.closedAt });
  });

  it('makes a label less restrictive only with a reason', async () => {
    const { id } = await file();
    expect(await investigator.patch(`/v1/cases/${id}`, { version: 1, tlp: 'GREEN' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/reason' }] },
    });
    const change = { version: 1, tlp: 'GREEN', reason: 'Published by the lab.' };
    expect((await investigator.patch(`/v1/cases/${id}`, change)).status).toBe(200);
  });
});
