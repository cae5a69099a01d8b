import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@app/platform';
import { InstallationConfig } from '../../apps/installation.config';
import { createWorker, type RunningWorkerProcess } from '../../apps/worker/create-worker';
import type { CandidateView, ClusterMemberView, ClusterView } from '../../libs/enrichment/clusters.dto';
import type {
  AccountEvidenceView,
  FindingView,
  KeyEvidenceView,
  RunView,
} from '../../libs/enrichment/enrichment.dto';
import { MAX_FAILURES } from '../../libs/enrichment/run-analyzer.job';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';
import { importFile, replayCase, type ReplayCase } from '../support/replay-case';
import { until } from '../support/until';
import { type RunningUsageEngine, startUsageEngine } from '../support/usage-engine';

/** A thousandth of the June case: 25 campaign accounts among 225. */
const SCALE = 0.001;

const ONE_REQUEST = [
  'request_id,ts,account_id,model,input_tokens,output_tokens,status',
  'r-1,2026-05-01T10:00:00Z,acct-1,m,10,20,200',
].join('\n');

describe('Enriching a case', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let replay: ReplayCase;
  let run: RunView;

  const ended = async (runId: string): Promise<RunView> => {
    await app.drain();
    return (await investigator.get<RunView>(`/v1/cases/${replay.caseId}/enrichments/${runId}`)).body;
  };

  const start = async (body: object = {}): Promise<RunView> => {
    const started = await investigator.post<RunView>(`/v1/cases/${replay.caseId}/enrichments`, {
      snapshotId: replay.snapshotId,
      ...body,
    });
    expect(started.status).toBe(201);
    return ended(started.body.id);
  };

  const finding = async <T>(of: RunView, analyzer: string): Promise<FindingView & { result: T }> => {
    const { findingId } = of.steps.find((step) => step.analyzer === analyzer)!;
    return (await investigator.get<FindingView & { result: T }>(`/v1/findings/${findingId}`)).body;
  };

  const exported = async <T>(what: string): Promise<T[]> => {
    const { status, body } = await investigator.get<string>(`/v1/cases/${replay.caseId}/${what}`);
    expect(status).toBe(200);
    return body
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  };

  const labelOf = (accountId: string): string => replay.truth.accounts.get(accountId)!.label;

  beforeAll(async () => {
    app = await startApp({ usage: true });
    investigator = await app.as('investigator');
    replay = await replayCase(app, SCALE);
    run = await start();
  });

  afterAll(() => app?.stop());

  it('reports each analyzer with its state, rows and seconds', () => {
    expect(run).toMatchObject({ state: 'done', progress: 1, accountCount: replay.named.length });
    expect(run.steps.map((step) => [step.analyzer, step.state])).toEqual([
      ['account-totals', 'done'],
      ['daily-timeline', 'done'],
      ['capability-focus', 'done'],
      ['model-shift', 'done'],
      ['shared-infrastructure', 'done'],
      ['synchronised-timing', 'done'],
      ['lifecycle', 'done'],
      ['membership', 'done'],
      ['clusters', 'done'],
      ['cover-traffic', 'done'],
      ['value', 'done'],
      ['displacement', 'done'],
    ]);
    expect(run.steps[0]).toMatchObject({ rows: replay.named.length, error: null });
    expect(run.steps.every((step) => step.seconds! >= 0)).toBe(true);
  });

  it('suggests to confirm exactly the accounts of the campaign and to clear exactly the innocents', async () => {
    const rows = await exported<AccountEvidenceView>('account-evidence/export');
    expect(rows.map((row) => row.accountId)).toEqual(replay.named);
    const wrong = rows.filter(
      (row) => row.suggestion !== (labelOf(row.accountId) === 'campaign' ? 'confirm' : 'clear'),
    );
    expect(wrong.map((row) => ({ ...row, truth: replay.truth.accounts.get(row.accountId) }))).toEqual([]);
    expect(rows.every((row) => row.because.length > 0)).toBe(true);
  });

  it('tells the keys of a mixed reseller’s customers from the campaign, to the exchange', async () => {
    const cover = await exported<KeyEvidenceView>('key-evidence/export?suggestion=cover');
    const covered = cover.reduce((sum, key) => sum + key.exchanges, 0);
    expect(covered).toBe(replay.truth.figures.coverExchanges);
    const campaign = await exported<KeyEvidenceView>('key-evidence/export?suggestion=campaign');
    expect(campaign.reduce((sum, key) => sum + key.exchanges, 0)).toBe(
      replay.truth.figures.campaignExchanges,
    );
    expect(new Set([...cover, ...campaign].map((key) => labelOf(key.accountId)))).toEqual(
      new Set(['campaign']),
    );
    expect(cover.every((key) => key.hours.reduce((a, b) => a + b, 0) === key.exchanges)).toBe(true);
  });

  it('counts exchanges only, account by account', async () => {
    const rows = await exported<AccountEvidenceView>('account-evidence/export');
    const { result } = await finding<{ exchanges: number; accountsNeverUsed: number; failed: number }>(
      run,
      'account-totals',
    );
    expect(rows.reduce((sum, row) => sum + row.exchanges!, 0)).toBe(result.exchanges);
    const ofCampaign = rows.filter((row) => labelOf(row.accountId) === 'campaign');
    expect(ofCampaign.reduce((sum, row) => sum + row.exchanges!, 0)).toBe(replay.truth.figures.allExchanges);
    expect(result.failed).toBeGreaterThan(0);
    expect(rows.filter((row) => row.exchanges === 0)).toHaveLength(result.accountsNeverUsed);
  });

  it('marks the day of the release, and finds the release itself', async () => {
    const timeline = await finding<{
      days: { day: string }[];
      changePoints: { day: string; direction: string }[];
    }>(run, 'daily-timeline');
    expect(timeline.result.days).toHaveLength(45);
    expect(timeline.result.changePoints).toContainEqual(
      expect.objectContaining({ day: '2026-05-28', direction: 'rise' }),
    );
    expect(timeline.result.changePoints).toContainEqual(
      expect.objectContaining({ day: '2026-06-04', direction: 'fall' }),
    );
    interface Shift {
      releases: {
        model: string;
        releasedAt: string;
        first24Hours: { share: number; shareOutside: number };
      }[];
    }
    const { releases } = (await finding<Shift>(run, 'model-shift')).result;
    expect(releases).toHaveLength(1);
    expect(releases[0]!.model).toBe('flagship-B');
    expect(releases[0]!.releasedAt).toMatch(/^2026-05-28T0/);
    expect(releases[0]!.first24Hours.share).toBeGreaterThan(2 * releases[0]!.first24Hours.shareOutside);
  });

  it('keeps with a finding the questions that gave it, and never changes it', async () => {
    const found = await finding(run, 'capability-focus');
    expect(found.queries).toHaveLength(1);
    expect(found.queries[0]!.params).toMatchObject({ accounts: run.accountsHash });
    expect(found.enrichedThrough).toMatch(/^2026-06-05T23:/);
    await expect(app.db.query('UPDATE findings SET row_count = 1')).rejects.toThrow('append-only');
    await expect(app.db.query('DELETE FROM findings')).rejects.toThrow('append-only');
  });

  it('answers a second run of the same input from what was found before', async () => {
    const again = await start();
    expect(again.steps.map((step) => step.state)).toEqual(run.steps.map(() => 'reused'));
    expect(again.steps.map((step) => step.findingId)).toEqual(run.steps.map((step) => step.findingId));
  });

  it('asks again only what a parameter changes', async () => {
    const release = { model: 'flagship-B', releasedAt: '2026-05-28T00:00:00Z' };
    const named = await start({ release });
    expect(named.steps.filter((step) => step.state === 'done').map((step) => step.analyzer)).toEqual([
      'model-shift',
    ]);
    const { result } = await finding<{ releases: { detected: boolean; at24Hours: { share: number } }[] }>(
      named,
      'model-shift',
    );
    expect(result.releases).toEqual([expect.objectContaining({ ...release, detected: false })]);
  });

  it('gives up at once what an earlier version of the program began, and says what to do', async () => {
    const { body } = await investigator.post<RunView>(`/v1/cases/${replay.caseId}/enrichments`, {
      snapshotId: replay.snapshotId,
    });
    await app.db.query(
      `UPDATE enrichment_steps SET version = version - 1, input_hash = 'of an earlier version'
       WHERE run_id = $1 AND analyzer = 'value'`,
      [body.id],
    );
    const outdated = await ended(body.id);
    expect(outdated.state).toBe('failed');
    const failed = outdated.steps.filter(({ state }) => state === 'failed');
    expect(failed).toMatchObject([{ analyzer: 'value', findingId: null }]);
    expect(failed[0]!.error).toMatch(/^It was started for version \d+ of value, which .* Enrich again/);
  });

  it('looks at another account set afresh and leaves out who was cleared', async () => {
    const innocents = replay.named.filter((id) => labelOf(id) !== 'campaign');
    await investigator.post(`/v1/cases/${replay.caseId}/accounts/verdicts`, {
      status: 'cleared',
      reason: 'Its traffic is outside of the campaign',
      accountIds: innocents,
    });
    const next = await start();
    expect(next).toMatchObject({ state: 'done', accountCount: replay.named.length - innocents.length });
    expect(next.accountsHash).not.toBe(run.accountsHash);
    expect(next.steps.every((step) => step.state === 'done')).toBe(true);
    const { result } = await finding<{ suggestions: Record<string, number> }>(next, 'membership');
    expect(result.suggestions).toEqual({ confirm: next.accountCount, clear: 0, review: 0 });
  });

  it('pages evidence by key and filters by suggestion', async () => {
    const path = `/v1/cases/${replay.caseId}/account-evidence?suggestion=confirm&limit=10`;
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: AccountEvidenceView[]; nextCursor: string | null } = (
        await investigator.get<{ items: AccountEvidenceView[]; nextCursor: string | null }>(
          cursor ? `${path}&cursor=${cursor}` : path,
        )
      ).body;
      seen.push(...page.items.map((item) => item.accountId));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(replay.named.filter((id) => labelOf(id) === 'campaign'));
    expect((await investigator.get(`/v1/cases/${replay.caseId}/key-evidence?limit=3`)).body).toMatchObject({
      nextCursor: expect.any(String),
    });
    expect(
      (await investigator.get(`/v1/cases/${replay.caseId}/account-evidence?suggestion=maybe`)).status,
    ).toBe(400);
  });

  it('gives accounts and shares to its case: a suggestion is a source, not a verdict', async () => {
    const latest = (
      await investigator.get<{ id: string; analyzer: string }[]>(`/v1/cases/${replay.caseId}/findings`)
    ).body.find((one) => one.analyzer === 'membership')!;
    const path = `/v1/findings/${latest.id}`;
    const campaign = replay.named.filter((id) => labelOf(id) === 'campaign');
    const listed = await investigator.post(`${path}/accounts`, { suggestion: 'confirm' });
    expect(listed).toMatchObject({ status: 200, body: { added: 0, already: campaign.length } });
    const accounts = async () =>
      (
        await investigator.get<{
          items: { accountId: string; status: string; share: number | null; furtherSources: number }[];
        }>(`/v1/cases/${replay.caseId}/accounts?limit=1000&status=suspected`)
      ).body.items;
    expect((await accounts()).map((one) => [one.accountId, one.furtherSources])).toEqual(
      campaign.map((id) => [id, 1]),
    );
    const shares = await investigator.post<{ changed: number; actId: string }>(`${path}/shares`, {});
    expect(shares).toMatchObject({ status: 200, body: { unknown: 0, actId: expect.any(String) as string } });
    const said = (await accounts()).flatMap((one) => one.share ?? []);
    expect(said).toHaveLength(shares.body.changed);
    expect(said.every((share) => share > 0 && share <= 1)).toBe(true);
    expect(await investigator.post(`${path}/accounts`, { suggestion: 'clear' })).toMatchObject({
      status: 409,
      body: { type: '/problems/no-accounts-found' },
    });
    const unknown = `/v1/findings/${replay.caseId}`;
    expect((await investigator.post(`${unknown}/accounts`, {})).status).toBe(404);
    expect((await (await app.as('policy')).post(`${path}/accounts`, {})).status).toBe(403);
  });

  it('finds the rest of a campaign of which a third was named, in tiers and with reasons, and nobody else', async () => {
    const campaign = replay.named.filter((id) => labelOf(id) === 'campaign');
    const named = campaign.filter((_, i) => i % 3 === 0);
    const aCase = { kind: 'distillation', title: 'A third of it', severity: 3 };
    const { id } = (await investigator.post<{ id: string }>('/v1/cases', aCase)).body;
    await investigator.post(`/v1/cases/${id}/accounts`, { accountIds: named, source: 'detectors' });
    const path = `/v1/cases/${id}`;
    const runOf = async (): Promise<RunView> => {
      const { body } = await investigator.post<RunView>(`${path}/enrichments`, {
        snapshotId: replay.snapshotId,
      });
      await app.drain();
      return (await investigator.get<RunView>(`${path}/enrichments/${body.id}`)).body;
    };
    const done = await runOf();
    expect(done.state).toBe('done');
    const { items } = (await investigator.get<{ items: CandidateView[] }>(`${path}/candidates?limit=1000`))
      .body;
    const inTiers = items.filter(({ tier }) => tier !== 'look_alike');
    expect(inTiers.filter(({ accountId }) => labelOf(accountId) !== 'campaign')).toEqual([]);
    const used = campaign.filter((account) => !named.includes(account));
    expect(inTiers.length).toBeGreaterThanOrEqual(0.95 * used.length);
    expect(items.every(({ because }) => because.length > 0)).toBe(true);
    expect(items.filter(({ tier }) => tier === 'ban').every(({ evidence }) => evidence.length >= 3)).toBe(
      true,
    );
    const banned = await investigator.get<{ items: CandidateView[] }>(
      `${path}/candidates?tier=ban&limit=1000`,
    );
    expect(banned.body.items).toEqual(items.filter(({ tier }) => tier === 'ban'));

    const clusters = (await investigator.get<{ items: ClusterView[] }>(`${path}/clusters`)).body.items;
    expect(clusters.map(({ number }) => number)).toEqual(clusters.map((_, i) => i + 1));
    const members = (
      await investigator.get<{ items: ClusterMemberView[] }>(`${path}/clusters/1/accounts?limit=1000`)
    ).body.items;
    expect(members).toHaveLength(clusters[0]!.accounts);
    expect(members.filter(({ inCase }) => inCase)).toHaveLength(clusters[0]!.inCase);
    expect(members.every(({ because }) => because[0]!.startsWith('In because '))).toBe(true);

    const again = await runOf();
    expect(again.steps.map((step) => step.state)).toEqual(again.steps.map(() => 'reused'));
    for (const number of ['99', '2147483648', '0'])
      expect((await investigator.get(`${path}/clusters/${number}/accounts`)).status).toBe(404);
    expect((await investigator.get(`${path}/candidates?tier=maybe`)).status).toBe(400);
  });

  it('refuses a case without accounts, an unknown snapshot, and a person without the right', async () => {
    const empty = await investigator.post<{ id: string }>('/v1/cases', {
      kind: 'other',
      title: 'Nobody yet',
      severity: 1,
    });
    const refused = await investigator.post(`/v1/cases/${empty.body.id}/enrichments`, {
      snapshotId: replay.snapshotId,
    });
    expect(refused).toMatchObject({ status: 409, body: { type: '/problems/nothing-to-enrich' } });
    const unknown = await investigator.post(`/v1/cases/${replay.caseId}/enrichments`, {
      snapshotId: replay.caseId,
    });
    expect(unknown.status).toBe(404);
    const policy = await app.as('policy');
    expect(
      (await policy.post(`/v1/cases/${replay.caseId}/enrichments`, { snapshotId: replay.snapshotId })).status,
    ).toBe(403);
    expect((await policy.get(`/v1/cases/${empty.body.id}/account-evidence/export`)).status).toBe(200);
  });
});

describe('An enrichment whose engine is away', () => {
  it('waits for it, however long that takes, and goes on', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'docket-enrichment-'));
    const engine = await startUsageEngine({ dir });
    const app = await startApp({ worker: false, env: { CLICKHOUSE_URL: engine.url } });
    const work = (): Promise<RunningWorkerProcess> => createWorker(loadConfig(InstallationConfig, app.env));
    let worker = await work();
    let again: RunningUsageEngine | undefined;
    try {
      const investigator = await app.as('investigator');
      await importFile(app, 'usage', 'usage.csv', ONE_REQUEST);
      const { id: snapshotId } = (await investigator.post<{ id: string }>('/v1/snapshots', {})).body;
      const aCase = { kind: 'other', title: 'One account', severity: 1 };
      const { id: caseId } = (await investigator.post<{ id: string }>('/v1/cases', aCase)).body;
      await investigator.post(`/v1/cases/${caseId}/accounts`, { accountIds: ['acct-1'], source: 'alerts' });
      await worker.close();
      const { body: started } = await investigator.post<RunView>(`/v1/cases/${caseId}/enrichments`, {
        snapshotId,
      });
      await engine.stop('SIGKILL');
      expect(await investigator.post('/v1/snapshots', {})).toMatchObject({
        status: 503,
        body: { type: '/problems/usage-engine-away' },
      });
      worker = await work();
      const run = async (): Promise<RunView> =>
        (await investigator.get<RunView>(`/v1/cases/${caseId}/enrichments/${started.id}`)).body;
      const seen = (holds: (found: RunView) => boolean | Promise<boolean>): Promise<RunView> =>
        until(async () => {
          const found = await run();
          return (await holds(found)) && found;
        });
      await seen(({ steps }) => steps[0]!.error?.includes('does not answer') === true);
      // One failure more would be the last: looking for an engine that is not there is none.
      await app.db.query('UPDATE enrichment_steps SET failures = $1 WHERE run_id = $2 AND position = 0', [
        MAX_FAILURES - 1,
        started.id,
      ]);
      const tries = async (): Promise<number> => {
        const counted = `SELECT count(*)::int AS n FROM bullmq.job WHERE queue = 'enrichment' AND state = 'completed'`;
        return (await app.db.query<{ n: number }[]>(counted))[0]!.n;
      };
      const before = await tries();
      // The try under way when the failures were written may have read them before; the next has not.
      await seen(async ({ state, steps }) => {
        expect([state, steps[0]!.error]).toEqual(['running', expect.stringContaining('does not answer')]);
        return (await tries()) >= before + 2;
      });
      again = await startUsageEngine({ dir, env: { USAGE_ENGINE_PORT: new URL(engine.url).port } });
      const ended = await seen(({ state }) => state !== 'running');
      expect(ended.steps.map((step) => [step.state, step.error])).toEqual(
        ended.steps.map(() => ['done', null]),
      );
    } finally {
      await worker.close();
      await app.stop();
      await again?.stop();
      await rm(dir, { recursive: true, force: true });
    }
  }, 240_000);
});
