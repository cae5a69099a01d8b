import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '@app/platform';
import { InstallationConfig } from '../../apps/installation.config';
import { createWorker, type RunningWorkerProcess } from '../../apps/worker/create-worker';
import type {
  AccountEvidenceView,
  FindingView,
  KeyEvidenceView,
  RunView,
} from '../../libs/enrichment/enrichment.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';
import { importFile, replayCase, type ReplayCase } from '../support/replay-case';
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

  /** One step sends the next on its way when it ends, so the queue is empty for an instant between two. */
  const ended = async (runId: string): Promise<RunView> => {
    for (const until = Date.now() + 60_000; Date.now() < until;) {
      await app.drain(60_000);
      const { body } = await investigator.get<RunView>(`/v1/cases/${replay.caseId}/enrichments/${runId}`);
      if (body.state !== 'running') return body;
    }
    throw new Error('the run has not ended after 60 s');
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
  }, 120_000);

  afterAll(() => app?.stop());

  it('reports each analyzer with its state, rows and seconds', () => {
    expect(run).toMatchObject({ state: 'done', progress: 1, accountCount: replay.named.length });
    expect(run.steps.map((step) => [step.analyzer, step.state])).toEqual([
      ['account-totals', 'done'],
      ['daily-timeline', 'done'],
      ['capability-focus', 'done'],
      ['model-shift', 'done'],
      ['shared-infrastructure', 'done'],
      ['cover-traffic', 'done'],
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
    expect(again.steps.map((step) => step.state)).toEqual(Array(6).fill('reused'));
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
    const { result } = await finding<{ suggestions: Record<string, number> }>(next, 'shared-infrastructure');
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
      // Longer than all tries of a step that fails.
      await sleep(6_000);
      const waiting = await run();
      expect(waiting.state).toBe('running');
      expect(waiting.steps[0]).toMatchObject({
        state: 'waiting',
        error: expect.stringContaining('does not answer') as string,
      });
      again = await startUsageEngine({ dir, env: { USAGE_ENGINE_PORT: new URL(engine.url).port } });
      let ended = await run();
      for (const until = Date.now() + 20_000; ended.state === 'running' && Date.now() < until;) {
        await sleep(100);
        ended = await run();
      }
      expect(ended.steps.map((step) => [step.state, step.error])).toEqual(Array(6).fill(['done', null]));
    } finally {
      await worker.close();
      await app.stop();
      await again?.stop();
      await rm(dir, { recursive: true, force: true });
    }
  }, 60_000);
});
