import { contentHash } from '@app/platform';
import type { JudgedView } from '../../libs/cases/accounts/account-acts.dto';
import type { CaseAccountView } from '../../libs/cases/accounts/case-accounts.dto';
import type { AppearanceView } from '../../libs/cases/pages/subject-pages.dto';
import type { TimelineEntryView } from '../../libs/cases/timeline/timeline.dto';
import type { CaseView } from '../../libs/cases/cases.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';

interface Listed<T> {
  items: T[];
  nextCursor: string | null;
}

describe('cases', () => {
  let app: TestApp;
  let investigator: HttpClient;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    investigator = await app.as('investigator');
  });
  afterAll(() => app.stop());

  const file = async (over: object = {}): Promise<CaseView> => {
    const body = {
      kind: 'distillation',
      title: 'Coordinated extraction',
      severity: 3,
      playbook: false,
      ...over,
    };
    const { status, body: opened } = await investigator.post<CaseView>('/v1/cases', body);
    expect(status).toBe(201);
    return opened;
  };
  const accounts = (n: number, prefix = 'acct'): string[] =>
    Array.from({ length: n }, (_, i) => `${prefix}-${String(i).padStart(6, '0')}`);

  describe('the file itself', () => {
    it('is numbered in the order of filing and starts new, in triage', async () => {
      const first = await file();
      const second = await file();
      expect(second.number).toBe(first.number + 1);
      expect(first).toMatchObject({
        stage: 'New',
        phase: 'Triage',
        tlp: 'AMBER',
        pap: 'AMBER',
        origin: 'staff',
        version: 1,
      });
      expect(first.allowed).toEqual({ stages: ['InProgress', 'Closed'], phases: [] });
      expect((await investigator.get<CaseView>(`/v1/cases/${first.id}`)).body).toEqual(first);
    });

    it('is listed newest first, filtered, page by page', async () => {
      const filed = [];
      for (let i = 0; i < 5; i++) filed.push(await file({ kind: 'region_evasion', severity: 4 }));
      const query = '/v1/cases?kind=region_evasion&severity=4&stage=New&phase=Triage&limit=2';
      const seen: number[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: { body: Listed<CaseView> } = await investigator.get(
          `${query}${cursor && `&cursor=${cursor}`}`,
        );
        seen.push(...page.body.items.map((item) => item.number));
        cursor = page.body.nextCursor;
      }
      expect(seen).toEqual(filed.map((one) => one.number).reverse());
      expect((await investigator.get(`/v1/cases?cursor=zzz`)).status).toBe(400);
    });

    it('is listed by who has it: me, somebody, or nobody', async () => {
      const analyst = await app.as('analyst');
      const { id } = await file();
      await analyst.post(`/v1/cases/${id}/take`);
      const me = (await analyst.get<{ id: string }>('/v1/me')).body.id;
      const listed = async (owner: string): Promise<string[]> =>
        (await analyst.get<Listed<CaseView>>(`/v1/cases?owner=${owner}&limit=1000`)).body.items.map(
          (item) => item.id,
        );
      expect(await listed('me')).toEqual([id]);
      expect(await listed(me)).toEqual([id]);
      expect(await listed('none')).not.toContain(id);
      expect((await listed('none')).length).toBeGreaterThan(0);
      expect(await analyst.get('/v1/cases?owner=somebody')).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/owner' }] },
      });
    });

    it('refuses an edit of what has changed since it was read', async () => {
      const { id } = await file();
      const path = `/v1/cases/${id}`;
      expect((await investigator.patch(path, { title: 'No version' })).status).toBe(400);
      const changed = await investigator.patch<CaseView>(path, { version: 1, title: 'First', tlp: 'RED' });
      expect(changed).toMatchObject({ status: 200, body: { title: 'First', tlp: 'RED', version: 2 } });
      const stale = await investigator.patch(path, { version: 1, title: 'Second' });
      expect(stale).toMatchObject({ status: 412, body: { type: '/problems/stale-version', version: 2 } });
      expect((await investigator.get<CaseView>(path)).body.title).toBe('First');
    });

    it('gives its version as ETag, which an edit sends back', async () => {
      const { id } = await file();
      const read = await investigator.get(`/v1/cases/${id}`);
      expect(read.headers['etag']).toBe('"1"');
      const edit = (title: string) =>
        investigator.patch(`/v1/cases/${id}`, { title }, { 'if-match': String(read.headers['etag']) });
      expect((await edit('One')).status).toBe(200);
      expect((await edit('Two')).status).toBe(412);
    });

    it('takes an outcome only with its closing', async () => {
      const { id } = await file();
      const early = { stage: 'InProgress', resolution: 'TruePositive' };
      expect(await investigator.post(`/v1/cases/${id}/transition`, early)).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/resolution' }] },
      });
    });

    it('refuses null for what it cannot be without', async () => {
      const { id } = await file();
      expect(await investigator.patch(`/v1/cases/${id}`, { version: 1, title: null })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/title' }] },
      });
    });

    it('lets one of two editors through', async () => {
      const { id } = await file();
      const edits = await Promise.all(
        ['a', 'b', 'c'].map((title) => investigator.patch(`/v1/cases/${id}`, { version: 1, title })),
      );
      expect(edits.map((edit) => edit.status).toSorted((a, b) => a - b)).toEqual([200, 412, 412]);
    });

    it('closes with an outcome, takes nothing in while closed, and can be taken up again', async () => {
      const { id } = await file();
      const move = (body: object) => investigator.post<CaseView>(`/v1/cases/${id}/transition`, body);
      expect((await move({ phase: 'Investigation' })).body).toMatchObject({
        type: '/problems/illegal-transition',
        allowed: [],
      });
      const working = await move({ stage: 'InProgress', phase: 'Investigation' });
      expect(working.body).toMatchObject({ stage: 'InProgress', phase: 'Investigation' });
      expect(working.body.allowed.stages).toEqual(['OnHold', 'Closed']);
      expect(
        await move({ stage: 'Closed', resolution: 'FalsePositive', impact: 'WithImpact' }),
      ).toMatchObject({
        status: 409,
        body: {
          type: '/problems/closing-incomplete',
          missing: ['impact', 'summary'],
          impacts: ['NotApplicable'],
        },
      });
      const outcome = { resolution: 'TruePositive', impact: 'WithImpact', summary: 'Accounts banned.' };
      expect((await move({ stage: 'Closed', ...outcome })).body).toMatchObject({
        stage: 'Closed',
        ...outcome,
      });
      const add = await investigator.post(`/v1/cases/${id}/accounts`, { accountIds: ['a'], source: 'test' });
      expect(add).toMatchObject({ status: 409, body: { type: '/problems/case-closed' } });
      expect((await move({ stage: 'InProgress' })).body).toMatchObject({
        stage: 'InProgress',
        resolution: null,
        closedAt: null,
      });
    });

    it('keeps notes and a timeline of every act, newest first', async () => {
      const { id } = await file();
      for (const text of ['one', 'two', 'three']) await investigator.post(`/v1/cases/${id}/notes`, { text });
      const notes = await investigator.get<Listed<{ text: string }>>(`/v1/cases/${id}/notes?limit=2`);
      expect(notes.body.items.map((note) => note.text)).toEqual(['three', 'two']);
      const rest = await investigator.get<Listed<{ text: string }>>(
        `/v1/cases/${id}/notes?cursor=${notes.body.nextCursor}`,
      );
      expect(rest.body.items.map((note) => note.text)).toEqual(['one']);
      const timeline = await investigator.get<Listed<TimelineEntryView>>(`/v1/cases/${id}/timeline?limit=3`);
      expect(timeline.body.items.map((entry) => entry.action)).toEqual(Array(3).fill('case.note_added'));
      const older = await investigator.get<Listed<TimelineEntryView>>(
        `/v1/cases/${id}/timeline?cursor=${timeline.body.nextCursor}`,
      );
      expect(older.body.items).toMatchObject([
        { action: 'case.opened', actor: { kind: 'user', name: 'investigator' } },
      ]);
    });

    it('names the clauses that it breaches, once each, and only clauses that there are', async () => {
      const { id } = await file();
      const administrator = await app.as('administrator');
      const policy = await administrator.post<{ id: string }>('/v1/policies', { name: 'Usage policy' });
      const clause = (code: string) => ({
        code,
        title: `Clause ${code}`,
        text: 'No.',
        violationType: 'extraction',
        enforcement: 'ban',
      });
      const version = await administrator.post<{ clauses: { id: string }[] }>(
        `/v1/policies/${policy.body.id}/versions`,
        {
          version: '1',
          effectiveOn: '2026-01-01',
          clauses: [clause('D.4'), clause('D.5')],
        },
      );
      const clauseIds = version.body.clauses.map((one) => one.id);
      const add = (ids: string[]) => investigator.post(`/v1/cases/${id}/violations`, { clauseIds: ids });
      expect(await add(clauseIds.slice(0, 1))).toMatchObject({ status: 200, body: [{ code: 'D.4' }] });
      expect((await add([...clauseIds, ...clauseIds])).body).toMatchObject([
        { code: 'D.4' },
        { code: 'D.5' },
      ]);
      expect((await add([id])).status).toBe(404);
      expect((await investigator.get<object[]>(`/v1/cases/${id}/violations`)).body).toHaveLength(2);
    });

    it('is out of reach for those without the right', async () => {
      const auditor = await app.as('auditor');
      expect((await auditor.post('/v1/cases', { kind: 'other', title: 'x', severity: 1 })).status).toBe(403);
      expect((await app.anonymous.get('/v1/cases')).status).toBe(401);
    });
  });

  describe('accounts at size', () => {
    it('lists 25,000 in one call, in as many statements as 25', async () => {
      const one = await file();
      const other = await file();
      const add = (id: string, ids: string[]) =>
        investigator.post(`/v1/cases/${id}/accounts`, { accountIds: ids, source: 'enrichment' });
      const few = await countStatements(app, () => add(other.id, accounts(25)));
      const many = await countStatements(app, () => add(one.id, accounts(25_000)));
      expect(many.result).toMatchObject({ status: 200, body: { added: 25_000, already: 0, total: 25_000 } });
      expect(many.statements).toBe(few.statements);
      expect((await add(one.id, accounts(25_010))).body).toMatchObject({
        added: 10,
        already: 25_000,
        total: 25_010,
      });
    });

    it('gives a verdict on thousands as one act with their digest, and reports strangers', async () => {
      const { id } = await file();
      await investigator.post(`/v1/cases/${id}/accounts`, {
        accountIds: accounts(3_000),
        source: 'enrichment',
      });
      const judge = (body: object) =>
        investigator.post<JudgedView>(`/v1/cases/${id}/accounts/verdicts`, body);
      const reason = 'One buyer.';
      const named = accounts(1_000);
      expect((await judge({ status: 'confirmed', reason, accountIds: [...named, 'stranger'] })).body).toEqual(
        {
          changed: 1_000,
          unchanged: 0,
          unknown: 1,
          unknownIds: ['stranger'],
          actId: expect.any(String),
        },
      );
      expect((await judge({ status: 'cleared', reason, allSuspected: true })).body).toMatchObject({
        changed: 2_000,
        unchanged: 0,
      });
      expect((await judge({ status: 'confirmed', reason, accountIds: named })).body).toMatchObject({
        changed: 0,
        unchanged: 1_000,
      });
      expect((await judge({ status: 'confirmed', reason })).status).toBe(400);
      expect(
        (await judge({ status: 'confirmed', reason, accountIds: named, allSuspected: true })).status,
      ).toBe(400);
      const counts = await investigator.get(`/v1/cases/${id}/accounts/counts`);
      expect(counts.body).toEqual({ suspected: 0, confirmed: 1_000, cleared: 2_000 });
      const { body } = await investigator.get<Listed<TimelineEntryView>>(`/v1/cases/${id}/timeline`);
      const judged = body.items.filter((entry) => entry.action === 'case.accounts_judged');
      const actId: unknown = expect.any(String);
      expect(judged.map((entry) => entry.details)).toEqual([
        { status: 'cleared', reason, actId, count: 2_000, digest: contentHash(accounts(3_000).slice(1_000)) },
        { status: 'confirmed', reason, actId, count: 1_000, digest: contentHash(named) },
      ]);
    });

    it('is for those who assess', async () => {
      const { id } = await file();
      const analyst = await app.as('analyst');
      expect(
        (await analyst.post(`/v1/cases/${id}/accounts`, { accountIds: ['a'], source: 'triage' })).status,
      ).toBe(200);
      const verdict = { status: 'confirmed', reason: 'Mine.', allSuspected: true };
      expect((await analyst.post(`/v1/cases/${id}/accounts/verdicts`, verdict)).status).toBe(403);
    });

    it('shows in which other cases an account is a subject', async () => {
      const [one, two] = [await file(), await file()];
      for (const { id } of [one, two]) {
        await investigator.post(`/v1/cases/${id}/accounts`, {
          accountIds: ['shared-1', `own-${id}`],
          source: 'test',
        });
      }
      const { body } = await investigator.get<Listed<CaseAccountView>>(
        `/v1/cases/${one.id}/accounts?status=suspected`,
      );
      expect(body.items.map((item) => [item.accountId, item.otherCases])).toEqual([
        [`own-${one.id}`, 0],
        ['shared-1', 1],
      ]);
      const seen = await investigator.get<Listed<AppearanceView>>('/v1/accounts/shared-1/cases');
      expect(seen.body.items.map((appearance) => appearance.case.number)).toEqual([two.number, one.number]);
    });

    it('keeps the traffic of cover keys apart', async () => {
      const { id } = await file();
      const keys = Array.from({ length: 2_000 }, (_, i) => ({ apiKeyId: `key-${i}`, accountId: 'acct-1' }));
      const judge = (verdict: string, of: object[]) =>
        investigator.post(`/v1/cases/${id}/keys/verdicts`, { verdict, reason: 'Own customers.', keys: of });
      expect(await judge('cover', keys)).toMatchObject({ status: 409, body: { unlisted: ['acct-1'] } });
      await investigator.post(`/v1/cases/${id}/accounts`, { accountIds: ['acct-1'], source: 'test' });
      expect((await judge('cover', keys)).body).toEqual({ changed: 2_000 });
      expect((await judge('cover', keys)).body).toEqual({ changed: 0 });
      expect((await judge('campaign', keys.slice(0, 1_999))).body).toEqual({ changed: 1_999 });
      const cover = await investigator.get<Listed<{ apiKeyId: string }>>(
        `/v1/cases/${id}/keys?verdict=cover`,
      );
      expect(cover.body.items.map((key) => key.apiKeyId)).toEqual(['key-1999']);
    });
  });

  describe('merging', () => {
    it('brings everything into the survivor, once, and keeps the record of the other', async () => {
      const [from, into] = [await file({ tlp: 'RED', severity: 4 }), await file()];
      for (const { id } of [from, into]) {
        await investigator.post(`/v1/cases/${id}/accounts`, {
          accountIds: ['both', `only-${id}`],
          source: 'test',
        });
      }
      const confirm = { status: 'confirmed', reason: 'Sure.', accountIds: ['both'] };
      await investigator.post(`/v1/cases/${from.id}/accounts/verdicts`, confirm);
      await investigator.post(`/v1/cases/${from.id}/notes`, { text: 'from the merged one' });
      const merge = () => investigator.post<CaseView>(`/v1/cases/${from.id}/merge`, { intoId: into.id });
      const merged = await Promise.all([merge(), merge(), merge()]);
      expect(merged.map(({ status, body }) => [status, body.id])).toEqual(Array(3).fill([200, into.id]));
      expect((await merge()).body).toMatchObject({ severity: 4, tlp: 'RED', version: 2 });
      const { body } = await investigator.get<Listed<CaseAccountView>>(`/v1/cases/${into.id}/accounts`);
      expect(
        new Set(body.items.map((item) => `${item.accountId} ${item.status} ${item.otherCases}`)),
      ).toEqual(new Set(['both confirmed 0', `only-${from.id} suspected 0`, `only-${into.id} suspected 0`]));
      const notes = await investigator.get<Listed<{ text: string }>>(`/v1/cases/${into.id}/notes`);
      expect(notes.body.items).toMatchObject([{ text: 'from the merged one', caseId: from.id }]);
      expect((await investigator.get<CaseView>(`/v1/cases/${from.id}`)).body).toMatchObject({
        stage: 'Closed',
        resolution: 'Duplicated',
        mergedIntoId: into.id,
        allowed: { stages: [], phases: [] },
      });
      expect((await investigator.post(`/v1/cases/${into.id}/merge`, { intoId: from.id })).status).toBe(409);
    });
  });
});

/** Runs `act` and counts the statements that the api sends to the database meanwhile. */
async function countStatements<T>(
  app: TestApp,
  act: () => Promise<T>,
): Promise<{ result: T; statements: number }> {
  let statements = 0;
  const ignore = () => undefined;
  const { logger } = app.db;
  app.db.setOptions({
    logging: ['query'],
    logger: {
      logQuery: () => void statements++,
      logQueryError: ignore,
      logQuerySlow: ignore,
      logSchemaBuild: ignore,
      logMigration: ignore,
      log: ignore,
    },
  });
  const result = await act();
  app.db.setOptions({ logging: false, logger });
  return { result, statements };
}
