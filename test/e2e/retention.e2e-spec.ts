import type { ClaimView } from '../../libs/claims/claims.dto';
import type { LegalHoldView, RetentionView } from '../../libs/usage/retention/retention.dto';
import type { SnapshotVerdictView, SnapshotView } from '../../libs/usage/snapshots.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';
import { ask } from '../support/imports';
import { importFile } from '../support/replay-case';

/** Four requests of two accounts on the tenth and eleventh of each month. */
const usageOf = (months: string[]): string =>
  [
    'request_id,ts,account_id,model,input_tokens,output_tokens,status',
    ...months.flatMap((month) =>
      [0, 1, 2, 3].map(
        (i) => `${month}-${i},${month}-1${i % 2}T10:00:00Z,acct-${i % 2},model-large,10,20,200`,
      ),
    ),
  ].join('\n') + '\n';

/** Long ago seen from any day on which this may run, but for the last one. */
const [FREE, HELD, CLAIMED, IN_CASE] = ['2024-01', '2024-02', '2024-03', '2024-04'] as const;
const THIS_MONTH = new Date().toISOString().slice(0, 7);

describe('Retention of usage', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let counsel: HttpClient;
  let administrator: HttpClient;
  let caseId: string;
  let first: SnapshotView;

  const plan = async (): Promise<RetentionView> =>
    (await investigator.get<RetentionView>('/v1/retention')).body;
  const states = async (): Promise<Record<string, string>> =>
    Object.fromEntries((await plan()).partitions.map(({ month, state }) => [month, state]));
  const apply = async (): Promise<void> => {
    expect((await administrator.post('/v1/retention/apply')).status).toBe(204);
    await app.drain();
  };
  const place = (body: object) => counsel.post<LegalHoldView>('/v1/legal-holds', body);
  const snapshot = async (): Promise<SnapshotView> =>
    (await investigator.post<SnapshotView>('/v1/snapshots', {})).body;
  const verify = async (id: string): Promise<SnapshotVerdictView> =>
    (await investigator.post<SnapshotVerdictView>(`/v1/snapshots/${id}/verify`)).body;
  const claim = (snapshotId: string, window?: object) =>
    investigator.post<ClaimView>(`/v1/cases/${caseId}/claims`, {
      snapshotId,
      measure: 'exchanges.campaign',
      ...(window ? { window } : {}),
    });
  const march = { from: '2024-03-01', to: '2024-04-01' };

  beforeAll(async () => {
    app = await startApp({ usage: true, env: { USAGE_RETENTION_DAYS: '90' } });
    investigator = await app.as('investigator');
    counsel = await app.as('legal');
    administrator = await app.as('administrator');
    await importFile(app, 'usage', 'usage.csv', usageOf([FREE, HELD, CLAIMED, IN_CASE, THIS_MONTH]));
    first = await snapshot();
    const opened = await investigator.post<{ id: string }>('/v1/cases', {
      kind: 'distillation',
      title: 'Two accounts',
      severity: 3,
    });
    caseId = opened.body.id;
    const accountIds = ['acct-0', 'acct-1'];
    await investigator.post(`/v1/cases/${caseId}/accounts`, { accountIds, source: 'alerts' });
    await investigator.post(`/v1/cases/${caseId}/accounts/verdicts`, {
      status: 'confirmed',
      reason: 'Campaign families',
      accountIds,
    });
  });
  afterAll(() => app?.stop());

  it('lets counsel hold usage, and nobody who may not', async () => {
    expect((await investigator.post('/v1/legal-holds', { reason: 'Mine' })).status).toBe(403);
    expect((await investigator.post('/v1/retention/apply')).status).toBe(403);
    expect(await place({ reason: 'Backwards', from: '2024-02-02', to: '2024-02-02' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/to' }] },
    });
    expect((await place({ reason: 'No day', from: '2024-02-30' })).status).toBe(400);
    expect((await place({ reason: 'No case', caseId: first.id })).status).toBe(404);
    const placed = await place({
      reason: 'Preservation letter',
      caseId,
      from: '2024-02-29',
      to: '2024-03-01',
    });
    expect(placed).toMatchObject({
      status: 201,
      body: { caseId, from: '2024-02-29', to: '2024-03-01', placedByName: 'legal', releasedAt: null },
    });
    const listed = await investigator.get<{ items: LegalHoldView[] }>('/v1/legal-holds?standing=true');
    expect(listed.body.items).toEqual([placed.body]);
    expect((await investigator.get(`/v1/legal-holds/${placed.body.id}`)).body).toEqual(placed.body);
  });

  it('plans what goes, and says what keeps the rest', async () => {
    const { body: counted } = await claim(first.id, march);
    expect(counted.value).toBe('4');
    await investigator.post(`/v1/claims/${counted.id}/reproduce`);
    await investigator.post(`/v1/claims/${counted.id}/phrase`, {
      qualifier: 'exactly',
      rounded: '4',
      unit: 'exchanges',
    });
    const { body: phrased } = await investigator.get<ClaimView>(`/v1/claims/${counted.id}`);
    const approved = await counsel.post(`/v1/claims/${counted.id}/approve`, {
      contentHash: phrased.contentHash,
    });
    expect(approved.status).toBe(200);
    await app.db.query(
      `INSERT INTO account_evidence (case_id, account_id, first_at, last_at)
       VALUES ($1, 'acct-0', '2024-04-10T10:00:00Z', '2024-04-11T10:00:00Z')`,
      [caseId],
    );
    expect(await states()).toEqual({
      [FREE]: 'expired',
      [HELD]: 'held',
      [CLAIMED]: 'pinned',
      [IN_CASE]: 'pinned',
      [THIS_MONTH]: 'fresh',
    });
    const { days, partitions, dropped } = await plan();
    expect({ days, dropped }).toEqual({ days: 90, dropped: [] });
    expect(partitions[0]).toEqual({
      month: FREE,
      rows: 4,
      expiresOn: '2024-05-01',
      state: 'expired',
      keptBy: [],
    });
    expect(partitions[1]!.keptBy).toMatchObject([{ kind: 'hold', reason: 'Preservation letter' }]);
    expect(partitions[2]!.keptBy).toMatchObject(
      [{ kind: 'claim', id: counted.id, reason: /^Approved claim 1 / }].map(({ reason, ...each }) => ({
        ...each,
        reason: expect.stringMatching(reason),
      })),
    );
    expect(partitions[3]!.keptBy).toMatchObject([{ kind: 'case', id: caseId }]);
  });

  it('drops whole months that nothing keeps; snapshots say so and their manifests stay', async () => {
    await apply();
    await apply();
    expect((await plan()).dropped).toMatchObject([{ month: FREE, rows: 4 }]);
    expect(Object.keys(await states())).toEqual([HELD, CLAIMED, IN_CASE, THIS_MONTH]);
    const left = await ask<{ month: number }>(
      app,
      'SELECT DISTINCT toYYYYMM(ts) AS month FROM usage ORDER BY month',
    );
    expect(left.slice(0, 3).map(({ month }) => month)).toEqual([202402, 202403, 202404]);

    expect(await claim(first.id)).toMatchObject({
      status: 409,
      body: { type: '/problems/usage-dropped', months: [FREE] },
    });
    expect(await claim(first.id, march)).toMatchObject({ status: 201, body: { value: '4' } });
    expect(await verify(first.id)).toMatchObject({
      verified: false,
      differences: [`${FREE}-10`, `${FREE}-11`],
      dropped: [FREE],
    });
    expect((await investigator.get(`/v1/snapshots/${first.id}`)).body).toEqual(first);

    const next = await snapshot();
    expect(next.usageRows).toBe(first.usageRows - 4);
    expect(await verify(next.id)).toMatchObject({ verified: true, dropped: [] });
    const acts = await app.db.query(
      "SELECT action FROM audit_events WHERE subject_kind = 'retention' ORDER BY id",
    );
    expect(acts.map(({ action }: { action: string }) => action)).toEqual([
      'retention.asked',
      'retention.decided',
      'retention.dropped',
      'retention.asked',
    ]);
  });

  it('keeps everything under a hold without days, and lets go what is released', async () => {
    const { body: all } = await place({ reason: 'Everything' });
    const { items } = (await investigator.get<{ items: LegalHoldView[] }>('/v1/legal-holds')).body;
    const release = (id: string) => counsel.post(`/v1/legal-holds/${id}/release`, { reason: 'Closed' });
    expect((await release(items[1]!.id)).status).toBe(200);
    await apply();
    expect(await states()).toMatchObject({ [HELD]: 'held', [THIS_MONTH]: 'held' });
    expect(await release(all.id)).toMatchObject({ status: 200, body: { releaseReason: 'Closed' } });
    expect(await release(all.id)).toMatchObject({ status: 409, body: { type: '/problems/hold-released' } });
    await apply();
    expect((await plan()).dropped.map(({ month }) => month)).toEqual([HELD, FREE]);
  });

  it('takes a month that comes again as new', async () => {
    await importFile(app, 'usage', 'again.csv', usageOf([FREE]));
    const again = await snapshot();
    expect(again.days[0]).toMatchObject({ day: `${FREE}-10`, rows: 2 });
    expect(await verify(again.id)).toMatchObject({ verified: true });
    expect(await claim(again.id)).toMatchObject({ status: 201, body: { value: '16' } });
    expect(await claim(first.id)).toMatchObject({ status: 409, body: { months: [FREE, HELD] } });
  });
});
