import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ANALYZERS } from '../../libs/enrichment/analyzers';
import type { RunView } from '../../libs/enrichment/enrichment.dto';
import { startApp, type TestApp } from '../support/app';
import { entryOf } from '../support/entry';
import { type Gate, startGate } from '../support/gate';
import type { HttpClient } from '../support/http-client';
import { replayCase } from '../support/replay-case';
import { type RunningUsageEngine, startUsageEngine } from '../support/usage-engine';

/** A thousandth of the June case: 25 campaign accounts among 225. */
const SCALE = 0.001;
/** Where rows of evidence are. */
const EVIDENCE = [
  'account_evidence',
  'key_evidence',
  'account_candidates',
  'account_clusters',
  'cluster_members',
];

describe('An enrichment of which worker and usage engine are killed', () => {
  let directory: string;
  let engine: RunningUsageEngine;
  let worker: ChildProcess;
  let gate: Gate;
  let app: TestApp;
  let investigator: HttpClient;
  /** What is done before a question goes to the engine; it goes unless that says no. */
  let before: (sql: string) => Promise<boolean> = () => Promise.resolve(true);

  const startWorker = (): ChildProcess =>
    spawn(process.execPath, [entryOf('worker')], {
      env: { PATH: '/usr/bin:/bin', ...app.env },
      stdio: 'ignore',
    });

  const enrich = async (caseId: string, snapshotId: string): Promise<RunView> => {
    const path = `/v1/cases/${caseId}/enrichments`;
    const { id } = (await investigator.post<RunView>(path, { snapshotId })).body;
    for (const until = Date.now() + 240_000; ; await sleep(50)) {
      const { body } = await investigator.get<RunView>(`${path}/${id}`);
      if (body.state !== 'running') return body;
      if (Date.now() > until) throw new Error(`it has not ended: ${JSON.stringify(body.steps)}`);
    }
  };

  /** What each analyzer asked the engine of a case. */
  const questionsOf = async (caseId: string): Promise<Map<string, string[]>> => {
    const rows: { analyzer: string; sql: string }[] = await app.db.query(
      `SELECT analyzer, query->>'sql' AS sql
       FROM findings, jsonb_array_elements(queries) WITH ORDINALITY AS q (query, at) WHERE case_id = $1 ORDER BY analyzer, at`,
      [caseId],
    );
    const questions = new Map<string, string[]>();
    for (const { analyzer, sql } of rows)
      questions.set(analyzer, [...(questions.get(analyzer) ?? []), sql.trim()]);
    return questions;
  };

  /** Everything that was found of a case, but for what is of the run: ids and times. */
  const foundOf = async (caseId: string): Promise<object> => ({
    findings: await app.db.query(
      `SELECT analyzer, version, parameters, queries, result, row_count, rows_hash
       FROM findings WHERE case_id = $1 ORDER BY analyzer`,
      [caseId],
    ),
    rows: await Promise.all(
      EVIDENCE.map((table) =>
        app.db.query(`SELECT count(*) AS n FROM ${table} WHERE case_id = $1`, [caseId]),
      ),
    ),
    told: await app.db.query(
      `SELECT details->>'analyzer' AS analyzer, count(*) AS n FROM audit_events
       WHERE case_id = $1 AND action = 'finding.stored' GROUP BY 1 ORDER BY 1`,
      [caseId],
    ),
  });

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'docket-kills-'));
    engine = await startUsageEngine({ dir: directory });
    gate = await startGate(
      () => engine.url,
      ({ text }) => before(text),
      true,
    );
    app = await startApp({ worker: false, env: { CLICKHOUSE_URL: gate.url, JOB_LOCK_MS: '1000' } });
    worker = startWorker();
    investigator = await app.as('investigator');
  });

  afterAll(async () => {
    worker?.kill('SIGKILL');
    await app?.stop();
    await gate?.stop();
    await engine?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('finds in every analyzer, once, what one finds to which nothing happens', async () => {
    const { caseId, snapshotId, named } = await replayCase(app, SCALE);
    expect((await enrich(caseId, snapshotId)).state).toBe('done');
    const questions = await questionsOf(caseId);
    // Without a question there is nothing in whose middle anybody could be killed.
    expect([...questions.keys()].toSorted()).toEqual(ANALYZERS.map(({ name }) => name).toSorted());

    const killed: Record<string, string[]> = {};
    before = async (sql) => {
      for (const [analyzer, asked] of questions) {
        const kills = (killed[analyzer] ??= []);
        // The engine at the first question; then the worker, at the last one.
        if (kills.length === 0 && sql.includes(asked[0]!)) {
          kills.push('engine');
          await engine.stop('SIGKILL');
          engine = await startUsageEngine({ dir: directory });
          return false;
        }
        if (kills.length === 1 && sql.includes(asked.at(-1)!)) {
          kills.push('worker');
          worker.kill('SIGKILL');
          worker = startWorker();
          return false;
        }
      }
      return true;
    };
    const other = { kind: 'distillation', title: 'The same accounts', severity: 4 };
    const { id } = (await investigator.post<{ id: string }>('/v1/cases', other)).body;
    await investigator.post(`/v1/cases/${id}/accounts`, { accountIds: named, source: 'alerts' });
    const run = await enrich(id, snapshotId);

    expect(run.steps.map(({ state, error }) => [state, error])).toEqual(ANALYZERS.map(() => ['done', null]));
    expect(killed).toEqual(Object.fromEntries(ANALYZERS.map(({ name }) => [name, ['engine', 'worker']])));
    expect(await foundOf(id)).toEqual(await foundOf(caseId));
  }, 300_000);
});
