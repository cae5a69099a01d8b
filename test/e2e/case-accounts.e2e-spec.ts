import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { sha256 } from '@app/platform';
import type {
  AccountActView,
  AccountHistoryEntryView,
  JudgedView,
  UndoneView,
} from '../../libs/cases/accounts/account-acts.dto';
import type { AddedAccountsView, CaseAccountView } from '../../libs/cases/accounts/case-accounts.dto';
import type { AccountPageView } from '../../libs/cases/pages/subject-pages.dto';
import { startApp, type TestApp } from '../support/app';
import type { Answer, HttpClient } from '../support/http-client';

interface Listed<T> {
  items: T[];
  nextCursor: string | null;
}

const ids = (n: number, prefix = 'acct'): string[] =>
  Array.from({ length: n }, (_, at) => `${prefix}-${String(at).padStart(6, '0')}`);

describe('the accounts of a case', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let analyst: HttpClient;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    [investigator, analyst] = await Promise.all([app.as('investigator'), app.as('analyst')]);
  });
  afterAll(() => app.stop());

  const file = async (): Promise<string> =>
    (await investigator.post<{ id: string }>('/v1/cases', { kind: 'other', title: 'A ring', severity: 2 }))
      .body.id;
  const add = (caseId: string, body: object) =>
    investigator.post<AddedAccountsView>(`/v1/cases/${caseId}/accounts`, body);
  const upload = (
    caseId: string,
    text: string,
    type = 'text/plain',
    query = '?source=partner%20report',
  ): Promise<Answer<AddedAccountsView>> =>
    analyst.post<AddedAccountsView>(`/v1/cases/${caseId}/accounts${query}`, text, { 'content-type': type });
  const zipped = (caseId: string, text: string, type: string): Promise<Response> =>
    fetch(`${app.url}/v1/cases/${caseId}/accounts?source=partner`, {
      method: 'POST',
      headers: { ...analyst.headers, 'content-type': type, 'content-encoding': 'gzip' },
      body: new Uint8Array(gzipSync(text)),
    });
  const list = async (caseId: string, query = ''): Promise<CaseAccountView[]> =>
    (await analyst.get<Listed<CaseAccountView>>(`/v1/cases/${caseId}/accounts${query}`)).body.items;
  const shown = async (caseId: string, query = ''): Promise<string[]> =>
    (await list(caseId, query)).map((account) => account.accountId);
  const judge = async (caseId: string, body: object): Promise<JudgedView> =>
    (
      await investigator.post<JudgedView>(`/v1/cases/${caseId}/accounts/verdicts`, {
        reason: 'One buyer.',
        ...body,
      })
    ).body;
  const undo = (caseId: string, actId: string | null) =>
    investigator.post<UndoneView>(`/v1/cases/${caseId}/account-acts/${actId}/undo`, {
      reason: 'Another list.',
    });

  describe('as they come in', () => {
    it('from a file of plain text, 25,000 in a call', async () => {
      const id = await file();
      const text = `\uFEFF${ids(25_000).join('\r\n')}\r\n\r\n`;
      const added = await upload(id, text, 'text/plain; charset=utf-8');
      expect(added).toMatchObject({ status: 200, body: { added: 25_000, already: 0, total: 25_000 } });
      expect((await upload(id, text)).body).toMatchObject({ added: 0, already: 25_000, total: 25_000 });
      expect((await list(id, '?limit=1'))[0]).toMatchObject({
        accountId: 'acct-000000',
        status: 'suspected',
        source: 'partner report',
        sourceKind: 'file',
        sourceRef: sha256(text.slice(1)),
        furtherSources: 0,
      });
    });

    it('from CSV, gzipped, with reasons and shares; columns of no meaning are told', async () => {
      const id = await file();
      const csv = 'account_id,reason,country,share\nacct-1,"One card, twice",XX,0.25\nacct-2,,XX,\n';
      const answer = await zipped(id, csv, 'text/csv');
      expect(await answer.json()).toMatchObject({
        added: 2,
        already: 0,
        total: 2,
        ignoredColumns: ['country'],
      });
      expect(await list(id)).toMatchObject([
        {
          accountId: 'acct-1',
          reason: 'One card, twice',
          share: 0.25,
          shareBasis: 'partner',
          decidedAt: null,
        },
        { accountId: 'acct-2', reason: null, share: null, shareBasis: null },
      ]);
    });

    it('whole or not at all: faults are named by line, whatever a file holds', async () => {
      const id = await file();
      expect(await upload(id, `good\n${'x'.repeat(201)}\nb\u0007d\n`)).toMatchObject({
        status: 400,
        body: {
          type: '/problems/invalid-input',
          errors: [{ pointer: '/lines/2' }, { pointer: '/lines/3' }],
        },
      });
      const binary = randomBytes(300_000).toString('latin1');
      for (const [text, type] of [
        [binary, 'text/plain'],
        [binary, 'text/csv'],
        ['', 'text/plain'],
        ['', 'text/csv'],
        ['account_id\n"acct-1', 'text/csv'],
        ['acct-1\nacct-2', 'text/csv'],
        ['"'.repeat(30_000_000), 'text/csv'],
        [ids(250_000, 'x'.repeat(110)).join('\n'), 'text/plain'],
      ] as const) {
        const answer = await upload(id, text, type);
        expect([answer.status, (answer.body as unknown as { type: string }).type]).toEqual([
          400,
          '/problems/invalid-input',
        ]);
      }
      expect((await zipped(id, 'x'.repeat(34_000_000), 'text/plain')).status).toBe(413);
      expect(await upload(id, 'acct-1', 'text/plain', '')).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/source' }] },
      });
      expect((await upload(id, 'acct-1', 'application/xml')).status).toBe(400);
      expect(await list(id)).toEqual([]);
    });

    it('from another case, without its verdicts; every further source is counted once', async () => {
      const [from, into] = [await file(), await file()];
      await add(from, { accountIds: ids(10), source: 'list' });
      await judge(from, { status: 'confirmed', accountIds: ids(4) });
      const confirmed = { from: 'case', caseId: from, statuses: ['confirmed'] };
      expect((await add(into, confirmed)).body).toMatchObject({ added: 4, already: 0, total: 4 });
      expect((await list(into))[0]).toMatchObject({
        status: 'suspected',
        sourceKind: 'case',
        sourceRef: from,
        decidedAt: null,
      });
      await add(into, confirmed);
      expect((await list(into))[0]).toMatchObject({ furtherSources: 0 });
      for (const source of ['partner report', 'partner report', 'press'])
        await add(into, { accountIds: ids(5), source });
      expect((await list(into)).map((one) => one.furtherSources)).toEqual([2, 2, 2, 2, 1]);
      expect((await add(into, { from: 'case', caseId: from })).body).toMatchObject({
        added: 5,
        already: 5,
        total: 10,
      });
      for (const [body, pointer] of [
        [{ from: 'case' }, '/caseId'],
        [{ from: 'case', caseId: into }, '/caseId'],
        [{ from: 'case', caseId: crypto.randomUUID() }, '/caseId'],
        [{ from: 'alerts', caseId: from }, '/caseId'],
        [{ accountIds: ['a'], source: 'x', statuses: ['cleared'] }, '/statuses'],
        [{ accountIds: ['a'], source: 'x', from: 'alerts' }, '/accountIds'],
        [{}, '/accountIds'],
      ] as const)
        expect(await add(into, body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    });

    it('once for one Idempotency-Key, which is of this file and no other', async () => {
      const id = await file();
      const send = (text: string) =>
        analyst.post(`/v1/cases/${id}/accounts?source=x`, text, {
          'content-type': 'text/plain',
          'idempotency-key': 'file-1',
        });
      expect((await send('acct-1')).body).toMatchObject({ added: 1 });
      expect((await send('acct-1')).body).toMatchObject({ added: 1 });
      expect((await send('acct-2')).status).toBe(422);
    });
  });

  describe('as they are judged', () => {
    it('keep every verdict, and an act of verdicts on 25,000 is undone as a whole', async () => {
      const id = await file();
      await add(id, { accountIds: ids(25_000), source: 'list' });
      const first = await judge(id, {
        status: 'confirmed',
        allSuspected: true,
        share: 0.9,
        shareBasis: 'Logs',
      });
      expect(first).toMatchObject({ changed: 25_000, unchanged: 0, unknown: 0 });
      const second = await judge(id, { status: 'cleared', reason: 'A test.', accountIds: ids(2) });
      const undone = await undo(id, first.actId);
      // Of the two that were cleared since the share went back, the verdict did not.
      expect(undone.body).toMatchObject({ undone: 25_000, already: 0, left: 0 });
      expect((await undo(id, first.actId)).body).toEqual({
        undone: 0,
        already: 25_000,
        left: 0,
        actId: null,
      });
      expect(await list(id, '?limit=3')).toMatchObject([
        { status: 'cleared', reason: 'A test.', share: null },
        { status: 'cleared', share: null },
        { status: 'suspected', reason: null, decidedBy: null, decidedAt: null, share: null, shareBy: null },
      ]);
      expect((await undo(id, second.actId)).body).toMatchObject({ undone: 2, left: 0 });
      expect((await list(id, '?limit=1'))[0]).toMatchObject({ status: 'confirmed', reason: 'One buyer.' });
      expect((await undo(id, first.actId)).body).toMatchObject({ undone: 2, already: 24_998 });
      expect((await list(id, '?limit=1'))[0]).toMatchObject({ status: 'suspected', decidedAt: null });
      const { body } = await analyst.get<Listed<AccountHistoryEntryView>>(
        `/v1/cases/${id}/accounts/acct-000000/history`,
      );
      expect(body.items.map((one) => [one.kind, one.fromStatus, one.toStatus, one.byName])).toEqual([
        ['undo', 'confirmed', 'suspected', 'investigator'],
        ['undo', 'cleared', 'confirmed', 'investigator'],
        ['undo', null, null, 'investigator'],
        ['verdict', 'confirmed', 'cleared', 'investigator'],
        ['verdict', 'suspected', 'confirmed', 'investigator'],
      ]);
      expect(body.items[2]).toMatchObject({ fromShare: 0.9, toShare: null, undoesId: first.actId });
      const acts = await analyst.get<Listed<AccountActView>>(`/v1/cases/${id}/account-acts?limit=2`);
      expect(acts.body.items).toMatchObject([
        { kind: 'undo', undoesId: first.actId, changed: 2 },
        { kind: 'undo', undoesId: second.actId, changed: 2 },
      ]);
      expect((await undo(id, acts.body.items[0]!.id)).status).toBe(409);
    });

    it('stay where a later verdict stands', async () => {
      const id = await file();
      await add(id, { accountIds: ids(5), source: 'list' });
      const act = await judge(id, { status: 'confirmed', allSuspected: true });
      await judge(id, { status: 'cleared', accountIds: ids(2) });
      expect((await undo(id, act.actId)).body).toMatchObject({ undone: 3, already: 0, left: 2 });
      expect((await list(id)).map((one) => one.status)).toEqual([
        'cleared',
        'cleared',
        ...Array<string>(3).fill('suspected'),
      ]);
      await judge(id, { status: 'confirmed', accountIds: ids(5) });
      expect((await undo(id, act.actId)).body).toMatchObject({ undone: 0, already: 3, left: 2 });
    });

    it('come out the same however verdicts and undoings race', async () => {
      const id = await file();
      const all = ids(300);
      await add(id, { accountIds: all, source: 'list' });
      const act = await judge(id, { status: 'confirmed', allSuspected: true });
      const [cleared, ...undone] = await Promise.all([
        judge(id, { status: 'cleared', accountIds: all.slice(0, 150) }),
        ...Array.from({ length: 4 }, () => undo(id, act.actId)),
      ]);
      expect(cleared.changed).toBe(150);
      const total = undone.reduce((sum, { body }) => sum + body.undone, 0);
      // Either the clearing came first, and 150 were left to undo, or the undoing did.
      expect([150, 300]).toContain(total);
      const counts = await analyst.get(`/v1/cases/${id}/accounts/counts`);
      expect(counts.body).toEqual({ suspected: 150, confirmed: 0, cleared: 150 });
      const [sum] = await app.db.query<{ n: number }[]>(
        `SELECT sum(changed)::int AS n FROM case_account_acts WHERE case_id = $1 AND kind = 'undo'`,
        [id],
      );
      expect(sum!.n).toBe(total);
      const { body } = await analyst.get<Listed<{ action: string; details: { count: number } }>>(
        `/v1/cases/${id}/timeline?kinds=act`,
      );
      const told = body.items.filter((entry) => entry.action === 'case.account_act_undone');
      expect(told.reduce((n, entry) => n + entry.details.count, 0)).toBe(total);
    });

    it('by those who may, in open cases, by an act of the case', async () => {
      const [id, other] = [await file(), await file()];
      await add(id, { accountIds: ['a'], source: 'list' });
      const { actId } = await judge(id, { status: 'confirmed', accountIds: ['a', 'a'] });
      const path = `/v1/cases/${id}/account-acts/${actId}/undo`;
      expect((await analyst.post(path, { reason: 'x' })).status).toBe(403);
      expect((await undo(other, actId)).status).toBe(404);
      expect((await undo(id, crypto.randomUUID())).status).toBe(404);
      const shares = { basis: 'Logs', shares: [{ accountId: 'a', share: 0.5 }] };
      expect((await analyst.post(`/v1/cases/${id}/accounts/shares`, shares)).status).toBe(403);
      await investigator.post(`/v1/cases/${id}/transition`, {
        stage: 'Closed',
        resolution: 'FalsePositive',
        impact: 'NotApplicable',
        summary: 'Nothing.',
      });
      expect((await undo(id, actId)).status).toBe(409);
      expect((await investigator.post(`/v1/cases/${id}/accounts/shares`, shares)).status).toBe(409);
      expect((await upload(id, 'acct-1')).status).toBe(409);
    });
  });

  describe('with their shares of traffic', () => {
    const setShares = (caseId: string, shares: object[]) =>
      investigator.post<JudgedView>(`/v1/cases/${caseId}/accounts/shares`, { basis: 'Exchanges', shares });

    it('each its own, unknown again with null, undone as one', async () => {
      const id = await file();
      await add(id, { accountIds: ['a', 'b', 'c'], source: 'list' });
      const said = await setShares(id, [
        { accountId: 'a', share: 0.25 },
        { accountId: 'b', share: 1 },
        { accountId: 'x', share: 0 },
      ]);
      expect(said.body).toMatchObject({ changed: 2, unchanged: 0, unknown: 1, unknownIds: ['x'] });
      expect((await setShares(id, [{ accountId: 'a', share: 0.25 }])).body).toMatchObject({
        changed: 0,
        unchanged: 1,
        actId: null,
      });
      const unsaid = await setShares(id, [{ accountId: 'a', share: null }]);
      expect((await list(id)).map((one) => one.share)).toEqual([null, 1, null]);
      expect((await undo(id, unsaid.body.actId)).body).toMatchObject({ undone: 1, left: 0 });
      expect((await list(id))[0]).toMatchObject({ share: 0.25, shareBasis: 'Exchanges' });
      expect((await undo(id, said.body.actId)).body).toMatchObject({ undone: 2, left: 0 });
      expect((await list(id)).map((one) => one.share)).toEqual([null, null, null]);
      for (const [shares, pointer] of [
        [[{ accountId: 'a', share: 1.01 }], '/shares/0/share'],
        [[{ accountId: 'a', share: -0.1 }], '/shares/0/share'],
        [[{ accountId: 'a', share: '1' }], '/shares/0/share'],
        [[{ accountId: 'a' }], '/shares/0/share'],
        [
          [
            { accountId: 'a', share: 1 },
            { accountId: 'a', share: 0 },
          ],
          '/shares/1/accountId',
        ],
      ] as const)
        expect(await setShares(id, [...shares])).toMatchObject({
          status: 400,
          body: { errors: [{ pointer }] },
        });
    });

    it('are flagged where the cases of an account claim more than there is', async () => {
      const cases = [await file(), await file(), await file()];
      for (const id of cases) {
        await add(id, { accountIds: ['greedy/1'], source: 'list' });
        await setShares(id, [{ accountId: 'greedy/1', share: 0.4 }]);
      }
      const page = async () =>
        (await analyst.get<AccountPageView>(`/v1/accounts/${encodeURIComponent('greedy/1')}`)).body;
      expect(await page()).toMatchObject({
        accountId: 'greedy/1',
        cases: { count: 3, isMore: false },
        shareSum: 1.2,
        isOverclaimed: true,
      });
      await judge(cases[0]!, { status: 'cleared', accountIds: ['greedy/1'] });
      expect(await page()).toMatchObject({
        standing: { suspected: 2, confirmed: 0, cleared: 1 },
        shareSum: 0.8,
        isOverclaimed: false,
      });
    });
  });

  it('are listed by every filter and sorted by id, share or verdict, page after page', async () => {
    const id = await file();
    const me = (await investigator.get<{ id: string }>('/v1/me')).body.id;
    await add(id, { accountIds: ['a1', 'a2', 'b1', 'b2', 'c1'], source: 'list' });
    await upload(id, 'account_id,reason\nf1,seen\n', 'text/csv');
    await judge(id, { status: 'confirmed', accountIds: ['b1'], share: 0.5 });
    await judge(id, { status: 'cleared', accountIds: ['a2'], share: 0.1 });
    await judge(id, { status: 'confirmed', accountIds: ['c1'], share: 0.5 });
    expect(await shown(id, '?q=a')).toEqual(['a1', 'a2']);
    expect(await shown(id, '?q=%25')).toEqual([]);
    expect(await shown(id, '?source=file')).toEqual(['f1']);
    expect(await shown(id, '?minShare=0.5')).toEqual(['b1', 'c1']);
    expect(await shown(id, '?minShare=0&maxShare=0.2')).toEqual(['a2']);
    expect(await shown(id, '?hasReason=true')).toEqual(['a2', 'b1', 'c1', 'f1']);
    expect(await shown(id, '?decidedBy=none&q=b')).toEqual(['b2']);
    expect(await shown(id, `?decidedBy=${me}&status=confirmed`)).toEqual(['b1', 'c1']);
    expect(
      (await investigator.get<Listed<object>>(`/v1/cases/${id}/accounts?decidedBy=me`)).body.items,
    ).toHaveLength(3);
    for (const [query, pointer] of [
      ['minShare=2', '/minShare'],
      ['minShare=x', '/minShare'],
      ['sort=name', '/sort'],
      ['source=press', '/source'],
      ['decidedBy=nobody', '/decidedBy'],
    ])
      expect(await analyst.get(`/v1/cases/${id}/accounts?${query}`)).toMatchObject({
        status: 400,
        body: { errors: [{ pointer }] },
      });
    const paged = async (query: string): Promise<string[]> => {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const path: string = `/v1/cases/${id}/accounts?limit=1&${query}${cursor && `&cursor=${cursor}`}`;
        const { body }: Answer<Listed<CaseAccountView>> = await analyst.get(path);
        seen.push(...body.items.map((one) => one.accountId));
        cursor = body.nextCursor;
      }
      return seen;
    };
    expect(await paged('')).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'f1']);
    expect(await paged('sort=share')).toEqual(['c1', 'b1', 'a2', 'a1', 'b2', 'f1']);
    expect(await paged('sort=decided')).toEqual(['c1', 'a2', 'b1', 'a1', 'b2', 'f1']);
    expect(await paged('sort=share&q=a')).toEqual(['a2', 'a1']);
    expect(await shown(id, '?sort=share&limit=4')).toEqual(['c1', 'b1', 'a2', 'a1']);
  });
});
