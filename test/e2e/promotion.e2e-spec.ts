import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';

interface CaseBody {
  id: string;
  number: number;
  title: string;
}

const alert = (sourceRef: string, detail: object = {}): object => ({
  type: 'distillation.template',
  sourceRef,
  title: `Finding ${sourceRef}`,
  severity: 2,
  confidence: 0.7,
  analytic: { name: 'template' },
  occurredFrom: '2026-05-01T00:00:00Z',
  occurredTo: '2026-05-02T00:00:00Z',
  detectedAt: '2026-05-02T06:00:00Z',
  subjects: { accounts: [`acc_${sourceRef}`], addresses: [`192.0.2.${sourceRef.length}`] },
  ...detail,
});

describe('alerts and their case', () => {
  let app: TestApp;
  let detector: HttpClient;
  let investigator: HttpClient;
  beforeAll(async () => {
    app = await startApp();
    detector = await app.detector('template-watch', ['alerts.send', 'alerts.read']);
    investigator = await app.as('investigator');
  });
  afterAll(() => app?.stop());

  const send = async (items: object[]): Promise<string[]> => {
    const { body } = await detector.post<{ results: { alertId: string }[] }>('/v1/alerts/batch', items);
    await app.drain();
    return body.results.map((receipt) => receipt.alertId);
  };
  const alertOf = async (id: string) => (await investigator.get(`/v1/alerts/${id}`)).body;
  const promote = (body: object, by = investigator) => by.post<CaseBody>('/v1/alerts/promote', body);

  it('becomes a case with what follows from the alerts, with their accounts and entities', async () => {
    const ids = await send([
      alert('one', { tlp: 'GREEN' }),
      alert('three', { severity: 4, tlp: 'RED' }),
      alert('seven77', { type: 'resale.listing' }),
    ]);
    const { status, body } = await promote({ alertIds: ids });
    expect([status, body]).toMatchObject([
      201,
      { kind: 'distillation', title: 'Finding three and 2 more', severity: 4, tlp: 'RED', origin: 'staff' },
    ]);
    const accounts = await investigator.get<{ items: object[] }>(`/v1/cases/${body.id}/accounts`);
    expect(accounts.body.items).toHaveLength(3);
    const entities = await investigator.get<{ items: object[] }>(`/v1/cases/${body.id}/entities`);
    expect(entities.body.items).toHaveLength(3);
    expect(await alertOf(ids[0]!)).toMatchObject({
      stage: 'Imported',
      caseId: body.id,
      allowedActs: ['tag'],
      mayJoinCase: false,
    });

    const again = await promote({ alertIds: ids });
    expect([again.status, again.body]).toMatchObject([409, { type: '/problems/alert-taken' }]);
    expect((await promote({ alertIds: [] })).status).toBe(400);
    expect((await promote({ alertIds: [body.id] })).body).toMatchObject({
      errors: [{ pointer: '/alertIds/0' }],
    });
    expect((await promote({ alertIds: ids }, await app.as('legal'))).status).toBe(403);
  });

  it('is promoted once when two people do it at once', async () => {
    const ids = await send([alert('twice1'), alert('twice22')]);
    const answers = await Promise.all([
      promote({ alertIds: ids }),
      promote({ alertIds: [...ids].reverse(), title: 'Mine' }, await app.as('analyst')),
    ]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409]);
    const rows: { n: string }[] = await app.db.query(
      'SELECT count(DISTINCT case_id) AS n FROM case_alerts WHERE alert_id = ANY($1::uuid[])',
      [ids],
    );
    expect(rows[0]!.n).toBe('1');
  });

  it('is left by an alert that a person detaches, which correlation does not put back and a person may', async () => {
    const shared = { subjects: { accounts: ['acc_s'], instruments: ['pi_shared'] } };
    const [first, second] = (await send([alert('s1', shared), alert('s2', shared)])) as [string, string];
    const caseId = (await alertOf(first))['caseId'] as string;
    expect((await alertOf(second))['caseId']).toBe(caseId);
    const detach = (alertIds: string[]) =>
      investigator.post(`/v1/cases/${caseId}/alerts/detach`, { alertIds, reason: 'Another customer' });
    expect((await detach([second])).body).toEqual({ detached: 1, already: 0, unnamedAccounts: 0 });
    expect((await detach([second])).body).toEqual({ detached: 0, already: 1, unnamedAccounts: 0 });
    const released = await alertOf(second);
    expect(released).toMatchObject({ stage: 'InProgress', caseId: null });
    expect(released['importedAt']).toEqual(expect.any(String));

    // A revision and a third alert both make correlation look again.
    const [, third] = await send([
      alert('s2', { ...shared, severity: 3 }),
      alert('s3', { subjects: { accounts: ['acc_s', 'acc_s3'], instruments: ['pi_shared'] } }),
    ]);
    expect((await alertOf(third!))['caseId']).toBe(caseId);
    expect(await alertOf(second)).toMatchObject({ caseId: null, revision: 2 });

    const back = await investigator.post(`/v1/cases/${caseId}/alerts`, { alertIds: [second] });
    expect(back.body).toMatchObject({ attached: 1 });
    expect(await alertOf(second)).toMatchObject({ stage: 'Imported', caseId });
  });

  it('keeps its alerts when it closes and reopens, and lets none go while it is closed', async () => {
    const [id] = (await send([alert('closing-one')])) as [string];
    const { body } = await promote({ alertIds: [id], summary: 'One account' });
    await investigator.post(`/v1/cases/${body.id}/transition`, {
      stage: 'Closed',
      resolution: 'FalsePositive',
      impact: 'NotApplicable',
      summary: 'A test',
    });
    expect(await alertOf(id)).toMatchObject({ stage: 'Imported', caseId: body.id });
    const refused = await investigator.post(`/v1/cases/${body.id}/alerts/detach`, {
      alertIds: [id],
      reason: 'x',
    });
    expect([refused.status, refused.body]).toMatchObject([409, { type: '/problems/case-closed' }]);
    expect((await investigator.post(`/v1/alerts/${id}/take`, {})).status).toBe(409);
  });
});
