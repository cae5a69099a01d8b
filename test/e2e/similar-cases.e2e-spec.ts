import type { SimilarCaseView } from '../../libs/cases/similar/similar-cases.controller';
import type { CaseView } from '../../libs/cases/cases.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';

describe('hints at similar cases', () => {
  let app: TestApp;
  let investigator: HttpClient;

  beforeAll(async () => {
    app = await startApp();
    investigator = await app.as('investigator');
  });
  afterAll(() => app?.stop());

  const file = async (title: string, kind = 'other'): Promise<string> =>
    (await investigator.post<CaseView>('/v1/cases', { kind, title, severity: 2, playbook: false })).body.id;
  const list = (id: string, ...accountIds: string[]) =>
    investigator.post(`/v1/cases/${id}/accounts`, { accountIds, source: 'list' });
  const similar = async (id: string): Promise<SimilarCaseView[]> =>
    (await investigator.get<SimilarCaseView[]>(`/v1/cases/${id}/similar`)).body;
  const order = async (id: string): Promise<string[]> => (await similar(id)).map(({ title }) => title);
  const entity = (id: string, kind: string, value: string) =>
    app.db.query('INSERT INTO case_entities (case_id, kind, value, added_at) VALUES ($1, $2, $3, now())', [
      id,
      kind,
      value,
    ]);

  it('name what is shared, what is rare counting more, in open and closed cases', async () => {
    const [one, rare, common, closed] = [
      await file('One', 'distillation'),
      await file('Rare', 'distillation'),
      await file('Common'),
      await file('Closed'),
    ];
    await list(one, 's1', 's2', 's3');
    await list(rare, 's1', 'else');
    for (const id of [common, closed]) await list(id, 's2');
    for (const id of [one, closed]) await entity(id, 'instrument', 'pi_9');
    await investigator.post(`/v1/cases/${closed}/transition`, {
      stage: 'Closed',
      resolution: 'FalsePositive',
      impact: 'NotApplicable',
      summary: 'A test of ours.',
    });
    const found = await similar(one);
    expect(found.map(({ title, stage, score }) => [title, stage, score])).toEqual(
      [
        ['Rare', 'New', 5.5],
        ['Closed', 'Closed', 5.5],
        ['Common', 'New', 2.5],
      ].toSorted((a, b) => Number(b[2]) - Number(a[2]) || (a[0]! < b[0]! ? -1 : 1)),
    );
    expect(found.find(({ caseId }) => caseId === rare)!.reasons).toEqual([
      { reason: 'shared_accounts', kind: null, count: 1, examples: ['s1'], at: null, points: 5 },
      { reason: 'same_kind', kind: 'distillation', count: null, examples: [], at: null, points: 0.5 },
    ]);
    expect(found.find(({ caseId }) => caseId === closed)!.reasons).toEqual([
      { reason: 'shared_entities', kind: 'instrument', count: 1, examples: ['pi_9'], at: null, points: 3 },
      { reason: 'shared_accounts', kind: null, count: 1, examples: ['s2'], at: null, points: 2.5 },
    ]);

    // Whom a person has cleared says nothing any more.
    await investigator.post(`/v1/cases/${one}/accounts/verdicts`, {
      accountIds: ['s2'],
      status: 'cleared',
      reason: 'A namesake.',
    });
    expect(await order(one)).toEqual(['Rare', 'Closed']);
    await investigator.post(`/v1/cases/${rare}/merge`, { intoId: common });
    expect(await order(one)).toEqual(['Closed', 'Common']);
    expect((await investigator.get(`/v1/cases/018f0000-0000-7000-8000-000000000000/similar`)).status).toBe(
      404,
    );
  });

  it('leave out what either case has told from itself', async () => {
    const [one, other] = [await file('Judging'), await file('Judged')];
    for (const id of [one, other]) {
      await list(id, 'once-suspected');
      await entity(id, 'address', '192.0.2.99');
    }
    expect((await similar(one))[0]!.reasons).toHaveLength(2);
    const verdict = { accountIds: ['once-suspected'], status: 'cleared', reason: 'A namesake.' };
    await investigator.post(`/v1/cases/${other}/accounts/verdicts`, verdict);
    for (const id of [one, other])
      expect((await similar(id)).map(({ reasons }) => reasons.map(({ reason }) => reason))).toEqual([
        ['shared_entities'],
      ]);
    await investigator.post(`/v1/cases/${other}/entities/retract`, {
      entities: [{ kind: 'address', value: '192.0.2.99' }],
      reason: 'A proxy of everybody.',
    });
    for (const id of [one, other]) expect(await similar(id)).toEqual([]);
  });

  it('leave out what very many cases have, and name no more than twenty', async () => {
    const one = await file('Widespread');
    await list(one, 'everywhere', 'often');
    const others = await Promise.all(Array.from({ length: 31 }, (_, i) => file(`Other ${i}`)));
    for (const [i, id] of others.entries()) await list(id, 'everywhere', ...(i < 25 ? ['often'] : []));
    const found = await similar(one);
    expect(found).toHaveLength(20);
    expect(found[0]!.reasons).toMatchObject([
      { reason: 'shared_accounts', count: 1, examples: ['often'], points: 0.2 },
    ]);
  });

  it('say that cases met or are linked; a meeting is dismissed with a reason, and ends with a merge', async () => {
    const detector = await app.detector('account-graph');
    const send = async (sourceRef: string, ...accounts: string[]): Promise<string> => {
      const { body } = await detector.post<{ results: { alertId: string }[] }>('/v1/alerts/batch', [
        {
          type: 'distillation.account_graph',
          sourceRef,
          title: sourceRef,
          severity: 2,
          confidence: 0.9,
          analytic: { name: 'account-graph' },
          occurredFrom: '2026-05-01T00:00:00Z',
          occurredTo: '2026-05-02T00:00:00Z',
          detectedAt: '2026-05-02T01:00:00Z',
          subjects: { accounts },
        },
      ]);
      await app.drain();
      return body.results[0]!.alertId;
    };
    const [one, other, third] = [await file('Met one'), await file('Met other'), await file('Met third')];
    for (const [id, account] of [
      [one, 'm1'],
      [other, 'm2'],
      [third, 'm3'],
    ] as const)
      await investigator.post(`/v1/cases/${id}/alerts`, { alertIds: [await send(`of-${account}`, account)] });
    await send('joins-12', 'm1', 'm2');
    await send('joins-23', 'm2', 'm3');
    await investigator.post(`/v1/cases/${other}/links`, {
      kind: 'causes',
      caseId: third,
      reason: 'One report.',
    });
    // The oldest of them has what connects them, and so the others have met it.
    expect(await similar(other)).toMatchObject([
      { title: 'Met third', reasons: [{ reason: 'link', kind: 'causes', points: 5 }] },
      { title: 'Met one', reasons: [{ reason: 'meeting', at: expect.any(String), points: 5 }] },
    ]);
    expect(await order(one)).toEqual(['Met third', 'Met other']);
    expect((await similar(third))[0]!.reasons).toMatchObject([{ reason: 'link', kind: 'caused_by' }]);

    const dismiss = (id: string, who: HttpClient, body: object = { reason: 'One landlord.' }) =>
      who.post(`/v1/cases/${other}/meetings/${id}/dismiss`, body);
    expect((await dismiss(one, await app.as('legal'))).status).toBe(403);
    expect((await dismiss(one, investigator, {})).status).toBe(400);
    expect((await dismiss(other, investigator)).status).toBe(404);
    for (let times = 0; times < 2; times++) expect((await dismiss(one, investigator)).status).toBe(204);
    expect(await order(other)).toEqual(['Met third']);
    expect(await order(one)).toEqual(['Met third']);
    const rows: { n: string }[] = await app.db.query(
      `SELECT count(*) AS n FROM audit_events WHERE action = 'case.meeting_dismissed'`,
    );
    expect(rows[0]!.n).toBe('2');
    // Alerts that connect them again do not raise what a person has dismissed.
    await send('joins-12-again', 'm1', 'm2');
    expect(await order(one)).toEqual(['Met third']);

    // The third goes into a fourth, which inherits meeting and link; merged with what it met, the case has the link alone.
    const fourth = await file('Met fourth');
    await investigator.post(`/v1/cases/${third}/merge`, { intoId: fourth });
    expect(await order(one)).toEqual(['Met fourth']);
    await investigator.post(`/v1/cases/${fourth}/merge`, { intoId: one });
    expect(await similar(one)).toMatchObject([
      { title: 'Met other', reasons: [{ reason: 'link', kind: 'caused_by' }] },
    ]);
  });
});
