import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCorrections, type CorrectionPlan } from '../../apps/cli/replay/generator/corrections';
import { generate } from '../../apps/cli/replay/generator/generate';
import type { ClaimView } from '../../libs/claims/claims.dto';
import type { RecountsRequestedView, RecountView } from '../../libs/claims/recounts/recounts.dto';
import type { CitingLetterView } from '../../libs/letters/flags/letter-flags.dto';
import type { LetterSummaryView, LetterView } from '../../libs/letters/letter-views';
import type { ImportView } from '../../libs/usage/imports.dto';
import { approvedJudgement } from '../support/judged-case';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';
import { Importer } from '../support/imports';

/** The June case at a thousandth, with what its log was corrected by. */
const SCALE = 0.001;

const LETTERHEAD = {
  LETTERHEAD_NAME: 'Example AI Lab',
  LETTERHEAD_ADDRESS: '100 Example Street|San Francisco, CA 94105',
  LETTERHEAD_CONTACT: 'policy@lab.example',
};

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

describe('A figure that was right when the letter left', () => {
  let app: TestApp;
  let dir: string;
  let plan: CorrectionPlan;
  let [investigator, policy, legal, signatory]: HttpClient[] = [];
  let importer: Importer;
  let caseId: string;
  let snapshots: string[];
  let claims: Record<string, ClaimView>;
  let letterId: string;

  const rowsOf = (path: string): string[][] =>
    readFileSync(join(dir, path), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','));
  const take = async (note: string): Promise<string> =>
    (await investigator!.post<{ id: string }>('/v1/snapshots', { note })).body.id;
  const claimNow = async (measure: string): Promise<ClaimView> =>
    (await investigator!.get<ClaimView>(`/v1/claims/${claims[measure]!.id}`)).body;
  const recounts = async (measure: string): Promise<RecountView[]> =>
    (await investigator!.get<Page<RecountView>>(`/v1/claims/${claims[measure]!.id}/recounts`)).body.items;
  const letter = async (id = letterId): Promise<LetterView> =>
    (await policy!.get<LetterView>(`/v1/letters/${id}`)).body;
  const tasks = async (): Promise<{ id: string; title: string }[]> =>
    (await investigator!.get<Page<{ id: string; title: string }>>(`/v1/cases/${caseId}/tasks?limit=1000`))
      .body.items;
  const acts = async (action: string): Promise<number> => {
    const [row] = await app.db.query<{ n: string }[]>(
      'SELECT count(*) AS n FROM audit_events WHERE action = $1',
      [action],
    );
    return Number(row!.n);
  };

  /** Counts everything that is approved anew on the latest snapshot. */
  async function recountAll(body: object = {}): Promise<RecountsRequestedView> {
    const answer = await investigator!.post<RecountsRequestedView>('/v1/claims/recount', body);
    expect(answer.status).toBe(202);
    await app.drain();
    return answer.body;
  }

  async function approved(measure: string, phrase: object): Promise<ClaimView> {
    const made = await investigator!.post<ClaimView>(`/v1/cases/${caseId}/claims`, {
      measure,
      snapshotId: snapshots[0],
      phrase,
    });
    expect(made).toMatchObject({ status: 201 });
    const { contentHash } = (await investigator!.post<ClaimView>(`/v1/claims/${made.body.id}/reproduce`))
      .body;
    const answer = await legal!.post<ClaimView>(`/v1/claims/${made.body.id}/approve`, { contentHash });
    expect(answer).toMatchObject({ status: 200, body: { state: 'approved', allowed: ['stale'] } });
    return answer.body;
  }

  /** A letter with the four claims, frozen under a date. */
  async function frozen(): Promise<LetterView> {
    const { body } = await policy!.post<LetterView>(`/v1/cases/${caseId}/letters`, {
      template: 'congress-voluntary',
      claims: Object.fromEntries(Object.entries(claims).map(([measure, { id }]) => [measure, id])),
      passages: {
        conduct: 'The accounts were opened in batches.',
        assessment: 'We assess that the accounts were a coordinated network.',
        response: 'We banned the accounts.',
      },
      recipients: [
        {
          honorific: '',
          name: '',
          title: 'Chair',
          body: 'Committee on Examples',
          addressLines: ['Washington, DC 20510'],
        },
      ],
    });
    await policy!.post(`/v1/letters/${body.id}/submit`);
    const review = { decision: 'approve', comment: 'Read.' };
    expect(await legal!.post(`/v1/letters/${body.id}/review`, review)).toMatchObject({ status: 200 });
    const answer = await policy!.post<LetterView>(`/v1/letters/${body.id}/freeze`, { date: '2026-06-10' });
    expect(answer).toMatchObject({ status: 200, body: { state: 'Frozen', openFlags: 0, flags: [] } });
    return answer.body;
  }

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'docket-recount-'));
    const [out, truthOut] = [join(dir, 'out'), join(dir, 'truth')];
    await generate({ seed: 7, scale: SCALE, out, truthOut, threads: 0 });
    plan = await generateCorrections({ seed: 7, scale: SCALE, out, truthOut });
    app = await startApp({ usage: true, env: LETTERHEAD });
    [investigator, policy, legal, signatory] = await Promise.all(
      (['investigator', 'policy', 'legal', 'signatory'] as const).map((role) => app.as(role)),
    );
    importer = await Importer.of(app);
    const days = readdirSync(join(out, 'usage')).sort();
    const texts = days.map((name) => readFileSync(join(out, 'usage', name), 'utf8'));
    const header = texts[0]!.slice(0, texts[0]!.indexOf('\n') + 1);
    await importer.import('june.csv', header + texts.map((text) => text.slice(header.length)).join(''));
    const opened = await investigator!.post<{ id: string }>('/v1/cases', {
      kind: 'distillation',
      title: 'Coordinated accounts',
      severity: 4,
    });
    caseId = opened.body.id;
    await approvedJudgement(app, caseId);
    const accountIds = rowsOf('truth/accounts.csv').flatMap(([id, label]) =>
      label === 'campaign' ? [id!] : [],
    );
    const path = `/v1/cases/${caseId}`;
    await investigator!.post(`${path}/accounts`, { accountIds, source: 'list' });
    const verdict = { status: 'confirmed', reason: 'Campaign families', accountIds };
    await investigator!.post(`${path}/accounts/verdicts`, verdict);
    const cover = new Set(rowsOf('truth/cover_traffic.csv').map(([id]) => id));
    const keys = new Map(
      days
        .flatMap((name) => rowsOf(`out/usage/${name}`))
        .flatMap(([id, , accountId, apiKeyId]) =>
          cover.has(id) ? [[apiKeyId, { accountId, apiKeyId }] as const] : [],
        ),
    );
    await investigator!.post(`${path}/keys/verdicts`, {
      verdict: 'cover',
      reason: 'Customers of the reseller',
      keys: [...keys.values()],
    });
  });
  afterAll(async () => {
    await app?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('is claimed on the first snapshot, said in a letter, and sent', async () => {
    snapshots = [await take('S1')];
    claims = {
      'accounts.confirmed': await approved('accounts.confirmed', {
        qualifier: 'exactly',
        rounded: '25',
        unit: 'accounts',
      }),
      'exchanges.campaign': await approved('exchanges.campaign', {
        qualifier: 'more_than',
        rounded: '28800',
        unit: 'exchanges',
      }),
      'activity.first_day': await approved('activity.first_day', {
        qualifier: 'exactly',
        rounded: '2026-04-22',
        unit: 'date',
      }),
      'activity.last_day': await approved('activity.last_day', {
        qualifier: 'exactly',
        rounded: '2026-06-05',
        unit: 'date',
      }),
    };
    expect(claims['exchanges.campaign']!.value).toBe(String(plan.exchanges[0]));
    const { id, frozen: fixed } = await frozen();
    letterId = id;
    await signatory!.post(`/v1/letters/${id}/sign`, { contentHash: fixed!.contentHash });
    await policy!.post(`/v1/letters/${id}/dispatch`);
    await app.drain();
    expect((await letter()).state).toBe('Dispatched');
  });

  it('still holds when late rows come: a note, and nothing to correct', async () => {
    const late = await importer.import('late.csv', readFileSync(join(dir, 'out/corrections/late.csv')));
    expect(late).toMatchObject({ loaded: 41, known: 0, rejected: 0 });
    snapshots.push(await take('S2'));
    expect(await recountAll()).toEqual({ snapshotId: snapshots[1], requested: 4, isMore: false });
    const [recount] = await recounts('exchanges.campaign');
    expect(recount).toMatchObject({
      snapshotId: snapshots[1],
      state: 'counted',
      outcome: 'holds',
      phrase: 'more than 28,800 exchanges',
      valueThen: String(plan.exchanges[0]),
      value: String(plan.exchanges[1]),
      reproduced: String(plan.exchanges[1]),
      difference: '41',
      requestedByName: 'investigator',
    });
    expect((await claimNow('exchanges.campaign')).state).toBe('approved');
    expect(await letter()).toMatchObject({ openFlags: 0, flags: [] });
    expect(await acts('letter.flagged')).toBe(0);
    expect((await recountAll()).requested).toBe(0);
  });

  it('flags the letter when the duplicates are withdrawn, with a task in its case', async () => {
    const reason = 'The gateway logged retries as requests of their own.';
    const { body } = await investigator!.post<ImportView>('/v1/withdrawals', {
      fileName: 'duplicates.csv',
      reason,
    });
    const duplicates = readFileSync(join(dir, 'out/corrections/duplicates.csv'));
    await investigator!.put(`/v1/imports/${body.id}/content`, duplicates);
    expect(await importer.over(body.id)).toMatchObject({ state: 'done', loaded: 64, rejected: 0 });
    snapshots.push(await take('S3'));
    const before = await tasks();
    const answer = await investigator!.post<RecountView>(
      `/v1/claims/${claims['exchanges.campaign']!.id}/recount`,
      {},
    );
    expect(answer).toMatchObject({ status: 202, body: { state: 'waiting', snapshotId: snapshots[2] } });
    await recountAll({ caseId });
    expect((await recounts('exchanges.campaign'))[0]).toMatchObject({
      outcome: 'fails',
      value: String(plan.exchanges[2]),
      reproduced: String(plan.exchanges[2]),
      difference: '-23',
    });
    for (const measure of ['accounts.confirmed', 'activity.first_day', 'activity.last_day'])
      expect((await recounts(measure))[0]).toMatchObject({ snapshotId: snapshots[2], outcome: 'holds' });
    expect(await claimNow('exchanges.campaign')).toMatchObject({
      state: 'stale',
      allowed: [],
      value: String(plan.exchanges[0]),
    });
    const flagged = await letter();
    const fresh = (await tasks()).slice(before.length);
    expect(fresh).toMatchObject([{ title: `Correct ${flagged.number}: C-2 holds no more` }]);
    expect(flagged).toMatchObject({
      state: 'Dispatched',
      openFlags: 1,
      flags: [
        {
          claim: 'C-2',
          phrase: 'more than 28,800 exchanges',
          valueThen: String(plan.exchanges[0]),
          valueNow: String(plan.exchanges[2]),
          snapshotId: snapshots[2],
          taskId: fresh[0]!.id,
          state: 'open',
        },
      ],
    });
    const listed = await policy!.get<Page<LetterSummaryView>>(`/v1/letters?caseId=${caseId}&flagged=true`);
    expect(listed.body.items).toMatchObject([{ id: letterId, openFlags: 1 }]);
    const citing = await policy!.get<Page<CitingLetterView>>(
      `/v1/claims/${claims['exchanges.campaign']!.id}/letters`,
    );
    expect(citing.body).toMatchObject({
      items: [{ id: letterId, number: flagged.number, state: 'Dispatched', version: 1, flag: 'open' }],
      nextCursor: null,
    });
    expect(citing.body.items[0]!.sentAt).not.toBeNull();
    const timeline = await investigator!.get<Page<{ action: string }>>(
      `/v1/cases/${caseId}/timeline?limit=1000`,
    );
    const told = timeline.body.items.map((entry) => entry.action);
    expect(told).toEqual(expect.arrayContaining(['claim.recounted', 'claim.went_stale', 'letter.flagged']));
  });

  it('adds nothing when it is asked for again', async () => {
    const before = [
      await tasks(),
      await letter(),
      await acts('claim.recounted'),
      await acts('letter.flagged'),
    ];
    expect((await recountAll({ snapshotId: snapshots[2] })).requested).toBe(0);
    const again = await investigator!.post<RecountView>(
      `/v1/claims/${claims['exchanges.campaign']!.id}/recount`,
      { snapshotId: snapshots[2] },
    );
    expect(again.body).toMatchObject({ state: 'counted', outcome: 'fails' });
    await app.drain();
    expect([
      await tasks(),
      await letter(),
      await acts('claim.recounted'),
      await acts('letter.flagged'),
    ]).toEqual(before);
  });

  it('gives the same number again on the data that it was counted from', async () => {
    const { id } = claims['exchanges.campaign']!;
    await investigator!.post(`/v1/claims/${id}/recount`, { snapshotId: snapshots[0] });
    await app.drain();
    expect((await recounts('exchanges.campaign'))[0]).toMatchObject({
      snapshotId: snapshots[0],
      outcome: 'holds',
      value: String(plan.exchanges[0]),
      difference: '0',
    });
    expect((await claimNow('exchanges.campaign')).state).toBe('stale');
    for (const snapshot of snapshots) {
      const verdict = await investigator!.post<{ verified: boolean }>(`/v1/snapshots/${snapshot}/verify`);
      expect(verdict.body.verified).toBe(true);
    }
  });

  it('cannot be cited any more, and the flag is settled by a letter that corrects it', async () => {
    const [flag] = (await letter()).flags;
    const path = `/v1/letters/${letterId}/flags/${flag!.id}/resolve`;
    const reason = 'The committee has the corrected figure.';
    expect((await policy!.post(path, { outcome: 'accepted', reason })).status).toBe(403);
    expect((await legal!.post(path, { outcome: 'withdrawn', reason })).status).toBe(409);
    expect((await legal!.post(path, { outcome: 'amended', reason })).status).toBe(400);
    expect((await legal!.post(path, { outcome: 'amended', reason, amendmentId: letterId })).status).toBe(400);
    const draft = await policy!.post<LetterView>(`/v1/cases/${caseId}/letters`, {
      template: 'congress-voluntary',
      claims: { 'exchanges.campaign': claims['exchanges.campaign']!.id },
    });
    const settled = await legal!.post<LetterView>(path, {
      outcome: 'amended',
      reason,
      amendmentId: draft.body.id,
    });
    expect(settled).toMatchObject({
      status: 200,
      body: {
        openFlags: 0,
        flags: [{ state: 'resolved', outcome: 'amended', amendmentId: draft.body.id, reason }],
      },
    });
    const repeated = await legal!.post<LetterView>(path, {
      outcome: 'amended',
      reason,
      amendmentId: draft.body.id,
    });
    expect(repeated.body.flags).toEqual(settled.body.flags);
    expect((await legal!.post(path, { outcome: 'accepted', reason })).status).toBe(409);
    expect(await acts('letter.flag_resolved')).toBe(1);
  });

  it('keeps a letter that has not left from being signed', async () => {
    const phrase = { qualifier: 'at_least', rounded: String(plan.exchanges[0]), unit: 'exchanges' };
    claims['exchanges.campaign'] = await approved('exchanges.campaign', phrase);
    const { id, frozen: fixed } = await frozen();
    await recountAll();
    expect(await letter(id)).toMatchObject({ state: 'Frozen', openFlags: 1 });
    const signed = await signatory!.post(`/v1/letters/${id}/sign`, { contentHash: fixed!.contentHash });
    expect(signed).toMatchObject({ status: 409, body: { type: '/problems/letter-flagged' } });
    await policy!.post(`/v1/letters/${id}/withdraw`, { reason: 'A figure holds no more.' });
    const [flag] = (await letter(id)).flags;
    const settled = await legal!.post<LetterView>(`/v1/letters/${id}/flags/${flag!.id}/resolve`, {
      outcome: 'withdrawn',
      reason: 'It never left.',
    });
    expect(settled.body).toMatchObject({ state: 'Withdrawn', openFlags: 0 });
  });

  it('refuses what cannot be counted anew', async () => {
    const { id } = claims['exchanges.campaign']!;
    const made = await investigator!.post<ClaimView>(`/v1/cases/${caseId}/claims`, {
      measure: 'exchanges.campaign',
      snapshotId: snapshots[2],
    });
    expect(made.body.value).toBe(String(plan.exchanges[2]));
    expect((await investigator!.post(`/v1/claims/${made.body.id}/recount`, {})).status).toBe(409);
    expect((await investigator!.post(`/v1/claims/${id}/recount`, { snapshotId: id })).status).toBe(404);
    expect((await investigator!.post(`/v1/claims/${caseId}/recount`, {})).status).toBe(404);
    expect((await legal!.post(`/v1/claims/${id}/recount`, {})).status).toBe(403);
    await expect(
      app.db.query(`UPDATE claim_recounts SET value = '1' WHERE state = 'counted'`),
    ).rejects.toThrow('append-only');
    await expect(app.db.query(`UPDATE claims SET state = 'approved' WHERE state = 'stale'`)).rejects.toThrow(
      'does not change',
    );
  });
});
