import type { CandidateView, ClusterMemberView, ClusterView } from '../../libs/enrichment/clusters.dto';
import type { KeyEvidenceView, RunView } from '../../libs/enrichment/enrichment.dto';
import type { StandingView } from '../../libs/enrichment/standing/standing.dto';
import type {
  WeighedAccountView,
  WeighedCountView,
} from '../../libs/enrichment/weighed/weighed-accounts.dto';
import type { AddedAccountsView, UnlistedView } from '../../libs/cases/accounts/case-accounts.dto';
import type { JudgedView } from '@app/cases';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';
import { replayCase, type ReplayCase } from '../support/replay-case';

/** A thousandth of the June case: 25 campaign accounts among 225. */
const SCALE = 0.001;

describe('Deciding by what the evidence says', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let replay: ReplayCase;
  const of = (path: string): string => `/v1/cases/${replay.caseId}/${path}`;
  const all = async <T>(path: string): Promise<T[]> =>
    (await investigator.get<{ items: T[] }>(of(`${path}${path.includes('?') ? '&' : '?'}limit=1000`))).body
      .items;
  const standing = async (): Promise<StandingView> =>
    (await investigator.get<StandingView>(of('enrichment-standing'))).body;
  const judge = (body: object) =>
    investigator.post<JudgedView & { accounts?: number }>(of('weighed-accounts/verdicts'), body);

  beforeAll(async () => {
    app = await startApp({ usage: true });
    investigator = await app.as('investigator');
    replay = await replayCase(app, SCALE);
  });
  afterAll(() => app?.stop());

  it('says what a run asks, and that nothing was found yet', async () => {
    const { body } = await investigator.get<{ name: string; defaults: object }[]>('/v1/analyzers');
    expect(body.find(({ name }) => name === 'daily-timeline')?.defaults).toMatchObject({ trailingDays: 7 });
    expect(await standing()).toMatchObject({
      enrichedThrough: null,
      runId: null,
      accounts: replay.named.length,
      stale: [],
      allowed: ['start'],
    });
  });

  it('says how far the findings reach', async () => {
    const { body } = await investigator.post<RunView>(of('enrichments'), { snapshotId: replay.snapshotId });
    await app.drain();
    const now = await standing();
    expect(now).toMatchObject({ runId: body.id, stale: [], snapshot: { id: replay.snapshotId } });
    expect(now.enrichedThrough).toBe(now.snapshot!.watermark);
  });

  it('lists accounts by suggestion and cluster beside their verdict', async () => {
    const rows = await all<WeighedAccountView>('weighed-accounts');
    expect(rows.map(({ accountId }) => accountId)).toEqual(replay.named);
    const confirm = await all<WeighedAccountView>('weighed-accounts?suggestion=confirm&status=suspected');
    expect(confirm).toEqual(rows.filter(({ suggestion }) => suggestion === 'confirm'));
    expect(confirm.length).toBeGreaterThan(0);
    expect(confirm.every(({ because }) => because.length > 0)).toBe(true);
    const path = `weighed-accounts/${encodeURIComponent(confirm[0]!.accountId)}`;
    expect((await investigator.get(of(path))).body).toEqual(confirm[0]);
    expect((await investigator.get(of('weighed-accounts/acct-of-nobody'))).status).toBe(404);
    const counts = (await investigator.get<WeighedCountView[]>(of('weighed-accounts/counts'))).body;
    expect(counts).toContainEqual({ suggestion: 'confirm', status: 'suspected', accounts: confirm.length });
    expect(counts.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(rows.length);
    const [cluster] = await all<ClusterView>('clusters');
    const members = await all<ClusterMemberView>(`clusters/${cluster!.number}/accounts`);
    const inCase = members.filter(({ status }) => status !== null).map(({ accountId }) => accountId);
    const clustered = await all<WeighedAccountView>(`weighed-accounts?cluster=${cluster!.number}`);
    expect(clustered.map(({ accountId }) => accountId)).toEqual(inCase);
  });

  it('gives a verdict on all of a suggestion as one act, but only on as many as were seen', async () => {
    const confirm = await all<WeighedAccountView>('weighed-accounts?suggestion=confirm');
    const verdict = { status: 'confirmed', reason: 'Samples read.', suggestion: 'confirm' };
    const refused = await judge({ ...verdict, accounts: confirm.length + 1 });
    expect(refused).toMatchObject({ status: 409, body: { accounts: confirm.length } });
    const { body } = await judge({ ...verdict, accounts: confirm.length });
    expect(body).toMatchObject({ changed: confirm.length, unknown: 0 });
    const after = await all<WeighedAccountView>('weighed-accounts?suggestion=confirm');
    expect(after.every(({ status }) => status === 'confirmed')).toBe(true);
    expect(await all('weighed-accounts?suggestion=clear&status=confirmed')).toEqual([]);
    // What was judged is confirmed: nothing of it is left that could be judged again.
    expect((await judge({ ...verdict, accounts: confirm.length })).status).toBe(409);
    await investigator.post(of(`account-acts/${body.actId}/undo`), { reason: 'Tried.' });
    const again = await all<WeighedAccountView>('weighed-accounts?suggestion=confirm&status=suspected');
    expect(again).toHaveLength(confirm.length);
    expect((await (await app.as('analyst')).post(of('weighed-accounts/verdicts'), verdict)).status).toBe(403);
  });

  it('shows beside what was found of a key the verdict on it', async () => {
    const [key] = await all<KeyEvidenceView>('key-evidence?suggestion=cover');
    expect(key!.verdict).toBeNull();
    const { accountId, apiKeyId } = key!;
    const keys = [{ accountId, apiKeyId }];
    await investigator.post(of('keys/verdicts'), { verdict: 'cover', reason: 'Their customers.', keys });
    expect((await all<KeyEvidenceView>('key-evidence?suggestion=cover'))[0]).toEqual({
      ...key!,
      verdict: 'cover',
    });
  });

  it('brings candidates into the case, and takes them back while nothing was done with them', async () => {
    const candidates = await all<CandidateView>('candidates');
    expect(candidates.length).toBeGreaterThan(1);
    expect(candidates.every(({ status }) => status === null)).toBe(true);
    const [first, second] = candidates;
    const chosen = [first!.accountId, second!.accountId];
    const take = (accountIds: string[]) =>
      investigator.post<AddedAccountsView>(`/v1/findings/${first!.findingId}/candidates`, { accountIds });
    expect((await take([...chosen, 'acct-of-nobody'])).status).toBe(409);
    const { body } = await take(chosen);
    expect(body).toMatchObject({ added: 2, already: 0, addedAt: expect.any(String) });
    const brought = (await all<CandidateView>('candidates')).filter(({ status }) => status === 'suspected');
    expect(brought.map(({ accountId }) => accountId)).toEqual(chosen);
    expect(await standing()).toMatchObject({ stale: [{ kind: 'accounts' }] });
    const weighed = await all<WeighedAccountView>(`weighed-accounts?tier=${first!.tier}`);
    expect(weighed).toContainEqual(
      expect.objectContaining({ accountId: chosen[0], because: first!.because }),
    );

    await investigator.post(of('accounts/verdicts'), {
      status: 'confirmed',
      reason: 'Same card.',
      accountIds: [chosen[0]],
    });
    const unlist = () =>
      investigator.post<UnlistedView>(of('accounts/unlist'), { addedAt: body.addedAt, reason: 'Too early.' });
    expect((await unlist()).body).toEqual({ unlisted: 1, left: 1 });
    expect((await unlist()).body).toEqual({ unlisted: 0, left: 1 });
    const left = (await all<CandidateView>('candidates')).filter(({ status }) => status !== null);
    expect(left.map(({ accountId, status }) => [accountId, status])).toEqual([[chosen[0], 'confirmed']]);
  });
});
