import type {
  AddedEntitiesView,
  EntityView,
  RetractedEntitiesView,
} from '../../libs/cases/entities/case-entities.dto';
import type {
  AccountPageView,
  CompanionView,
  EntityAppearanceView,
  EntityPageView,
  NamingAlertView,
} from '../../libs/cases/pages/subject-pages.dto';
import { startApp, type TestApp } from '../support/app';
import type { Answer, HttpClient } from '../support/http-client';

interface Listed<T> {
  items: T[];
  nextCursor: string | null;
}

describe('the entities of cases', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let analyst: HttpClient;
  let detector: HttpClient;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    [investigator, analyst] = await Promise.all([app.as('investigator'), app.as('analyst')]);
    detector = await app.detector('payment-graph');
  });
  afterAll(() => app.stop());

  const file = async (): Promise<string> =>
    (await investigator.post<{ id: string }>('/v1/cases', { kind: 'other', title: 'A ring', severity: 2 }))
      .body.id;
  const names = (kind: string, ...values: string[]) => values.map((value) => ({ kind, value }));
  const add = (caseId: string, entities: object[]) =>
    analyst.post<AddedEntitiesView>(`/v1/cases/${caseId}/entities`, {
      entities,
      reason: 'A partner named it.',
    });
  const retract = (caseId: string, entities: object[]) =>
    analyst.post<RetractedEntitiesView>(`/v1/cases/${caseId}/entities/retract`, {
      entities,
      reason: 'An office.',
    });
  const list = async (caseId: string, query = ''): Promise<EntityView[]> =>
    (await analyst.get<Listed<EntityView>>(`/v1/cases/${caseId}/entities${query}`)).body.items;
  const values = async (caseId: string, query = ''): Promise<string[]> =>
    (await list(caseId, query)).map((entity) => entity.value);
  const alert = (sourceRef: string, subjects: object, more: object = {}) => ({
    type: 'distillation.instrument',
    sourceRef,
    title: `Alert ${sourceRef}`,
    severity: 3,
    confidence: 0.9,
    analytic: { name: 'card-fanout' },
    occurredFrom: '2026-05-01T00:00:00Z',
    occurredTo: '2026-05-02T00:00:00Z',
    detectedAt: '2026-05-02T08:00:00Z',
    subjects,
    ...more,
  });
  const send = async (...alerts: object[]): Promise<string[]> => {
    const { body } = await detector.post<{ results: { alertId: string }[] }>('/v1/alerts/batch', alerts);
    return body.results.map((one) => one.alertId);
  };
  const pages = async <T>(path: string, limit: number): Promise<T[]> => {
    const all: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: Answer<Listed<T>> = await analyst.get(
        `${path}?limit=${limit}${cursor && `&cursor=${cursor}`}`,
      );
      expect(body.items.length).toBeLessThanOrEqual(limit);
      all.push(...body.items);
      cursor = body.nextCursor;
    }
    return all;
  };

  it('are added by hand in one spelling, found by every filter, and counted in other cases', async () => {
    const [id, other] = [await file(), await file()];
    const mixed = [
      ...names('address', '198.51.100.7', '198.51.100.7', '2001:DB8:0::7', '198.51.100.99/24'),
      ...names('instrument', 'card_7'),
    ];
    expect((await add(id, mixed)).body).toEqual({ added: 4, restored: 0, already: 0 });
    expect((await add(id, mixed)).body).toEqual({ added: 0, restored: 0, already: 4 });
    await add(other, names('address', '198.51.100.7'));
    expect(await list(id)).toMatchObject([
      {
        kind: 'address',
        value: '198.51.100.0/24',
        source: 'staff',
        reason: 'A partner named it.',
        otherCases: 0,
      },
      { value: '198.51.100.7', otherCases: 1 },
      { value: '2001:db8::7' },
      { kind: 'instrument', value: 'card_7' },
    ]);
    expect(await values(id, '?kind=instrument')).toEqual(['card_7']);
    expect(await values(id, '?q=198.51.')).toEqual(['198.51.100.0/24', '198.51.100.7']);
    expect(await values(id, '?shared=true')).toEqual(['198.51.100.7']);
    expect(await values(id, '?shared=false&kind=address')).toEqual(['198.51.100.0/24', '2001:db8::7']);
    expect(await values(id, '?source=alerts')).toEqual([]);
    expect((await pages<EntityView>(`/v1/cases/${id}/entities`, 1)).map((one) => one.value)).toEqual(
      await values(id),
    );
    expect(
      await add(id, [
        ...names('address', '192.0.2.1', 'nowhere'),
        ...names('instrument', '4242424242424242'),
      ]),
    ).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/entities/1/value' }, { pointer: '/entities/2/value' }] },
    });
    expect((await add(id, names('planet', 'x'))).status).toBe(400);
    const auditor = await app.as('auditor');
    expect((await auditor.post(`/v1/cases/${id}/entities`, { entities: mixed, reason: 'x' })).status).toBe(
      403,
    );
    expect((await add(crypto.randomUUID(), mixed)).status).toBe(404);
  });

  it('take 25,000 in one call', async () => {
    const id = await file();
    const many = names('fingerprint', ...Array.from({ length: 25_000 }, (_, at) => `fp-${at}`));
    expect((await add(id, many)).body).toEqual({ added: 25_000, restored: 0, already: 0 });
    expect((await add(id, [...many, ...names('fingerprint', 'more')])).status).toBe(400);
  });

  it('are retracted with the reason, and alerts do not bring them back; a person does', async () => {
    const [first, second] = await send(
      alert('office-1', { accounts: ['o1'], addresses: ['203.0.113.9'], instruments: ['card_o'] }),
      alert('office-2', { accounts: ['o2'], addresses: ['203.0.113.9'] }),
    );
    const { body } = await analyst.post<{ id: string }>('/v1/alerts/promote', { alertIds: [first] });
    expect(await values(body.id)).toEqual(['203.0.113.9', 'card_o']);
    const office = names('address', '203.0.113.9');
    expect((await retract(body.id, [...office, ...names('address', '203.0.113.10')])).body).toEqual({
      retracted: 1,
      already: 0,
      unknown: 1,
    });
    expect((await retract(body.id, office)).body).toMatchObject({ retracted: 0, already: 1 });
    await analyst.post(`/v1/cases/${body.id}/alerts`, { alertIds: [second] });
    expect(await values(body.id)).toEqual(['card_o']);
    expect(await list(body.id, '?retracted=true')).toMatchObject([
      { value: '203.0.113.9', source: 'alerts', retractedReason: 'An office.' },
    ]);
    const found = await analyst.get<{ items: object[] }>('/v1/search?kind=entities&q=203.0.113.9');
    expect(found.body.items ?? []).toEqual([]);
    expect((await add(body.id, office)).body).toEqual({ added: 0, restored: 1, already: 0 });
    expect(await list(body.id, '?kind=address')).toMatchObject([{ source: 'staff', retractedAt: null }]);
  });

  it('have pages that tell where else they were seen, page after page', async () => {
    const alertIds = await send(
      ...Array.from({ length: 5 }, (_, at) =>
        alert(
          `seen-${at}`,
          {
            accounts: ['s-common', `s-${at}`],
            addresses: ['2001:DB8:0::5'],
            instruments: [`card_s${at % 2}`],
          },
          { occurredFrom: `2026-05-0${at + 1}T00:00:00Z`, occurredTo: `2026-05-0${at + 2}T00:00:00Z` },
        ),
      ),
    );
    const [id, other] = [await file(), await file()];
    await analyst.post(`/v1/cases/${id}/alerts`, { alertIds: alertIds.slice(0, 2) });
    await add(other, names('address', '2001:db8::5'));
    const path = `/v1/entities/address/${encodeURIComponent('2001:DB8::5')}`;
    const page = (await analyst.get<EntityPageView>(path)).body;
    expect(page).toMatchObject({
      kind: 'address',
      value: '2001:db8::5',
      cases: { count: 2, isMore: false },
      alerts: {
        count: 5,
        isMore: false,
        firstOccurredAt: '2026-05-01T00:00:00.000Z',
        lastOccurredAt: '2026-05-06T00:00:00.000Z',
      },
    });
    expect(page.latestCases.map((one) => [one.case.id, one.source])).toEqual([
      [other, 'staff'],
      [id, 'alerts'],
    ]);
    expect(page.accounts.map((one) => [one.value, one.alerts])).toEqual([
      ['s-0', 1],
      ['s-1', 1],
      ['s-2', 1],
      ['s-3', 1],
      ['s-4', 1],
      ['s-common', 5],
    ]);
    expect(await pages<CompanionView>(`${path}/accounts`, 2)).toEqual(page.accounts);
    const named = await pages<NamingAlertView>(`${path}/alerts`, 2);
    expect(named).toEqual(page.latestAlerts);
    expect(named.map((one) => one.alertId)).toEqual(alertIds.toReversed());
    expect(named.map((one) => one.caseId)).toEqual([null, null, null, id, id]);
    expect(await pages<EntityAppearanceView>(`${path}/cases`, 1)).toEqual(page.latestCases);

    await analyst.post(`/v1/cases/${id}/accounts`, { from: 'alerts' });
    const account = (await analyst.get<AccountPageView>('/v1/accounts/s-common')).body;
    expect(account).toMatchObject({
      accountId: 's-common',
      cases: { count: 1 },
      standing: { suspected: 1 },
      shareSum: null,
      alerts: { count: 5 },
      latestCases: [{ case: { id }, status: 'suspected', source: 'alerts' }],
    });
    expect(account.entities).toEqual([
      { kind: 'address', value: '2001:db8::5', alerts: 5 },
      { kind: 'instrument', value: 'card_s0', alerts: 3 },
      { kind: 'instrument', value: 'card_s1', alerts: 2 },
    ]);
    expect(await pages<CompanionView>('/v1/accounts/s-common/entities', 1)).toEqual(account.entities);
    expect(await pages<NamingAlertView>('/v1/accounts/s-common/alerts', 3)).toEqual(account.latestAlerts);
    // A detector's key reads its own alerts, and none of what others say of an account.
    const stranger = await app.detector('address-graph', ['alerts.send', 'alerts.read', 'usage.read']);
    for (const about of ['/v1/accounts/s-common', path])
      for (const part of ['', '/alerts', '/cases'])
        expect([about, part, (await stranger.get(about + part)).status]).toEqual([about, part, 403]);

    expect((await analyst.get('/v1/entities/planet/x')).status).toBe(404);
    expect((await analyst.get('/v1/entities/address/%00')).status).toBe(400);
    expect((await analyst.get<EntityPageView>('/v1/entities/template/nobody')).body).toMatchObject({
      cases: { count: 0 },
      alerts: { count: 0, firstSeenAt: null },
      accounts: [],
    });
  });
});
