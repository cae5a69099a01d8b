import type {
  ClaimView,
  ClaimWithCitationsView,
  ListedClaimView,
  PhraseView,
} from '../../libs/claims/claims.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';
import { importFile } from '../support/replay-case';

/**
 * Forty accounts with a hundred exchanges each from 22 April to 5 June, of which the campaign has the first thirty;
 * the first ten also carry a customer's key with twenty exchanges; every account has five refused requests.
 */
const ACCOUNTS = Array.from({ length: 40 }, (_, i) => `acct-${String(i).padStart(2, '0')}`);
const CAMPAIGN = ACCOUNTS.slice(0, 30);
const RESELLERS = ACCOUNTS.slice(0, 10);
const FIRST_MS = Date.UTC(2026, 3, 22, 0, 30);
const DAY_MS = 86_400_000;

function usageFile(): string {
  const lines = ['request_id,ts,account_id,api_key_id,model,input_tokens,output_tokens,status'];
  const add = (account: string, key: string, at: number, status: number): void => {
    lines.push(`r-${lines.length},${new Date(at).toISOString()},${account},${key},m,10,20,${status}`);
  };
  for (const account of ACCOUNTS) {
    for (let i = 0; i < 100; i++)
      add(account, `key-${account}`, FIRST_MS + (i % 45) * DAY_MS + i * 1000, 200 + (i % 2));
    for (let i = 0; i < 5; i++) add(account, `key-${account}`, FIRST_MS - DAY_MS, 429);
  }
  // The customers were there before the campaign and after it.
  for (const account of RESELLERS)
    for (let i = 0; i < 20; i++) add(account, `customer-${account}`, FIRST_MS - DAY_MS + i * 3 * DAY_MS, 200);
  return `${lines.join('\n')}\n`;
}

describe('Claiming figures', () => {
  let app: TestApp;
  let maker: HttpClient;
  let approver: HttpClient;
  let caseId: string;
  let snapshotId: string;

  const make = (body: object) => maker.post<ClaimView>(`/v1/cases/${caseId}/claims`, { snapshotId, ...body });
  const made = async (body: object): Promise<ClaimView> => {
    const { status, body: claim } = await make(body);
    expect(status).toBe(201);
    return claim;
  };
  const confirm = (accountIds: string[], status = 'confirmed') =>
    maker.post(`/v1/cases/${caseId}/accounts/verdicts`, { status, reason: 'Campaign families', accountIds });

  beforeAll(async () => {
    app = await startApp({ usage: true });
    maker = await app.as('investigator');
    approver = await app.as('legal');
    await importFile(app, 'usage', 'usage.csv', usageFile());
    snapshotId = (await maker.post<{ id: string }>('/v1/snapshots', {})).body.id;
    const opened = await maker.post<{ id: string }>('/v1/cases', {
      kind: 'distillation',
      title: 'Forty accounts',
      severity: 3,
    });
    caseId = opened.body.id;
    await maker.post(`/v1/cases/${caseId}/accounts`, { accountIds: ACCOUNTS, source: 'alerts' });
    await confirm(CAMPAIGN);
    await maker.post(`/v1/cases/${caseId}/keys/verdicts`, {
      verdict: 'cover',
      reason: 'A customer of the reseller',
      keys: RESELLERS.map((accountId) => ({ accountId, apiKeyId: `customer-${accountId}` })),
    });
  });

  afterAll(() => app?.stop());

  it.each([
    ['accounts.confirmed', '30'],
    ['exchanges.campaign', '3000'],
    ['exchanges.all', '3200'],
    ['activity.first_day', '2026-04-22'],
    ['activity.last_day', '2026-06-05'],
  ])('counts %s, and counts it again by another way', async (measure, value) => {
    const claim = await made({ measure });
    expect(claim).toMatchObject({
      state: 'computed',
      value,
      phrase: null,
      reproduction: null,
      allowed: ['reproduced'],
    });
    expect(claim.queryHash).toMatch(/^[0-9a-f]{64}$/);
    const { status, body } = await maker.post<ClaimView>(`/v1/claims/${claim.id}/reproduce`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'reproduced', reproduction: { value } });
    expect(body.reproduction!.query).not.toBe(claim.query);
  });

  it('counts only the days of a window when one is given', async () => {
    const window = { from: '2026-04-22', to: '2026-04-24' };
    const claim = await made({ measure: 'exchanges.campaign', window });
    // Two days of the 45 that a hundred exchanges go round: three on each.
    expect(claim.value).toBe(String(30 * 6));
    expect((await maker.post<ClaimView>(`/v1/claims/${claim.id}/reproduce`)).body.state).toBe('reproduced');
  });

  it('composes the words and refuses those that are not true', async () => {
    const claim = await made({ measure: 'exchanges.campaign' });
    const refused = await maker.post(`/v1/claims/${claim.id}/phrase`, {
      qualifier: 'more_than',
      rounded: 3000,
      unit: 'exchanges',
    });
    expect(refused).toMatchObject({
      status: 422,
      body: { type: '/problems/qualifier-false', value: '3000', qualifier: 'more_than', rounded: '3000' },
    });
    const phrased = await maker.post<ClaimView>(`/v1/claims/${claim.id}/phrase`, {
      qualifier: 'at_least',
      rounded: '3000',
      unit: 'exchanges',
    });
    expect(phrased.body.phrase).toEqual({
      qualifier: 'at_least',
      rounded: '3000',
      unit: 'exchanges',
      text: 'at least 3,000 exchanges',
    });
    const wrongUnit = await maker.post(`/v1/claims/${claim.id}/phrase`, {
      qualifier: 'exactly',
      rounded: '3000',
      unit: 'accounts',
    });
    expect(wrongUnit.status).toBe(400);
    const suggested = (await maker.get<PhraseView[]>(`/v1/claims/${claim.id}/phrasings`)).body;
    expect(suggested[0]!.text).toBe('3,000 exchanges');
    for (const { qualifier, rounded, unit } of suggested)
      expect((await maker.post(`/v1/claims/${claim.id}/phrase`, { qualifier, rounded, unit })).status).toBe(
        200,
      );
  });

  it('makes nothing when the phrase that comes with it is false', async () => {
    const before = (await maker.get<ClaimView[]>(`/v1/cases/${caseId}/claims`)).body.length;
    const phrase = { qualifier: 'nearly', rounded: '30', unit: 'accounts' };
    expect((await make({ measure: 'accounts.confirmed', phrase })).status).toBe(422);
    expect((await maker.get<ClaimView[]>(`/v1/cases/${caseId}/claims`)).body).toHaveLength(before);
  });

  it('is approved by somebody else, once it is reproduced and has its words, and then stays as it is', async () => {
    const claim = await made({ measure: 'accounts.confirmed' });
    const asRead = { contentHash: claim.contentHash };
    expect((await approver.post(`/v1/claims/${claim.id}/approve`)).status).toBe(400);
    expect((await approver.post(`/v1/claims/${claim.id}/approve`, asRead)).body).toMatchObject({
      type: '/problems/illegal-transition',
      from: 'computed',
    });
    await maker.post(`/v1/claims/${claim.id}/reproduce`);
    expect((await approver.post(`/v1/claims/${claim.id}/approve`, asRead)).status).toBe(409);
    const phrase = { qualifier: 'exactly', rounded: '30', unit: 'accounts' };
    const { body: ready } = await maker.post<ClaimView>(`/v1/claims/${claim.id}/phrase`, phrase);
    const seenBy = async (who: HttpClient) =>
      (await who.get<ClaimWithCitationsView>(`/v1/claims/${claim.id}`)).body;
    expect(await seenBy(maker)).toMatchObject({
      allowedActs: ['phrase', 'approve'],
      approvalBarred: `You made claim ${claim.number} or chose its words.`,
    });
    expect(await seenBy(approver)).toMatchObject({ approvalBarred: null });
    expect((await maker.post(`/v1/claims/${claim.id}/approve`, asRead)).body).toMatchObject({
      type: '/problems/claim-self-approval',
    });
    const stale = await approver.post(`/v1/claims/${claim.id}/approve`, asRead);
    expect(stale.body).toMatchObject({
      type: '/problems/claim-stale-content',
      contentHash: ready.contentHash,
    });
    const approved = await approver.post<ClaimView>(`/v1/claims/${claim.id}/approve`, {
      contentHash: ready.contentHash,
    });
    expect(approved).toMatchObject({
      status: 200,
      body: { state: 'approved', allowed: ['stale'], allowedActs: ['recount'] },
    });
    const listed = (await maker.get<ListedClaimView[]>(`/v1/cases/${caseId}/claims`)).body;
    expect(listed.find((one) => one.id === claim.id)).toMatchObject({ citations: 0 });
    expect((await maker.post(`/v1/claims/${claim.id}/phrase`, phrase)).status).toBe(409);
    await expect(app.db.query(`UPDATE claims SET value = '31' WHERE id = $1`, [claim.id])).rejects.toThrow(
      'does not change',
    );
    await expect(app.db.query('DELETE FROM claims WHERE id = $1', [claim.id])).rejects.toThrow(
      'does not change',
    );
  });

  it('takes the place of the claim that it supersedes when it is approved', async () => {
    const approve = async (body: object): Promise<ClaimView> => {
      const claim = await made({
        measure: 'exchanges.all',
        phrase: { qualifier: 'exactly', rounded: '3200', unit: 'exchanges' },
        ...body,
      });
      const { contentHash } = (await maker.post<ClaimView>(`/v1/claims/${claim.id}/reproduce`)).body;
      return (await approver.post<ClaimView>(`/v1/claims/${claim.id}/approve`, { contentHash })).body;
    };
    const first = await approve({});
    await approve({ supersedesId: first.id });
    expect((await maker.get<ClaimView>(`/v1/claims/${first.id}`)).body).toMatchObject({
      state: 'approved',
      isSuperseded: true,
    });
    expect((await make({ measure: 'accounts.confirmed', supersedesId: first.id })).status).toBe(409);
  });

  it('counts in a job when asked to', async () => {
    const claim = await made({ measure: 'exchanges.campaign', defer: true });
    expect(claim).toMatchObject({ state: 'proposed', value: null });
    await app.drain();
    expect((await maker.get<ClaimView>(`/v1/claims/${claim.id}`)).body).toMatchObject({
      state: 'computed',
      value: '3000',
    });
  });

  it('refuses a window or phrase that a job would leave out, for it would be another figure', async () => {
    const window = { from: '2026-05-01', to: '2026-06-01' };
    const phrase = { qualifier: 'more_than', rounded: '1', unit: 'exchanges' };
    const refused = await make({ measure: 'exchanges.all', defer: true, window, phrase });
    expect(refused).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/phrase' }, { pointer: '/window' }] },
    });
  });

  it('says so when the second count differs, and stays computed', async () => {
    const claim = await made({ measure: 'accounts.confirmed' });
    await confirm([CAMPAIGN[0]!], 'cleared');
    const { status, body } = await maker.post(`/v1/claims/${claim.id}/reproduce`);
    expect(status).toBe(409);
    expect(body).toMatchObject({ type: '/problems/not-reproduced', value: '30', reproduced: '29' });
    expect((await maker.get<ClaimView>(`/v1/claims/${claim.id}`)).body).toMatchObject({
      state: 'computed',
      reproduction: { value: '29' },
    });
    await confirm([CAMPAIGN[0]!]);
    expect((await maker.post<ClaimView>(`/v1/claims/${claim.id}/reproduce`)).body.state).toBe('reproduced');
  });

  it('refuses what cannot be measured and who may not claim', async () => {
    const window = { from: '2027-01-01', to: '2027-02-01' };
    expect((await make({ measure: 'activity.first_day', window })).body).toMatchObject({
      type: '/problems/nothing-to-measure',
    });
    expect((await make({ measure: 'accounts.guessed' })).status).toBe(400);
    expect((await make({ measure: 'exchanges.all', snapshotId: caseId })).status).toBe(404);
    expect(
      (await approver.post(`/v1/cases/${caseId}/claims`, { measure: 'exchanges.all', snapshotId })).status,
    ).toBe(403);
  });

  it('leaves every act in the timeline of the case', async () => {
    const rows: { action: string }[] = await app.db.query(
      `SELECT DISTINCT action FROM audit_events WHERE case_id = $1 AND action LIKE 'claim.%'`,
      [caseId],
    );
    expect(rows.map((row) => row.action).sort()).toEqual([
      'claim.approved',
      'claim.computed',
      'claim.not_reproduced',
      'claim.phrased',
      'claim.proposed',
      'claim.reproduced',
    ]);
  });
});
