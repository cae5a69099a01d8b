import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClaimView } from '../../libs/claims/claims.dto';
import type { RunView } from '../../libs/enrichment/enrichment.dto';
import type { SnapshotVerdictView, SnapshotView } from '../../libs/usage/snapshots.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';
import { ask, askBytes } from '../support/imports';

/** Twenty accounts with thirty requests each on three days of May, a minute apart; every tenth one is refused. */
const ACCOUNTS = Array.from({ length: 20 }, (_, i) => `acct-${String(i).padStart(2, '0')}`);
const REQUESTS = `
  INSERT INTO gateway.requests SELECT
    toString(number) AS id, toDateTime64('2026-05-01 00:00:00', 6, 'UTC') + (number % 200) * 60 + intDiv(number, 200) * 86400 AS received,
    'acct-' || leftPad(toString(number % 20), 2, '0') AS customer, 'key-' || toString(number % 20) AS key, 'model-large' AS model,
    if(number % 2, 'code', 'talk') AS task, 100 AS tokens_in, 20 AS tokens_out,
    if(number % 10 = 9, 'rate_limited', 'success') AS outcome, '192.0.2.' || toString(number % 20) || ':443' AS peer,
    toDateTime64('2026-06-01 00:00:00', 3, 'UTC') + number AS stored
  FROM numbers(600)`;

const MAPPING = {
  kind: 'usage',
  unknownColumns: 'ignore',
  columns: [
    { column: 'request_id', from: ['id'] },
    { column: 'ts', from: ['received'] },
    { column: 'account_id', from: ['customer'] },
    { column: 'api_key_id', from: ['key'] },
    { column: 'capability', from: ['task'], values: { code: 'agentic_coding' }, otherwise: 'chat' },
    { column: 'input_tokens', from: ['tokens_in'] },
    { column: 'output_tokens', from: ['tokens_out'] },
    { column: 'status', from: ['outcome'], as: 'http_status' },
    { column: 'ip', from: ['peer'], as: 'address' },
  ],
};

describe("Reading usage in the lab's own table", () => {
  let directory: string;
  let app: TestApp;
  let investigator: HttpClient;
  let caseId: string;

  const lab = (sql: string) => askBytes(app, sql);
  const snapshot = async (): Promise<SnapshotView> => {
    const { status, body } = await investigator.post<SnapshotView>('/v1/snapshots', {});
    expect([status, body]).toEqual([201, expect.anything()]);
    return body;
  };
  const verify = async (id: string): Promise<SnapshotVerdictView> =>
    (await investigator.post<SnapshotVerdictView>(`/v1/snapshots/${id}/verify`)).body;
  const claim = (snapshotId: string, window?: object) =>
    investigator.post<ClaimView>(`/v1/cases/${caseId}/claims`, {
      snapshotId,
      measure: 'exchanges.campaign',
      ...(window ? { window } : {}),
    });
  const reproduce = (id: string) => investigator.post<ClaimView>(`/v1/claims/${id}/reproduce`);

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'docket-read-only-'));
    const mapping = join(directory, 'mapping.json');
    await writeFile(mapping, JSON.stringify(MAPPING));
    app = await startApp({
      usage: true,
      env: {
        CLICKHOUSE_DATABASE: 'casework',
        USAGE_SOURCE: 'gateway.requests',
        USAGE_SOURCE_WATERMARK: 'stored',
        USAGE_SOURCE_LAG_SECONDS: '0',
        USAGE_SOURCE_MAPPING: mapping,
        ACCOUNTS_SOURCE: 'gateway.customers',
      },
    });
    investigator = await app.as('investigator');
    // Until the lab's table is there, people are told so, and nothing has to be started again afterwards.
    expect(await investigator.post('/v1/snapshots', {})).toMatchObject({
      status: 422,
      body: {
        type: '/problems/usage-source',
        detail: expect.stringContaining('gateway.requests cannot be read'),
      },
    });
    await lab('CREATE DATABASE gateway');
    await lab(`CREATE TABLE gateway.requests (id String, received DateTime64(6, 'America/New_York'), customer LowCardinality(String),
      key Nullable(String), model LowCardinality(String), task Enum8('code' = 1, 'talk' = 2), tokens_in UInt16, tokens_out UInt64,
      outcome String, peer String, stored DateTime64(3, 'UTC')) ENGINE = MergeTree PARTITION BY toYYYYMM(received) ORDER BY (customer, received)`);
    await lab(REQUESTS);
    await lab(`CREATE VIEW gateway.customers AS SELECT DISTINCT customer AS account_id, toDate('2026-04-01') AS created_at,
      'none' AS contract, false AS protected FROM gateway.requests`);
    const opened = await investigator.post<{ id: string }>('/v1/cases', {
      kind: 'distillation',
      title: 'Twenty accounts',
      severity: 3,
    });
    caseId = opened.body.id;
    await investigator.post(`/v1/cases/${caseId}/accounts`, { accountIds: ACCOUNTS, source: 'alerts' });
    await investigator.post(`/v1/cases/${caseId}/accounts/verdicts`, {
      status: 'confirmed',
      reason: 'Campaign families',
      accountIds: ACCOUNTS.slice(0, 10),
    });
  });

  afterAll(async () => {
    await app?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('imports nothing, and says why', async () => {
    for (const kind of ['usage', 'accounts']) {
      const refused = await investigator.post('/v1/imports', { kind, fileName: `${kind}.csv` });
      expect(refused).toMatchObject({ status: 409, body: { type: '/problems/read-only-usage' } });
      const stream = await investigator.post('/v1/import-streams', { kind, name: `a stream of ${kind}` });
      expect(stream).toMatchObject({ status: 409, body: { type: '/problems/read-only-usage' } });
    }
    // Rows of a lab's table have no line by which one of them could be withdrawn.
    const withdrawal = { fileName: 'twice.csv', reason: 'Logged twice.' };
    expect(await investigator.post('/v1/withdrawals', withdrawal)).toMatchObject({
      status: 409,
      body: {
        type: '/problems/read-only-usage',
        detail: 'Requests are read from gateway.requests, where they lie: take them out there.',
      },
    });
  });

  it('pins by watermark and hash what lies there, and counts, enriches and claims on it', async () => {
    const taken = await snapshot();
    expect(taken).toMatchObject({
      usageRows: 600,
      accountRows: 20,
      source: { usage: 'gateway.requests', accounts: 'gateway.customers', watermark: 'stored' },
      days: [{ rows: 200 }, { rows: 200 }, { rows: 200 }],
    });
    expect(await verify(taken.id)).toMatchObject({ verified: true, contentHash: taken.contentHash });

    // What an import of the same rows would have hashed to: the row as it is kept, in a table of its own.
    const [own] = await ask<{ hash: string }>(
      app,
      `SELECT lower(leftPad(hex(sum(reinterpretAsUInt256(SHA256(formatRowNoNewline('RowBinary', id, at, customer, k, org, m, c, i, o, s, ip, asn, country, path, fp, th))))), 64, '0')) AS hash
       FROM (SELECT id, toDateTime64(toTimeZone(received, 'UTC'), 3, 'UTC') AS at, CAST(customer, 'String') AS customer, key AS k,
         CAST(NULL, 'Nullable(String)') AS org, CAST(model, 'String') AS m, CAST(if(task = 'code', 'agentic_coding', 'chat'), 'Nullable(String)') AS c,
         toUInt32(tokens_in) AS i, toUInt32(tokens_out) AS o, toUInt16(if(outcome = 'success', 200, 429)) AS s,
         CAST(splitByChar(':', peer)[1], 'Nullable(String)') AS ip, CAST(NULL, 'Nullable(UInt32)') AS asn, CAST(NULL, 'Nullable(String)') AS country,
         CAST(NULL, 'Nullable(String)') AS path, CAST(NULL, 'Nullable(String)') AS fp, CAST(NULL, 'Nullable(UInt64)') AS th
         FROM gateway.requests WHERE toDate(received, 'UTC') = '2026-05-01')`,
    );
    expect(own!.hash).toBe(taken.days[0]!.hash);

    const counted = await claim(taken.id);
    expect(counted).toMatchObject({ status: 201, body: { state: 'computed', value: '270' } });
    expect(await reproduce(counted.body.id)).toMatchObject({ status: 200, body: { state: 'reproduced' } });

    const started = await investigator.post<RunView>(`/v1/cases/${caseId}/enrichments`, {
      snapshotId: taken.id,
    });
    expect(started.status).toBe(201);
    await app.drain();
    const run = await investigator.get<RunView>(`/v1/cases/${caseId}/enrichments/${started.body.id}`);
    expect(run.body.steps.map(({ state }) => state)).toEqual(run.body.steps.map(() => 'done'));
    const page = await investigator.get<{ items: { accountId: string; totals: unknown }[] }>(
      `/v1/cases/${caseId}/accounts?limit=1`,
    );
    expect(page.status).toBe(200);
    // Nothing of the lab's rows is in Docket's own database.
    const tables = await ask<{ name: string }>(
      app,
      "SELECT name FROM system.tables WHERE database = 'casework' AND engine LIKE '%MergeTree' AND total_rows > 0",
    );
    expect(tables).toEqual([{ name: 'account_sets' }]);
  });

  it('leaves what came after a snapshot to the next one', async () => {
    const before = await snapshot();
    await lab(
      `INSERT INTO gateway.requests SELECT * REPLACE ('later-1' AS id, now64(3) AS stored) FROM (SELECT * FROM gateway.requests WHERE id = '0')`,
    );
    const after = await snapshot();
    expect(after.usageRows).toBe(before.usageRows + 1);
    expect(after.days[0]!.rows).toBe(201);
    expect(after.days.slice(1)).toEqual(before.days.slice(1));
    expect(await verify(before.id)).toMatchObject({ verified: true, usageRows: before.usageRows });
    expect(await verify(after.id)).toMatchObject({ verified: true, usageRows: after.usageRows });
    expect((await snapshot()).contentHash).toBe(after.contentHash);
  });

  it('refuses rows that an import would have rejected, and requests that are there twice', async () => {
    const faulty = (change: string) =>
      `INSERT INTO gateway.requests SELECT * REPLACE (now64(3) AS stored, ${change}) FROM (SELECT * FROM gateway.requests WHERE id = '0')`;
    const refused = (detail: string) => ({
      status: 422,
      body: { type: '/problems/usage-source', detail: expect.stringContaining(detail) },
    });
    const refusal = () => investigator.post('/v1/snapshots', {});
    await lab(faulty("'again' AS outcome, 'bad-1' AS id"));
    expect(await refusal()).toMatchObject(refused('status is not an unsigned integer of 16 bits in 1 rows'));
    await lab("ALTER TABLE gateway.requests DELETE WHERE id = 'bad-1' SETTINGS mutations_sync = 2");
    await lab(faulty("'later-1' AS id"));
    expect(await refusal()).toMatchObject(
      refused('the same request more than once: \\"later-1\\"'.replaceAll('\\', '')),
    );
    await lab(
      "ALTER TABLE gateway.requests DELETE WHERE id = 'later-1' AND stored != (SELECT min(stored) FROM gateway.requests WHERE id = 'later-1') SETTINGS mutations_sync = 2, allow_nondeterministic_mutations = 1",
    );
    await snapshot();
  });

  it.each([
    [
      'changed',
      "ALTER TABLE gateway.requests UPDATE outcome = 'failure' WHERE id = '0' SETTINGS mutations_sync = 2",
    ],
    ['deleted', "ALTER TABLE gateway.requests DELETE WHERE id = '1' SETTINGS mutations_sync = 2"],
    [
      'brought in late',
      "INSERT INTO gateway.requests SELECT * REPLACE ('late-1' AS id) FROM (SELECT * FROM gateway.requests WHERE id = '2')",
    ],
  ])('notices a row that is %s before the watermark, and gives no other figure', async (_, statement) => {
    const taken = await snapshot();
    expect(await verify(taken.id)).toMatchObject({ verified: true });
    const counted = await claim(taken.id);
    expect(counted.status).toBe(201);
    const untouched = await claim(taken.id, { from: '2026-05-02', to: '2026-05-04' });
    await lab(statement);

    const moved = { status: 409, body: { type: '/problems/snapshot-moved', days: ['2026-05-01'] } };
    expect(await reproduce(counted.body.id)).toMatchObject(moved);
    expect(await claim(taken.id, { from: '2026-05-01', to: '2026-05-02' })).toMatchObject(moved);
    expect(await reproduce(untouched.body.id)).toMatchObject({ status: 200, body: { state: 'reproduced' } });
    expect(await verify(taken.id)).toMatchObject({ verified: false, differences: ['2026-05-01'] });
    const reported = await app.db.query(
      "SELECT subject_id FROM audit_events WHERE action = 'snapshot.moved'",
    );
    expect(reported).toContainEqual({ subject_id: taken.id });
    // The next one pins what lies there now.
    expect(await verify((await snapshot()).id)).toMatchObject({ verified: true });
  });

  it('gives no findings on rows that have moved', async () => {
    const taken = await snapshot();
    await lab("ALTER TABLE gateway.requests DELETE WHERE id = '3' SETTINGS mutations_sync = 2");
    const started = await investigator.post<RunView>(`/v1/cases/${caseId}/enrichments`, {
      snapshotId: taken.id,
    });
    await app.drain();
    const { body } = await investigator.get<RunView>(`/v1/cases/${caseId}/enrichments/${started.body.id}`);
    for (const step of body.steps)
      expect(step).toMatchObject({ state: 'failed', error: expect.stringContaining('2026-05-01') });
  });
});
