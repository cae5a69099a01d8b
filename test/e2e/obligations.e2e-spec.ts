import type {
  DeterminationView,
  FactView,
  ObligationView,
  RegimeView,
  SuggestedDeterminationView,
} from '../../libs/obligations/obligations.dto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type TestApp } from '../support/app';
import type { Answer, HttpClient } from '../support/http-client';

/** Who waits for a lock that another transaction has. */
const WAITING = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

describe('obligations', () => {
  let app: TestApp;
  let legal: HttpClient;
  let investigator: HttpClient;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    legal = await app.as('legal');
    investigator = await app.as('investigator');
  });
  afterAll(() => app.stop());

  const file = async (kind = 'distillation'): Promise<string> => {
    const filed = await investigator.post<{ id: string }>('/v1/cases', {
      kind,
      title: 'Coordinated extraction',
      severity: 3,
    });
    return filed.body.id;
  };
  const fact = (caseId: string, key: string, at: string, over: object = {}): Promise<Answer<FactView>> =>
    legal.post<FactView>(`/v1/cases/${caseId}/facts`, {
      key,
      at,
      zone: 'Europe/Brussels',
      source: 'Minutes of the call',
      ...over,
    });
  const determine = (
    caseId: string,
    regimeId: string,
    result: string,
    over: object = {},
  ): Promise<Answer<DeterminationView>> =>
    legal.post<DeterminationView>(`/v1/cases/${caseId}/determinations`, {
      regimeId,
      result,
      because: 'Decided by counsel',
      ...over,
    });
  const clocks = async (caseId: string, state = 'running'): Promise<ObligationView[]> => {
    const { body } = await legal.get<ObligationView[]>(`/v1/cases/${caseId}/obligations`);
    return body.filter((obligation) => obligation.state === state);
  };

  it('has a catalogue with sources, versions and the facts that start its clocks', async () => {
    const { body } = await investigator.get<RegimeView[]>('/v1/regimes');
    const gdpr = body.find((regime) => regime.id === 'EU-GDPR-33');
    expect(gdpr).toMatchObject({
      version: '2026.1',
      status: 'in_force',
      anchorFacts: ['aware'],
      verifiedOn: '2026-11-23',
    });
    expect(gdpr!.stages[0]).toMatchObject({ key: 'initial', duration: '72 hours', startsWith: 'fact aware' });
  });

  it('starts no clock for a case by itself, and suggests without recording', async () => {
    const caseId = await file();
    await fact(caseId, 'model_involvement_aware', '2026-06-05T17:20:00+02:00');
    await fact(caseId, 'hearing_date', '2026-06-11T10:00:00-04:00', { zone: 'America/New_York' });
    const { body } = await legal.get<SuggestedDeterminationView[]>(
      `/v1/cases/${caseId}/determinations/suggested`,
    );
    const results = Object.fromEntries(body.map((row) => [row.regimeId, row.result]));
    expect(results).toMatchObject({
      'US-CA-SB53': 'not_applicable',
      'EU-GPAI-COP-9': 'undetermined',
      'US-CONGRESS-VOL': 'voluntary',
    });
    expect(body.find((row) => row.regimeId === 'US-CONGRESS-VOL')!.targetDate).toBe('2026-06-10');
    expect((await legal.get(`/v1/cases/${caseId}/determinations`)).body).toEqual([]);
    expect((await legal.get(`/v1/cases/${caseId}/obligations`)).body).toEqual([]);
  });

  it('derives a deadline from a fact, explains it, and moves it by a new record when the fact is corrected', async () => {
    const caseId = await file();
    await determine(caseId, 'EU-GDPR-33', 'applicable');
    expect(await clocks(caseId, 'waiting')).toMatchObject([
      { dueConservative: null, basis: [expect.stringContaining('aware')] },
    ]);
    const first = await fact(caseId, 'aware', '2026-06-05T17:20:00+02:00');
    expect(first.status).toBe(201);
    const [running] = await clocks(caseId);
    expect(running).toMatchObject({
      dueConservativeLocal: '2026-06-08T17:20:00+02:00[Europe/Brussels]',
      isOverdue: true,
      factId: first.body.id,
    });
    expect(running!.basis.join(' ')).toContain('72 elapsed hours later');
    expect(running!.warnings).toHaveLength(2);

    const unreasoned = await fact(caseId, 'aware', '2026-06-05T14:20:00+02:00', { corrects: first.body.id });
    expect([unreasoned.status, unreasoned.body]).toMatchObject([400, { errors: [{ pointer: '/note' }] }]);
    const before = new Date().toISOString();
    const second = await fact(caseId, 'aware', '2026-06-05T14:20:00+02:00', {
      corrects: first.body.id,
      note: 'The log shows the page',
    });
    expect(second.body).toMatchObject({ corrects: first.body.id });
    expect(await clocks(caseId)).toMatchObject([
      { dueConservative: '2026-06-08T12:20:00.000Z', supersedes: running!.id },
    ]);
    expect((await clocks(caseId, 'superseded')).map((o) => o.id)).toContain(running!.id);

    const then = await legal.get<FactView[]>(`/v1/cases/${caseId}/facts?asOf=${before}`);
    expect(then.body.map((f) => f.id)).toEqual([first.body.id]);
    expect((await legal.get<FactView[]>(`/v1/cases/${caseId}/facts`)).body.map((f) => f.id)).toEqual([
      second.body.id,
    ]);
    expect((await legal.get<FactView[]>(`/v1/cases/${caseId}/facts?all=true`)).body).toHaveLength(2);
    const again = await fact(caseId, 'aware', '2026-06-05T13:20:00+02:00', {
      corrects: first.body.id,
      note: 'Once more',
    });
    expect([again.status, again.body]).toMatchObject([409, { type: '/problems/fact-corrected-already' }]);
  });

  it('chains stages: what follows counts from when the report went out', async () => {
    const caseId = await file('credential_theft');
    await fact(caseId, 'aware', '2026-06-05T17:20:00+02:00');
    await determine(caseId, 'EU-NIS2-23', 'applicable');
    expect((await clocks(caseId)).map((o) => o.stage)).toEqual(['early_warning', 'notification']);
    const [, notification] = await clocks(caseId);
    const sent = { at: '2026-06-08T10:00:00Z', reference: 'CSIRT 17' };
    const done = await legal.post<ObligationView>(`/v1/obligations/${notification!.id}/fulfil`, sent);
    expect([done.status, done.body]).toMatchObject([
      200,
      { state: 'fulfilled', fulfilledReference: 'CSIRT 17', allowed: [] },
    ]);
    const final = (await clocks(caseId)).find((o) => o.stage === 'final');
    expect(final).toMatchObject({
      afterId: notification!.id,
      dueConservativeLocal: '2026-07-08T23:59:59+02:00[Europe/Brussels]',
    });
    const twice = await legal.post(`/v1/obligations/${notification!.id}/fulfil`, sent);
    expect([twice.status, twice.body]).toMatchObject([
      409,
      { type: '/problems/illegal-transition', from: 'fulfilled' },
    ]);
  });

  it('is fulfilled while somebody else changes the clocks of the case: neither gets in the way', async () => {
    const caseId = await file();
    await determine(caseId, 'EU-GDPR-33', 'applicable');
    await fact(caseId, 'aware', '2026-06-05T17:20:00+02:00');
    const [clock] = await clocks(caseId);
    const sent = { at: '2026-06-08T10:00:00Z', reference: 'DPA 4' };
    let fulfilled: Promise<Answer<ObligationView>> | undefined;
    await app.db.transaction(async (tx) => {
      await tx.query('SELECT id FROM cases WHERE id = $1 FOR UPDATE', [caseId]);
      fulfilled = legal.post<ObligationView>(`/v1/obligations/${clock!.id}/fulfil`, sent);
      while ((await app.db.query<object[]>(WAITING)).length === 0) await sleep(10);
      await tx.query('SELECT id FROM obligations WHERE case_id = $1 FOR UPDATE', [caseId]);
    });
    expect((await fulfilled!).status).toBe(200);
  });

  it('withdraws the clocks of a regime that counsel decides is not owed after all', async () => {
    const caseId = await file();
    await fact(caseId, 'aware', '2026-06-05T17:20:00+02:00');
    const first = await determine(caseId, 'EU-GDPR-33', 'applicable');
    expect(await clocks(caseId)).toHaveLength(1);
    const second = await determine(caseId, 'EU-GDPR-33', 'not_applicable', { reopenIf: 'Hijacked accounts' });
    expect(second.body.supersedes).toBe(first.body.id);
    expect(await clocks(caseId)).toEqual([]);
    expect(await clocks(caseId, 'withdrawn')).toHaveLength(1);
    expect(
      (await legal.get<DeterminationView[]>(`/v1/cases/${caseId}/determinations`)).body.map((d) => d.id),
    ).toEqual([second.body.id]);
    expect(
      (await legal.get<DeterminationView[]>(`/v1/cases/${caseId}/determinations?all=true`)).body,
    ).toHaveLength(2);
    await expect(app.db.query(`UPDATE determinations SET result = 'applicable'`)).rejects.toThrow(
      'append-only',
    );
  });

  it('makes a voluntary target due at the end of its day where the recipient is', async () => {
    const caseId = await file();
    expect(
      (await determine(caseId, 'US-CONGRESS-VOL', 'voluntary', { targetDate: '2026-06-10' })).status,
    ).toBe(201);
    expect(await clocks(caseId)).toMatchObject([
      { stage: 'target', dueStatutoryLocal: '2026-06-10T23:59:59-04:00[America/New_York]' },
    ]);
    const wrong = await determine(caseId, 'EU-GDPR-33', 'applicable', {
      targetDate: '2026-06-10',
      stages: ['no_such'],
    });
    expect(wrong.body).toMatchObject({ errors: [{ pointer: '/targetDate' }, { pointer: '/stages/0' }] });
    const bill = await determine(caseId, 'US-HR8283', 'applicable');
    expect([bill.status, bill.body]).toMatchObject([409, { type: '/problems/regime-not-in-force' }]);
  });

  it('lists running clocks nearest due first, page by page', async () => {
    const seen: ObligationView[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Answer<{ items: ObligationView[]; nextCursor: string | null }> = await investigator.get(
        `/v1/obligations?limit=2${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.body.items);
      cursor = page.body.nextCursor;
    }
    expect(seen.length).toBeGreaterThan(3);
    expect(new Set(seen.map((o) => o.id)).size).toBe(seen.length);
    const dues = seen.map((o) => o.dueConservative!);
    expect(dues).toEqual(dues.toSorted());
    expect(seen.every((o) => o.state === 'running' && o.remainingSeconds! < 0 && o.isOverdue)).toBe(true);
  });

  it('tries a clock out without recording anything', async () => {
    const { body } = await investigator.post<{ dueConservative: string }[]>(
      '/v1/regimes/US-SEC-8K-105/preview',
      { at: '2026-07-01T10:00:00-04:00' },
    );
    expect(body).toMatchObject([{ dueConservative: '2026-07-08T17:30:00-04:00[America/New_York]' }]);
    expect(
      (await investigator.post('/v1/regimes/NO-SUCH/preview', { at: '2026-07-01T10:00:00Z' })).status,
    ).toBe(404);
  });

  it('takes an instant in no other form', async () => {
    const caseId = await file();
    const week = await fact(caseId, 'aware', '2026-W23-5T17:20:00Z');
    expect([week.status, week.body]).toMatchObject([400, { errors: [{ pointer: '/at' }] }]);
    expect((await legal.get(`/v1/cases/${caseId}/facts?asOf=2026-W23-5`)).status).toBe(400);
  });

  it('is decided by those who hold the right, with facts that can be', async () => {
    const caseId = await file();
    const body = { regimeId: 'EU-GDPR-33', result: 'applicable', because: 'x' };
    expect((await investigator.post(`/v1/cases/${caseId}/determinations`, body)).status).toBe(403);
    const ahead = new Date(Date.now() + 86_400_000).toISOString();
    expect((await fact(caseId, 'aware', ahead)).body).toMatchObject({ errors: [{ pointer: '/at' }] });
    expect((await fact(caseId, 'hearing_date', ahead)).status).toBe(201);
    expect(
      (await fact(caseId, 'aware', '2026-06-05T17:20:00Z', { zone: 'Mars/Olympus' })).body,
    ).toMatchObject({ errors: [{ pointer: '/zone' }] });
    expect((await fact(caseId, 'aware', '2026-06-05T17:20:00Z', { zone: '+02:00' })).body).toMatchObject({
      errors: [{ pointer: '/zone' }],
    });
    expect((await determine(caseId, 'NO-SUCH', 'applicable')).status).toBe(404);
  });
});
