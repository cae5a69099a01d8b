import { NETWORK_KEY, UsageEngine } from '@app/usage';
import { loadConfig } from '@app/platform';
import { ApiConfig } from '../../apps/api/api.config';
import { createWorker, type RunningWorkerProcess } from '../../apps/worker/create-worker';
import type { FileKind } from '../../libs/usage/file-columns';
import { stagingTables } from '../../libs/usage/staging-sql';
import { ACCOUNTS_FILE, USAGE_FILE } from '../../libs/usage/usage-columns';
import { MERGES, tableColumns } from '../../libs/usage/usage-schema';
import type { ImportStreamView } from '../../libs/usage/streams/streams.dto';
import type { SnapshotVerdictView, SnapshotView } from '../../libs/usage/snapshots.dto';
import { startApp, type TestApp } from '../support/app';
import { ask, Importer } from '../support/imports';

const HEADER = 'request_id,ts,account_id,model,input_tokens,output_tokens,status,ip,client_fingerprint';
const usage = (name: string, days: string[], each: number): string =>
  [
    HEADER,
    ...days.flatMap((day) =>
      Array.from(
        { length: each },
        (_, i) =>
          `${name}-${day}-${i},${day}T00:00:00Z,acct-${i % 7},m,1,2,${i % 5 ? 200 : 429},192.0.2.${i % 9},f`,
      ),
    ),
    '',
  ].join('\n');
const accounts = (status: string): string =>
  [
    'account_id,created_at,status',
    ...[0, 1, 2].map((i) => `acct-${i},2026-01-01T00:00:00Z,${status}`),
    '',
  ].join('\n');

/** What an enrichment asks of accounts and days, and of accounts and networks. */
const QUESTIONS = [
  `SELECT account_hash, any(account_id) AS id, toDate(ts, 'UTC') AS day, model, status, count() AS n, sum(output_tokens) AS o, max(ts) AS last FROM usage GROUP BY account_hash, day, model, status ORDER BY ALL`,
  `SELECT account_hash, owner_hash, ${NETWORK_KEY} AS network, client_hash, any(client_fingerprint) AS client, count() AS n FROM usage GROUP BY account_hash, owner_hash, network, client_hash ORDER BY ALL`,
];

/** Sums that installations had for a while. */
const FORMER =
  'account_places (SELECT account_id, import_no, status, ip, count() GROUP BY account_id, import_no, status, ip)';

describe('An installation from before the hashes and sums beside the rows', () => {
  let app: TestApp;
  let importer: Importer;
  let worker: RunningWorkerProcess;

  const start = async (): Promise<void> => {
    worker = await createWorker(loadConfig(ApiConfig, app.env));
  };
  const snapshot = async (): Promise<SnapshotView> =>
    (await (await app.as('investigator')).post<SnapshotView>('/v1/snapshots', {})).body;
  const answers = () => Promise.all(QUESTIONS.map((sql) => ask(app, sql)));
  const answersOfRows = () =>
    Promise.all(QUESTIONS.map((sql) => ask(app, `${sql} SETTINGS optimize_use_projections = 0`)));
  const projections = async (table: string): Promise<string[]> =>
    (
      await ask<{ name: string }>(
        app,
        `SELECT name FROM system.projections WHERE database = currentDatabase() AND table = '${table}' ORDER BY name`,
      )
    ).map(({ name }) => name);
  /** Parts, and how many of them carry sums. */
  const parts = async () =>
    (
      await ask<{ all: number; summed: number }>(
        app,
        `SELECT toUInt32(count()) AS all, toUInt32(countIf(notEmpty(projections))) AS summed FROM system.parts
         WHERE database = currentDatabase() AND table = 'usage' AND active`,
      )
    )[0]!;

  /** Gives a table the form that it had before, with the rows that it has. */
  async function makeOld(kind: FileKind, table: string, formerSums?: string): Promise<void> {
    const old = `${table}_of_before`;
    const columns = tableColumns({ ...kind, numbers: [] });
    const names = columns.map((column) => column.split(' ')[0]).join(', ');
    await ask(
      app,
      `CREATE TABLE ${old} (${columns.join(', ')}) ENGINE = MergeTree PARTITION BY ${kind.partitionBy} ORDER BY ${kind.orderBy}`,
    );
    if (formerSums) await ask(app, `ALTER TABLE ${old} ADD PROJECTION ${formerSums}`);
    await ask(app, `INSERT INTO ${old} SELECT ${names} FROM ${table}`);
    await ask(app, `EXCHANGE TABLES ${old} AND ${table}`);
    await ask(app, `DROP TABLE ${old} SYNC`);
  }

  beforeAll(async () => {
    app = await startApp({ usage: true, worker: false });
    importer = await Importer.of(app);
    await start();
  });
  afterAll(async () => {
    await worker?.close();
    await app?.stop();
  });

  it('gets them at the next start, answers as before, and takes what stood in staging', async () => {
    await importer.import('old.csv', usage('old', ['2026-04-10', '2026-05-10'], 40));
    await importer.import('accounts.csv', accounts('active'), { kind: 'accounts' });
    const shipper = await app.detector('shipper', ['usage.import', 'usage.read']);
    const { body: stream } = await shipper.post<ImportStreamView>('/v1/import-streams', {
      name: 'gateway',
      kind: 'usage',
    });
    const sent = await shipper.post<{ read: number }>(
      `/v1/import-streams/${stream.id}/batches`,
      usage('streamed', ['2026-05-10'], 30),
      { 'content-type': 'text/csv' },
    );
    expect(sent.body.read).toBe(30);
    await worker.close();
    const [{ no }] = await app.db.query<[{ no: number }]>(
      `SELECT no FROM imports WHERE state NOT IN ('done', 'cancelled')`,
    );
    const staged = stagingTables(USAGE_FILE, no).rows;
    const before = await answers();
    await makeOld(USAGE_FILE, 'usage', FORMER);
    await makeOld(USAGE_FILE, staged, FORMER);
    await makeOld(ACCOUNTS_FILE, 'accounts');
    // As strict as an older ClickHouse, which moves partitions only between tables with the same projections.
    await ask(
      app,
      'ALTER TABLE usage MODIFY SETTING enforce_index_structure_match_on_partition_manipulation = 1',
    );
    expect(await projections('usage')).toEqual(['account_places']);
    expect(await projections(staged)).toEqual(['account_places']);

    await start();
    await worker.app.get(UsageEngine).version();
    expect(await projections('usage')).toEqual(['rows_by_import', 'sums_by_day', 'sums_by_network']);
    const [table] = await ask<{ ddl: string }>(
      app,
      "SELECT create_table_query AS ddl FROM system.tables WHERE database = currentDatabase() AND name = 'usage'",
    );
    expect(table!.ddl).toContain(MERGES);
    expect(await answers()).toEqual(before);
    expect(await parts()).toMatchObject({ summed: 0 });

    const done = await importer.import('new.csv', usage('new', ['2026-05-10', '2026-06-10'], 50));
    expect(done).toMatchObject({ state: 'done', loaded: 100, rejected: 0 });
    expect(await importer.import('again.csv', usage('old', ['2026-04-10'], 40))).toMatchObject({ known: 40 });
    const later = await importer.import('banned.csv', accounts('banned'), { kind: 'accounts' });
    expect(later).toMatchObject({ state: 'done', loaded: 3 });
    // Ends the stream: its rows were staged in a table of the old form.
    const taken = await snapshot();
    expect(taken).toMatchObject({ usageRows: 80 + 30 + 100 });
    const { all, summed } = await parts();
    expect([summed > 0, summed < all]).toEqual([true, true]);
    expect(await answers()).toEqual(await answersOfRows());
    for (const [at, name] of ['sums_by_day', 'sums_by_network'].entries()) {
      const plan = await ask<{ explain: string }>(app, `EXPLAIN ${QUESTIONS[at]}`);
      expect(plan.map(({ explain }) => explain).join('\n')).toContain(name);
    }
    const verdict = await (
      await app.as('investigator')
    ).post<SnapshotVerdictView>(`/v1/snapshots/${taken.id}/verify`);
    expect(verdict.body.verified).toBe(true);
    expect(
      await ask(app, 'SELECT status, toUInt32(count()) AS n FROM accounts GROUP BY status ORDER BY status'),
    ).toEqual([
      { status: 'active', n: 3 },
      { status: 'banned', n: 3 },
    ]);
  });

  it('is not altered by the starts after that', async () => {
    const changes = () =>
      ask(
        app,
        "SELECT mutation_id FROM system.mutations WHERE database = currentDatabase() AND table = 'usage' ORDER BY mutation_id",
      );
    const before = await changes();
    await worker.close();
    await start();
    await worker.app.get(UsageEngine).version();
    expect(await changes()).toEqual(before);
  });
});
