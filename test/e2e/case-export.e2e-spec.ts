import type { CaseView } from '../../libs/cases/cases.dto';
import { sha256 } from '@app/platform';
import { CASE_PARTS } from '../../libs/cases/export/case-parts';
import { startApp, type TestApp } from '../support/app';
import { beginDownload, type Downloaded, readDownload } from '../support/download';
import type { HttpClient } from '../support/http-client';

describe('the export of a case', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let campaign: CaseView;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    investigator = await app.as('investigator');
    campaign = await file('Campaign');
  });
  afterAll(() => app.stop());

  const file = async (title: string, playbook = true): Promise<CaseView> =>
    (
      await investigator.post<CaseView>('/v1/cases', {
        kind: 'distillation',
        title,
        severity: 4,
        playbook,
      })
    ).body;
  const download = async (id: string): Promise<Downloaded> =>
    readDownload(await beginDownload(`${app.url}/v1/cases/${id}/export`, investigator.headers));
  /** Lines by what they are of. */
  const partsOf = ({ lines }: Downloaded): Record<string, Record<string, unknown>[]> => {
    const parts: Record<string, Record<string, unknown>[]> = {};
    for (const line of lines)
      for (const [part, value] of Object.entries(line)) (parts[part] ??= []).push(value);
    return parts;
  };

  it('has all that the case holds, and ends with its counts', async () => {
    const { id } = campaign;
    const detector = await app.detector('template-watch');
    const receipts = await detector.post<{ items: { alertId: string }[] } & { alertId: string }[]>(
      '/v1/alerts/batch',
      [alert('one', 'First'), alert('two', 'Second')],
    );
    expect(receipts.status).toBeLessThan(300);
    await detector.post('/v1/alerts', alert('one', 'First, worded anew'));
    const alerts = await app.db.query<{ id: string }[]>('SELECT id FROM alerts ORDER BY id');
    await investigator.post(`/v1/cases/${id}/alerts`, { alertIds: alerts.map((one) => one.id) });
    await investigator.post(`/v1/cases/${id}/accounts`, { accountIds: ['acct-2', 'acct-1'], source: 'list' });
    const keys = [{ apiKeyId: 'key-1', accountId: 'acct-1' }];
    await investigator.post(`/v1/cases/${id}/keys/verdicts`, { verdict: 'cover', reason: 'Resale.', keys });
    const note = await investigator.post<{ id: string }>(`/v1/cases/${id}/notes`, { text: 'One template.' });
    await investigator.post(`/v1/cases/${id}/notes/${note.body.id}/retract`, { reason: 'Wrong case.' });
    await investigator.post(`/v1/cases/${id}/notes`, { text: 'Two templates.' });
    const address = { kind: 'address', value: '192.0.2.7' };
    await investigator.post(`/v1/cases/${id}/entities`, { entities: [address], reason: 'Seen in a report.' });
    const taken = await investigator.post(`/v1/cases/${id}/entities/retract`, {
      entities: [address],
      reason: 'A proxy.',
    });
    expect(taken.status).toBeLessThan(300);
    const said = await investigator.post(`/v1/cases/${id}/assertions`, {
      assertions: [
        {
          about: 'accounts',
          statement: 'About 25,000 accounts.',
          value: { kind: 'quantity', qualifier: 'nearly', number: 25000 },
          unit: 'accounts',
          source: { kind: 'press', publisher: 'news.example' },
        },
      ],
    });
    expect(said).toMatchObject({ status: 201 });
    const merged = await file('Same campaign', false);
    await investigator.post(`/v1/cases/${merged.id}/notes`, { text: 'Written before the merge.' });
    const into = await investigator.post(`/v1/cases/${merged.id}/merge`, { intoId: id });
    expect(into.status).toBe(200);

    const answer = await download(id);
    const { export: head, end, ...parts } = partsOf(answer);
    expect(head).toEqual([
      { id: expect.any(String), at: expect.any(String), caseId: id, parts: expect.any(Object) },
    ]);
    expect(Object.keys(parts)).toEqual(
      Object.keys(head![0]!['parts'] as object).filter((name) => parts[name]),
    );
    expect(parts['case']).toEqual([
      expect.objectContaining({ id, title: 'Campaign', openedAt: campaign.openedAt }),
    ]);
    expect(parts['account']!.map((account) => account['accountId'])).toEqual(['acct-1', 'acct-2']);
    expect(parts['key']).toEqual([expect.objectContaining({ apiKeyId: 'key-1', verdict: 'cover' })]);
    expect(parts['note']!.map(({ text }) => text)).toEqual([
      '',
      'Two templates.',
      'Written before the merge.',
    ]);
    expect(parts['note']!.at(-1)).toMatchObject({ caseId: merged.id });
    expect(parts['noteRevision']).toHaveLength(3);
    expect(parts['entity']).toContainEqual(
      expect.objectContaining({ ...address, retractedReason: 'A proxy.', retractedAt: expect.any(String) }),
    );
    expect(parts['assertion']).toEqual([
      expect.objectContaining({ number: 25000, sourcePublisher: 'news.example' }),
    ]);
    expect(parts['merge']).toEqual([expect.objectContaining({ fromId: merged.id, intoId: id })]);
    expect(parts['playbook']).toHaveLength(1);
    expect(parts['alert']).toHaveLength(2);
    expect(parts['alertRevision']!.map(({ alertId, revision }) => [alertId, revision])).toEqual([
      [alerts[0]!.id, 1],
      [alerts[0]!.id, 2],
      [alerts[1]!.id, 1],
    ]);
    expect(parts['alertRevision']![1]!['content']).toMatchObject({ title: 'First, worded anew' });
    const acts = parts['act']!.map(({ action }) => action);
    expect(acts[0]).toBe('case.opened');
    expect(acts).toEqual(expect.arrayContaining(['case.merged', 'case.absorbed']));
    const counts = Object.fromEntries(Object.entries(parts).map(([name, rows]) => [name, rows.length]));
    const sum = Object.values(counts).reduce((all, n) => all + n, 0);
    expect(end).toEqual([
      {
        lines: sum,
        of: expect.objectContaining(counts),
        sha256: sha256(answer.text.slice(0, answer.text.lastIndexOf('{"end"'))),
      },
    ]);
    expect(answer.trailers['x-export-lines']).toBe(String(sum));
  });

  it('leaves out no table and no column of the casework', async () => {
    const told = new Map<string, string>();
    for (const { from, members } of CASE_PARTS)
      for (const [, table, alias] of from.matchAll(/(\w+) (\w) (?=JOIN|ON|WHERE)/g))
        told.set(
          table!,
          `${told.get(table!) ?? ''} ${Object.values(members).join(' ')}`.replaceAll(`${alias}.`, '.'),
        );
    const columns = await app.db.query<{ table: string; column: string }[]>(
      `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
       WHERE table_schema = current_schema() AND table_name ~ '^(case_|correlation_proposals|cases)'`,
    );
    const left = columns.filter(
      ({ table, column }) =>
        !KEPT_INSIDE.has(table) && !KEPT_INSIDE.has(column) && !told.get(table)?.includes(`.${column}`),
    );
    expect(left).toEqual([]);
  });

  it('is recorded on the case, with who, how much and the digest', async () => {
    const digest = (await download(campaign.id)).trailers['x-export-sha256'];
    const acts = await app.db.query<{ action: string; actor_name: string; details: object }[]>(
      `SELECT action, actor_name, details FROM audit_events WHERE case_id = $1 ORDER BY id DESC LIMIT 2`,
      [campaign.id],
    );
    expect(acts).toEqual([
      {
        action: 'export.ended',
        actor_name: 'investigator',
        details: expect.objectContaining({ end: 'whole', sha256: digest }),
      },
      { action: 'export.began', actor_name: 'investigator', details: { format: 'ndjson' } },
    ]);
  });

  it('has 25,000 accounts and as many entities and acts, each once', async () => {
    const { id } = await file('Large', false);
    await app.db.query(
      `INSERT INTO case_accounts (case_id, account_id, status, source, added_at)
       SELECT $1, 'acct-' || lpad(n::text, 6, '0'), 'suspected', 'list', now() FROM generate_series(1, 25000) AS g (n)`,
      [id],
    );
    await app.db.query(
      `INSERT INTO case_entities (case_id, kind, value, added_at)
       SELECT $1, (ARRAY['address', 'template'])[1 + n % 2], 'v' || n, now() FROM generate_series(1, 2000) AS g (n)`,
      [id],
    );
    await app.db.query(
      `INSERT INTO audit_events (at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, case_id, details, transaction_id)
       SELECT now(), 'system', 'test', 'test', 'case.looked', 'case', $1::uuid, $1::uuid, '{}', 1 FROM generate_series(1, 2000)`,
      [id],
    );
    const { account, entity, act } = partsOf(await download(id));
    const ids = account!.map(({ accountId }) => accountId as string);
    expect(ids).toHaveLength(25_000);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(new Set(entity!.map(({ kind, value }) => `${String(kind)}/${String(value)}`)).size).toBe(2_000);
    expect(new Set(act!.map((one) => one['id'])).size).toBe(2_002);
  });

  it('is not there of an unknown case, nor for a detector', async () => {
    const unknown = '/v1/cases/018f0000-0000-7000-8000-000000000000/export';
    expect(await investigator.get(unknown)).toMatchObject({
      status: 404,
      body: { type: '/problems/not-found' },
    });
    const detector = await app.detector('billing-watch', ['alerts.send', 'alerts.read']);
    expect(await detector.get(`/v1/cases/${campaign.id}/export`)).toMatchObject({ status: 403 });
  });
});

/** What is no content of a case: how mentions and undoing work, and the case itself where a line is of it alone. */
const KEPT_INSIDE: ReadonlySet<string> = new Set([
  'case_merge_rows',
  'case_mentions',
  'case_task_dependencies',
  'case_id',
  'from_id',
  'first_closed_before',
  'stage_before',
  'gave',
  'into_before',
]);

const alert = (sourceRef: string, title: string): object => ({
  type: 'distillation.template',
  sourceRef,
  title,
  severity: 2,
  confidence: 0.9,
  occurredFrom: '2026-05-01T00:00:00Z',
  occurredTo: '2026-05-02T00:00:00Z',
  detectedAt: '2026-05-02T08:00:00Z',
  analytic: { name: 'template-watch', version: '1.0.0' },
  subjects: { accounts: ['acct_1'] },
});
