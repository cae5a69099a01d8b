import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { MAX_ATTEMPTS } from '@app/usage';
import type { HttpClient } from '../support/http-client';
import { startApp, type TestApp } from '../support/app';
import { entryOf } from '../support/entry';
import { type Gate, startGate } from '../support/gate';
import { until } from '../support/until';
import { type RunningUsageEngine, startUsageEngine } from '../support/usage-engine';
import type { ImportView } from '../../libs/usage/imports.dto';
import type { SnapshotVerdictView, SnapshotView } from '../../libs/usage/snapshots.dto';

const HEADER =
  'request_id,ts,account_id,api_key_id,org_id,model,capability,input_tokens,output_tokens,status,ip,asn,country,access_path,client_fingerprint,template_hash';

interface RowOverrides {
  ts?: string;
  account?: string;
  inputTokens?: string;
  ip?: string;
}

const row = (id: string, o: RowOverrides = {}): string =>
  `${id},${o.ts ?? '2026-05-01T10:00:00Z'},${o.account ?? 'acc-1'},key-1,,model-large,agentic_coding,${o.inputTokens ?? '10'},20,200,${o.ip ?? '192.0.2.1'},64496,US,first_party,fp1,18446744073709551615`;

const rows = (count: number, prefix: string): string[] =>
  Array.from({ length: count }, (_, at) =>
    row(`${prefix}-${at}`, { ts: `2026-05-${String((at % 28) + 1).padStart(2, '0')} 08:00:00.125` }),
  );

const file = (...lines: string[]): string => `${[HEADER, ...lines].join('\n')}\n`;

describe('Importing usage and accounts', () => {
  let app: TestApp;
  let analyst: HttpClient;
  let investigator: HttpClient;

  beforeAll(async () => {
    app = await startApp({ usage: true });
    analyst = await app.as('analyst');
    investigator = await app.as('investigator');
  });

  afterAll(() => app?.stop());

  async function announce(fileName: string, kind = 'usage'): Promise<ImportView> {
    const { status, body } = await analyst.post<ImportView>('/v1/imports', { kind, fileName });
    expect(status).toBe(201);
    return body;
  }

  const upload = (id: string, content: string | Buffer) => analyst.put(`/v1/imports/${id}/content`, content);

  const read = async (id: string): Promise<ImportView> =>
    (await analyst.get<ImportView>(`/v1/imports/${id}`)).body;

  async function imported(fileName: string, content: string | Buffer, kind = 'usage'): Promise<ImportView> {
    const { id } = await announce(fileName, kind);
    expect((await upload(id, content)).status).toBe(202);
    await app.drain();
    return read(id);
  }

  const rejectsOf = async (id: string): Promise<string[]> => {
    const { status, body } = await analyst.get<string>(`/v1/imports/${id}/rejects`);
    expect(status).toBe(200);
    return body.trim().split('\n').slice(1);
  };

  const snapshot = async (): Promise<SnapshotView> =>
    (await investigator.post<SnapshotView>('/v1/snapshots', {})).body;

  it('loads a good file in any order of columns and says what it was', async () => {
    const content =
      'status,model,account_id,ts,request_id,output_tokens,input_tokens\n200,m,a,2026-05-01 10:00:00.5,good-1,2,1\n';
    const done = await imported('good.csv', content);
    expect(done).toMatchObject({
      state: 'done',
      read: 1,
      loaded: 1,
      rejected: 0,
      known: 0,
      error: null,
      warning: null,
    });
    expect(done.bytes).toBe(content.length);
    expect(done.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await analyst.get(`/v1/imports/${done.id}/rejects`)).status).toBe(404);
  });

  it('refuses a file with an unknown or a missing column and loads nothing of it', async () => {
    const before = await snapshot();
    const unknown = await imported('unknown.csv', `${HEADER},prompt\n${row('u-1')},hello\n`);
    expect(unknown).toMatchObject({ state: 'failed', loaded: 0 });
    expect(unknown.error).toContain('Unknown column "prompt"');
    const missing = await imported('missing.csv', 'request_id,ts\nx,2026-05-01 00:00:00\n');
    expect(missing.error).toContain('"account_id", "model"');
    expect((await snapshot()).contentHash).toBe(before.contentHash);
  });

  it('refuses a format that it does not read, by name', async () => {
    const { status, body } = await analyst.post<{ type: string; detail: string }>('/v1/imports', {
      kind: 'usage',
      fileName: 'may.xlsx',
    });
    expect(status).toBe(422);
    expect(body.type).toBe('/problems/import-refused');
    expect(body.detail).toContain('may.xlsx');
  });

  it('reports each bad row with line, column and reason, and loads the others', async () => {
    const done = await imported(
      'bad.csv',
      file(
        row('b-1'),
        row('b-2', { ts: '05/01/2026 10:00' }),
        row('b-3', { inputTokens: '-1' }),
        row('b-4', { inputTokens: '4294967296' }),
        row('b-5', { ip: '192.0.2.300' }),
        'b-6,too,few',
        row(''),
        row('b-8', { inputTokens: '' }),
        row('b-9', { ts: '2026-02-30 10:00:00' }),
        '',
        row('b-11', { ip: '2001:db8::1' }),
        `"b-12","2026-05-01T12:00:00+02:00","acc,with comma",,,m,,1,2,200,,,,,,`,
      ),
    );
    expect(done).toMatchObject({ state: 'done', read: 11, loaded: 3, rejected: 8, known: 0 });
    const rejects = await rejectsOf(done.id);
    expect(rejects.map((line) => line.split(',').slice(0, 3).join(','))).toEqual([
      '"bad.csv",3,"ts"',
      '"bad.csv",4,"input_tokens"',
      '"bad.csv",5,"input_tokens"',
      '"bad.csv",6,"ip"',
      '"bad.csv",7,""',
      '"bad.csv",8,"request_id"',
      '"bad.csv",9,"input_tokens"',
      '"bad.csv",10,"ts"',
    ]);
    expect(rejects[4]).toContain('has 3 values where the header has 16');
    expect(rejects[5]).toContain('is missing');
  });

  it('counts a request once within a file, over files and when the same file comes again', async () => {
    const content = file(row('d-1'), row('d-2'), row('d-1'), row('d-3'), row('d-1'));
    const first = await imported('twice.csv', content);
    expect(first).toMatchObject({ read: 5, loaded: 3, rejected: 2, known: 0 });
    expect(await rejectsOf(first.id)).toEqual([
      '"twice.csv",4,"request_id","duplicate of line 2"',
      '"twice.csv",6,"request_id","duplicate of line 2"',
    ]);
    const again = await imported('twice.csv', content);
    expect(again).toMatchObject({ state: 'done', read: 5, loaded: 0, rejected: 2, known: 3 });
    const more = await imported('more.csv', file(row('d-3'), row('d-4')));
    expect(more).toMatchObject({ loaded: 1, known: 1, rejected: 0 });
  });

  it('counts two simultaneous uploads of one file once', async () => {
    const content = file(...rows(2_000, 'both'));
    const [one, two] = await Promise.all([announce('one.csv'), announce('two.csv')]);
    await Promise.all([upload(one.id, content), upload(two.id, content)]);
    await app.drain();
    const both = [await read(one.id), await read(two.id)];
    expect(both.map((each) => each.state)).toEqual(['done', 'done']);
    expect(both.map((each) => each.loaded).sort((a, b) => a - b)).toEqual([0, 2_000]);
    expect(both.map((each) => each.known).sort((a, b) => a - b)).toEqual([0, 2_000]);
  });

  it.each([
    ['plain.csv.gz', Buffer.from(file(row('packed-1'))), 'and the file is not gzip'],
    ['packed.csv', gzipSync(file(row('packed-2'))), 'announce it under a name that ends in .gz'],
  ])('says of %s that its name and its bytes differ', async (name, bytes, reason) => {
    const refused = await imported(name, bytes);
    expect(refused).toMatchObject({
      state: 'failed',
      read: 0,
      error: expect.stringContaining(reason) as string,
    });
  });

  it('loads what can be read of a truncated gzip file and names the line at which it ends', async () => {
    const whole = gzipSync(file(...rows(5_000, 'cut')));
    const done = await imported('cut.csv.gz', whole.subarray(0, Math.floor(whole.length / 2)));
    expect(done).toMatchObject({ state: 'done', rejected: 1 });
    expect(done.loaded).toBeGreaterThan(1_000);
    expect(done.loaded).toBeLessThan(5_000);
    const [reject] = await rejectsOf(done.id);
    expect(reject).toContain(`"cut.csv.gz",${done.loaded + 2},`);
    expect(done.warning).toContain(`line ${done.loaded + 2}`);
    const rest = await imported('cut.csv.gz', whole);
    expect(rest).toMatchObject({
      loaded: 5_000 - done.loaded,
      known: done.loaded,
      rejected: 0,
      warning: null,
    });
  });

  it('reads NDJSON with the same columns, and refuses members that are none', async () => {
    const json = (id: string, more: object = {}): string =>
      JSON.stringify({
        request_id: id,
        ts: '2026-05-01T10:00:00Z',
        account_id: 'a',
        model: 'm',
        input_tokens: 1,
        output_tokens: 2,
        status: 200,
        ...more,
      });
    const done = await imported(
      'lines.ndjson',
      `${json('j-1')}\n${json('j-2', { prompt: 'x' })}\n${json('j-3', { template_hash: '12' })}\n{"request_id"\n`,
    );
    expect(done).toMatchObject({ read: 4, loaded: 2, rejected: 2 });
    expect(await rejectsOf(done.id)).toEqual([
      '"lines.ndjson",2,"prompt","is not a column"',
      '"lines.ndjson",4,"","is not a JSON object"',
    ]);
    const refused = await imported('wrong.jsonl', `${json('j-9', { prompt: 'x' })}\n`);
    expect(refused).toMatchObject({ state: 'failed', loaded: 0 });
  });

  it('keeps a line break within quotes as part of the value, and the line numbers right behind it', async () => {
    const content =
      'account_id,created_at,org_name,protected\nq-1,2026-01-01T00:00:00Z,"Two\nlines",true\nq-2,never,,false\n';
    const done = await imported('accounts.csv', content, 'accounts');
    expect(done).toMatchObject({ read: 2, loaded: 1, rejected: 1 });
    expect((await rejectsOf(done.id))[0]).toContain('"accounts.csv",4,"created_at"');
  });

  it('lets a later row of an account take the place of an earlier one', async () => {
    const accounts = (status: string): string =>
      `account_id,created_at,status\nr-1,2026-01-01T00:00:00Z,${status}\nr-2,2026-01-01T00:00:00Z,active\n`;
    const before = await snapshot();
    await imported('accounts-1.csv', accounts('active'), 'accounts');
    const first = await snapshot();
    expect(first.accountRows - before.accountRows).toBe(2);
    const second = await imported('accounts-2.csv', accounts('banned'), 'accounts');
    expect(second).toMatchObject({ loaded: 1, known: 1 });
    const after = await snapshot();
    expect(after.accountRows).toBe(first.accountRows);
    expect(after.contentHash).not.toBe(first.contentHash);
  });

  it('cancels an import that has not begun to count', async () => {
    const { id } = await announce('never.csv');
    const { status, body } = await analyst.post<ImportView>(`/v1/imports/${id}/cancel`);
    expect([status, body.state]).toEqual([200, 'cancelled']);
    const again = await analyst.post<ImportView>(`/v1/imports/${id}/cancel`);
    expect([again.status, again.body.finishedAt]).toEqual([200, body.finishedAt]);
    expect((await upload(id, file(row('n-1')))).status).toBe(409);
  });

  it('answers 409 to content that comes a second time and keeps the first', async () => {
    const done = await imported('once.csv', file(row('once-1')));
    expect((await upload(done.id, file(row('once-2')))).status).toBe(409);
    expect((await read(done.id)).loaded).toBe(1);
  });

  it('freezes a snapshot that later imports do not touch, and that can be counted again', async () => {
    const taken = await snapshot();
    await imported('later.csv', file(...rows(100, 'later')));
    const { body: found } = await analyst.get<SnapshotView>(`/v1/snapshots/${taken.id}`);
    expect(found).toEqual(taken);
    expect((await snapshot()).usageRows).toBe(taken.usageRows + 100);
    const { body: verdict } = await analyst.post<SnapshotVerdictView>(`/v1/snapshots/${taken.id}/verify`);
    expect(verdict).toMatchObject({
      verified: true,
      differences: [],
      usageRows: taken.usageRows,
      contentHash: taken.contentHash,
    });
    await expect(app.db.query('UPDATE snapshots SET usage_rows = 0')).rejects.toThrow('append-only');
  });

  it('records each step in the audit chain', async () => {
    const done = await imported('audited.csv', file(row('audit-1')));
    const events: { action: string }[] = await app.db.query(
      'SELECT action FROM audit_events WHERE subject_id = $1 ORDER BY id',
      [done.id],
    );
    expect(events.map((event) => event.action)).toEqual([
      'import.created',
      'import.received',
      'import.loaded',
    ]);
  });

  it('is finished after a crash between the last row moved and the record of it', async () => {
    await app.db.query(
      `CREATE FUNCTION refuse_done() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no room''; END'`,
    );
    await app.db.query(
      `CREATE TRIGGER refuse_done BEFORE UPDATE ON imports FOR EACH ROW WHEN (NEW.state = 'done') EXECUTE FUNCTION refuse_done()`,
    );
    const { id } = await announce('moved.csv');
    await upload(id, file(row('moved-1'), row('moved-2')));
    await until(async () => (await read(id)).error?.includes('no room'));
    await app.db.query('DROP FUNCTION refuse_done CASCADE');
    await until(async () => (await read(id)).state === 'done');
    expect(await read(id)).toMatchObject({ loaded: 2, known: 0, error: null });
  });
});

describe('The same data in another order of imports', () => {
  it('gives the same content hash', async () => {
    const files = [file(...rows(500, 'x')), file(...rows(500, 'y'), rows(500, 'x')[1]!), file(row('z-1'))];
    const hashes: string[] = [];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
    ]) {
      const app = await startApp({ usage: true });
      try {
        const analyst = await app.as('analyst');
        for (const at of order) {
          const { body } = await analyst.post<ImportView>('/v1/imports', {
            kind: 'usage',
            fileName: `part-${at}.csv`,
          });
          await analyst.put(`/v1/imports/${body.id}/content`, files[at]);
          await app.drain();
        }
        const { body } = await (await app.as('investigator')).post<SnapshotView>('/v1/snapshots', {});
        expect(body.usageRows).toBe(1_001);
        hashes.push(body.contentHash);
      } finally {
        await app.stop();
      }
    }
    expect(hashes[0]).toBe(hashes[1]);
  });
});

/** MiB of a chunk, as small as they may be. */
const CHUNK_MIB = 1;
/** Two chunks: the second one is held up in the middle of the import. */
const MANY = Math.ceil(((1.2 * CHUNK_MIB) << 20) / row('many-0', { ts: '2026-05-01 08:00:00.125' }).length);

describe('An import that is ended in the middle', () => {
  let dir: string;
  let content: string;
  let engine: RunningUsageEngine;
  let gate: Gate;
  /** Whether the chunks after the first go on to the engine, as soon as that is decided. */
  let later: Promise<boolean>;
  let decide: (goOn: boolean) => void;

  beforeEach(async () => {
    engine = await startUsageEngine({ dir: join(dir, 'engine') });
    later = new Promise((resolve) => (decide = resolve));
    gate = await startGate(
      () => engine.url,
      ({ path, text }) => !/INSERT INTO .* FROM input\(/.test(path) || text.startsWith('many-0,') || later,
    );
  });
  afterEach(async () => {
    await gate.stop();
    await engine.stop();
    await rm(join(dir, 'engine'), { recursive: true, force: true });
  });

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'docket-imports-'));
    content = `${HEADER}\n${rows(MANY, 'many').join('\n')}\n`;
  });

  afterAll(() => rm(dir, { recursive: true, force: true }));

  const environment = (): Record<string, string> => ({
    CLICKHOUSE_URL: gate.url,
    USAGE_IMPORT_CHUNK_MIB: String(CHUNK_MIB),
  });

  async function announced(app: TestApp): Promise<{ analyst: HttpClient; id: string }> {
    const analyst = await app.as('analyst');
    const { body } = await analyst.post<ImportView>('/v1/imports', { kind: 'usage', fileName: 'many.csv' });
    expect((await analyst.put(`/v1/imports/${body.id}/content`, content)).status).toBe(202);
    return { analyst, id: body.id };
  }

  const seen = (
    analyst: HttpClient,
    id: string,
    holds: (found: ImportView) => boolean,
  ): Promise<ImportView> =>
    until(async () => {
      const { body } = await analyst.get<ImportView>(`/v1/imports/${id}`);
      return holds(body) && body;
    });

  async function expectAllOnce(app: TestApp, found: ImportView): Promise<void> {
    expect(found).toMatchObject({
      state: 'done',
      read: MANY,
      loaded: MANY,
      rejected: 0,
      known: 0,
      error: null,
    });
    const investigator = await app.as('investigator');
    const { body: taken } = await investigator.post<SnapshotView>('/v1/snapshots', {});
    expect(taken.usageRows).toBe(MANY);
    const { body: verdict } = await investigator.post<SnapshotVerdictView>(
      `/v1/snapshots/${taken.id}/verify`,
    );
    expect(verdict).toMatchObject({ verified: true, usageRows: MANY });
  }

  it('waits for the engine, goes on where it was and counts every row once', async () => {
    const app = await startApp({ env: environment() });
    try {
      const { analyst, id } = await announced(app);
      await seen(analyst, id, ({ progress }) => progress.bytesDone > 0);
      await engine.stop('SIGKILL');
      await gate.stop();
      const waiting = await seen(analyst, id, ({ error }) => error?.includes('does not answer') === true);
      expect(waiting).toMatchObject({ state: 'loading', loaded: 0 });
      // Looking for an engine that is not there is no try, or the next one would be the last.
      await app.db.query('UPDATE imports SET attempts = $1', [MAX_ATTEMPTS - 1]);
      const looks = async (): Promise<number> =>
        (
          await app.db.query<{ n: number }[]>(
            `SELECT count(*)::int AS n FROM bullmq.job WHERE name = 'load-import' AND state = 'completed'`,
          )
        )[0]!.n;
      const before = await looks();
      // The one that was under way may have read the tries before they were written; the next has not.
      await until(async () => (await looks()) >= before + 2);
      await app.db.query('UPDATE imports SET attempts = 0');
      engine = await startUsageEngine({
        dir: join(dir, 'engine'),
        env: { USAGE_ENGINE_PORT: new URL(gate.url).port },
      });
      await expectAllOnce(app, await seen(analyst, id, ({ state }) => state !== 'loading'));
    } finally {
      await app.stop();
    }
  });

  it('is taken up by another worker and counts every row once', async () => {
    const app = await startApp({ worker: false, env: environment() });
    const workers: ChildProcess[] = [];
    const startWorker = (): ChildProcess => {
      const child = spawn(process.execPath, [entryOf('worker')], {
        env: { PATH: '/usr/bin:/bin', ...app.env },
        stdio: 'ignore',
      });
      workers.push(child);
      return child;
    };
    try {
      const first = startWorker();
      const { analyst, id } = await announced(app);
      await seen(analyst, id, ({ progress }) => progress.bytesDone > 0);
      first.kill('SIGKILL');
      await once(first, 'exit');
      decide(false);
      later = Promise.resolve(true);
      expect(await seen(analyst, id, () => true)).toMatchObject({
        state: 'loading',
        progress: { phase: 'staging' },
      });
      startWorker();
      await expectAllOnce(app, await seen(analyst, id, ({ state }) => state !== 'loading'));
    } finally {
      for (const worker of workers) worker.kill('SIGKILL');
      await app.stop();
    }
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const app = await startApp({ env: environment() });
    try {
      const { analyst, id } = await announced(app);
      await seen(analyst, id, ({ progress }) => progress.bytesDone > 0);
      expect((await analyst.post(`/v1/imports/${id}/cancel`)).status).toBe(200);
      decide(true);
      await app.drain();
      const { body: found } = await analyst.get<ImportView>(`/v1/imports/${id}`);
      expect(found).toMatchObject({ state: 'cancelled', loaded: 0 });
      const again = await announced(app);
      await expectAllOnce(app, await seen(analyst, again.id, ({ state }) => state !== 'loading'));
      await app.drain();
      expect(await app.db.query('SELECT path FROM imports WHERE path IS NOT NULL')).toEqual([]);
      const left = await readdir(app.filesDir, { recursive: true, withFileTypes: true });
      expect(left.filter((entry) => entry.isFile())).toEqual([]);
    } finally {
      await app.stop();
    }
  });
});
