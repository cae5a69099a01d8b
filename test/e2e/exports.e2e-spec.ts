import { parse } from 'csv-parse/sync';
import type { IncomingMessage } from 'node:http';
import { sha256 } from '@app/platform';
import type { SearchedKindView } from '../../libs/search/search.dto';
import { startApp, type TestApp } from '../support/app';
import { beginDownload, type Downloaded, readDownload } from '../support/download';
import type { HttpClient } from '../support/http-client';
import { until } from '../support/until';

const MANY = 100_000;

describe('exports', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let campaignId: string;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    investigator = await app.as('investigator');
    const filed = await investigator.post<{ id: string }>('/v1/cases', {
      kind: 'distillation',
      title: '=HYPERLINK("http://192.0.2.1")',
      summary: 'One, "two"\nand three.',
      severity: 4,
      playbook: false,
      ownerId: (await investigator.get<{ id: string }>('/v1/me')).body.id,
      tags: ['resale', 'b'],
    });
    campaignId = filed.body.id;
    await app.db.query(
      `INSERT INTO cases (id, kind, title, summary, severity, tlp, pap, stage, phase, origin, is_derived, opened_at, updated_at, version)
       SELECT gen_random_uuid(), 'other', 'Made case ' || n, repeat('x', 300), 1, 'AMBER', 'AMBER', 'New', 'Triage', 'staff', false, now(), now(), 1
       FROM generate_series(1, $1) AS g (n)`,
      [MANY],
    );
  });
  afterAll(() => app.stop());

  const begin = (path: string, client = investigator, headers = {}): Promise<IncomingMessage> =>
    beginDownload(app.url + path, { ...client.headers, ...headers });
  const download = async (path: string, client?: HttpClient, headers?: object): Promise<Downloaded> =>
    readDownload(await begin(path, client, headers));
  const acts = (): Promise<{ action: string; actor_name: string; details: Record<string, unknown> }[]> =>
    app.db.query(
      `SELECT action, actor_name, details FROM audit_events WHERE action LIKE 'export.%' ORDER BY id DESC LIMIT 2`,
    );

  it('write a CSV with a header, safe for a spreadsheet', async () => {
    const { text, headers, trailers } = await download(
      '/v1/search/export?kind=cases&q=severity:4&format=csv&columns=number,title,summary,owner,tag,occurred',
    );
    const me = (await investigator.get<{ id: string; name: string }>('/v1/me')).body;
    expect(parse(text)).toEqual([
      ['number', 'title', 'summary', 'owner', 'ownerId', 'tag', 'occurred'],
      [
        '1',
        `'=HYPERLINK("http://192.0.2.1")`,
        'One, "two"\nand three.',
        me.name,
        me.id,
        '["b","resale"]',
        '',
      ],
    ]);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(headers['content-disposition']).toMatch(/^attachment; filename="cases-\d{8}T\d{6}Z\.csv"$/);
    expect(trailers).toEqual({ 'x-export-lines': '1', 'x-export-sha256': sha256(text) });
  });

  it('write NDJSON that says what it is and when it is whole', async () => {
    const { lines, text } = await download(
      '/v1/search/export?kind=cases&q=severity:4&columns=id,severity,created',
    );
    expect(lines).toEqual([
      {
        export: {
          id: expect.any(String),
          at: expect.any(String),
          kind: 'cases',
          query: 'severity:4',
          zone: 'UTC',
          columns: ['id', 'severity', 'created'],
          format: 'ndjson',
        },
      },
      { row: { id: campaignId, severity: 4, created: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/) } },
      { end: { lines: 1, of: { row: 1 }, sha256: sha256(text.slice(0, text.indexOf('{"end"'))) } },
    ]);
  });

  it('are streamed to the last row, once each, and recorded with who, what, how many and their digest', async () => {
    const { lines, text } = await download('/v1/search/export?kind=cases&columns=number,title,stage,owner');
    const rows = lines.slice(1, -1).map(({ row }) => row!['number'] as number);
    expect(rows).toEqual(Array.from({ length: MANY + 1 }, (_, i) => MANY + 1 - i));
    const [ended, began] = await acts();
    const digest = sha256(text.slice(0, text.lastIndexOf('{"end"')));
    expect(ended).toMatchObject({
      action: 'export.ended',
      details: { end: 'whole', lines: { row: MANY + 1 }, sha256: digest },
    });
    expect(began).toMatchObject({
      action: 'export.began',
      actor_name: 'investigator',
      details: { kind: 'cases', query: '', format: 'ndjson', columns: ['number', 'title', 'stage', 'owner'] },
    });
  });

  it('stop when their client goes, and that is recorded', async () => {
    const answer = await begin('/v1/search/export?kind=cases&format=csv');
    await new Promise((resolve) => answer.once('readable', resolve));
    answer.destroy();
    const ended = await until(async () =>
      (await acts()).find(({ details }) => details['end'] === 'abandoned'),
    );
    expect((ended.details['lines'] as { row: number }).row).toBeLessThan(MANY);
  });

  it('wait for a slow client without a hold on the record, and let others in when they end', async () => {
    const all = '/v1/search/export?kind=cases&columns=id,summary';
    const [slow, left] = [await begin(all), await begin(all)];
    const refused = await investigator.get('/v1/search/export?kind=cases&q=severity:4');
    expect(refused).toMatchObject({ status: 429, body: { type: '/problems/too-many-requests' } });
    expect(refused.headers['retry-after']).toBe('30');
    const other = await app.as('analyst');
    expect((await download('/v1/search/export?kind=cases&q=severity:4', other)).lines).toHaveLength(3);
    await until(async () => {
      const held = await app.db.query<object[]>(
        `SELECT pid, query FROM pg_stat_activity
         WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()`,
      );
      return held.length === 0;
    });
    left.destroy();
    expect((await readDownload(slow)).lines.at(-1)).toHaveProperty('end');
    expect((await download('/v1/search/export?kind=cases&q=severity:4')).lines).toHaveLength(3);
  });

  it('follow a saved view with its columns, and the rights of whoever reads it', async () => {
    const view = await investigator.post<{ id: string }>('/v1/views', {
      name: 'Grave and mine',
      kind: 'cases',
      query: 'severity:4 owner:me',
      columns: ['severity', 'stage'],
      sharedWith: 'everyone',
    });
    const mine = await download(`/v1/views/${view.body.id}/export`, investigator, { accept: 'text/csv' });
    expect(parse(mine.text, { columns: true })).toEqual([
      { id: campaignId, title: expect.any(String), summary: expect.any(String), severity: '4', stage: 'New' },
    ]);
    const analyst = await app.as('analyst');
    const theirs = await download(`/v1/views/${view.body.id}/export`, analyst);
    expect(theirs.lines.map((line) => Object.keys(line)[0])).toEqual(['export', 'end']);
    expect(await analyst.get(`/v1/views/018f0000-0000-7000-8000-000000000000/export`)).toMatchObject({
      status: 404,
    });
  });

  it('have every column that the fields tell of, of every kind', async () => {
    const kinds = (await investigator.get<SearchedKindView[]>('/v1/search/fields')).body;
    for (const { kind, exportColumns } of kinds) {
      const { lines } = await download(
        `/v1/search/export?kind=${kind}&q=${kind === 'cases' ? 'number:1' : ''}`,
      );
      expect(lines[0]!['export']).toMatchObject({ kind, columns: exportColumns });
    }
  });

  it("give a detector's key its own alerts alone, without what it may not know", async () => {
    const detector = await app.detector('template-watch', ['alerts.send', 'alerts.read']);
    const stranger = await app.detector('billing-watch', ['alerts.send', 'alerts.read']);
    for (const [client, sourceRef] of [
      [detector, 'mine'],
      [stranger, 'theirs'],
    ] as const)
      expect(await client.post('/v1/alerts', alert(sourceRef))).toMatchObject({ status: 201 });
    const { lines } = await download('/v1/search/export?kind=alerts', detector);
    expect(lines.slice(1, -1)).toEqual([{ row: expect.objectContaining({ source: 'mine' }) }]);
    for (const name of ['case', 'queue', 'assignee', 'muted'])
      expect(lines[1]!['row']).not.toHaveProperty(name);
    expect(await detector.get('/v1/search/export?kind=cases')).toMatchObject({ status: 403 });
    expect(await detector.get('/v1/search/export?kind=alerts&columns=queue')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '?columns' }] },
    });
  });

  it.each([
    ['', '/kind'],
    ['kind=files', '/kind'],
    ['kind=cases&format=xlsx', '/format'],
    ['kind=cases&columns=nothing', '?columns'],
    ['kind=cases&columns=id,id', '?columns'],
    ['kind=cases&columns=', '/columns'],
    ['kind=cases&columns[a]=1', '/columns[a]'],
    ['kind=cases&zone=Mars', '?zone'],
  ])('refuse %j by name', async (query, pointer) => {
    expect(await investigator.get(`/v1/search/export?${query}`)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer }] },
    });
  });

  it('refuse a query that cannot be read', async () => {
    expect(await investigator.get('/v1/search/export?kind=cases&q=severty:4')).toMatchObject({
      status: 400,
      body: { type: '/problems/invalid-query', nearest: 'severity' },
    });
  });
});

const alert = (sourceRef: string): object => ({
  type: 'distillation.template',
  sourceRef,
  title: 'Shared template',
  severity: 2,
  confidence: 0.9,
  occurredFrom: '2026-05-01T00:00:00Z',
  occurredTo: '2026-05-02T00:00:00Z',
  detectedAt: '2026-05-02T08:00:00Z',
  analytic: { name: 'template-watch', version: '1.0.0' },
  subjects: { accounts: ['acct_1'] },
});
