import fc from 'fast-check';
import type { CaseView } from '../../libs/cases/cases.dto';
import type { MergeView } from '../../libs/cases/merge/case-merges.dto';
import { startApp, type TestApp } from '../support/app';
import type { Answer, HttpClient } from '../support/http-client';

interface Listed<T> {
  items: T[];
}

const CASES = 4;
const RUNS = 12;
const TLP = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'];
const STATUSES = ['suspected', 'confirmed', 'cleared'] as const;

const aCase = fc.nat(CASES - 1);
const anAccount = fc.nat(4);
/** What a sequence is made of; what does not fit the state of the cases is refused by the application, not left out. */
const step = fc.oneof(
  {
    arbitrary: fc.record({ act: fc.constant('send' as const), ref: fc.nat(3), variant: fc.nat(1) }),
    weight: 3,
  },
  { arbitrary: fc.record({ act: fc.constant('attach' as const), ref: fc.nat(3), to: aCase }), weight: 2 },
  { arbitrary: fc.record({ act: fc.constant('list' as const), to: aCase, account: anAccount }), weight: 3 },
  {
    arbitrary: fc.record({
      act: fc.constant('judge' as const),
      to: aCase,
      account: anAccount,
      status: fc.constantFrom(...STATUSES),
    }),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      act: fc.constant('label' as const),
      to: aCase,
      severity: fc.integer({ min: 1, max: 4 }),
    }),
    weight: 1,
  },
  { arbitrary: fc.record({ act: fc.constant('merge' as const), from: aCase, into: aCase }), weight: 4 },
  { arbitrary: fc.record({ act: fc.constant('undo' as const), of: aCase }), weight: 3 },
  { arbitrary: fc.record({ act: fc.constant('close' as const), to: aCase }), weight: 1 },
  { arbitrary: fc.record({ act: fc.constant('reopen' as const), to: aCase }), weight: 2 },
  {
    arbitrary: fc.record({ act: fc.constant('there and back' as const), from: aCase, into: aCase }),
    weight: 1,
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What the sequence has done so far, as far as the invariants speak of it. */
interface Model {
  ids: string[];
  prefix: string;
  /** How often each reference was sent. */
  sent: Map<number, number>;
  /** Accounts that were new in a case when they were listed there. */
  placed: { caseId: string; accountId: string }[];
}

describe('any interleaving of repeats, revisions, verdicts, merges, undos, closings and reopenings', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let detector: HttpClient;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    [investigator, detector] = [await app.as('investigator'), await app.detector('payment-graph')];
  });
  afterAll(() => app.stop());

  const undo = async (caseId: string): Promise<Answer<unknown> | null> => {
    const { body } = await investigator.get<Listed<MergeView>>(`/v1/cases/${caseId}/merges?limit=100`);
    const standing = body.items.find((one) => one.fromId === caseId && one.undone === null);
    if (!standing) return null;
    return investigator.post(`/v1/cases/${caseId}/merges/${standing.id}/undo`, { reason: 'Two after all.' });
  };
  /** Rows of a case as the database has them, but for when and how often its own row changed. */
  const look = (ids: readonly string[]): Promise<unknown> =>
    app.db.query(
      `SELECT to_jsonb(c) - '{version,updated_at}'::text[] AS own,
         (SELECT jsonb_agg(to_jsonb(a) ORDER BY a.account_id) FROM case_accounts a WHERE a.case_id = c.id) AS accounts,
         (SELECT jsonb_agg(to_jsonb(e) ORDER BY e.kind, e.value) FROM case_entities e WHERE e.case_id = c.id) AS entities,
         (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM case_tasks t WHERE t.case_id = c.id) AS tasks,
         (SELECT jsonb_agg(to_jsonb(a) ORDER BY a.alert_id) FROM case_alerts a WHERE a.case_id = c.id) AS alerts,
         (SELECT jsonb_agg(a.id ORDER BY a.id) FROM alerts a WHERE a.case_id = c.id) AS owned
       FROM cases c WHERE c.id = ANY($1::uuid[]) ORDER BY c.number`,
      [ids],
    );

  /** @returns what the application answered, or null where there was nothing to ask */
  async function take(m: Model, one: Step): Promise<Answer<unknown> | null> {
    switch (one.act) {
      case 'send': {
        m.sent.set(one.ref, (m.sent.get(one.ref) ?? 0) + 1);
        return detector.post('/v1/alerts/batch', [anAlert(m, one.ref, one.variant)]);
      }
      case 'attach': {
        const found: { id: string }[] = await app.db.query('SELECT id FROM alerts WHERE source_ref = $1', [
          refOf(m, one.ref),
        ]);
        if (found.length === 0) return null;
        return investigator.post(`/v1/cases/${m.ids[one.to]}/alerts`, {
          alertIds: found.map(({ id }) => id),
        });
      }
      case 'list': {
        const [caseId, accountId] = [m.ids[one.to]!, accountOf(m, one.account)];
        const body = { accountIds: [accountId], source: 'test' };
        const answer = await investigator.post<{ added: number }>(`/v1/cases/${caseId}/accounts`, body);
        if (answer.status === 200 && answer.body.added === 1) m.placed.push({ caseId, accountId });
        return answer;
      }
      case 'judge': {
        const verdict = { status: one.status, reason: 'Seen.', accountIds: [accountOf(m, one.account)] };
        return investigator.post(`/v1/cases/${m.ids[one.to]}/accounts/verdicts`, verdict);
      }
      case 'label': {
        const { body } = await investigator.get<CaseView>(`/v1/cases/${m.ids[one.to]}`);
        // People only raise it here, so that what a survivor says is never less than what it holds.
        const severity = Math.max(one.severity, body.severity);
        return investigator.patch(`/v1/cases/${m.ids[one.to]}`, { version: body.version, severity });
      }
      case 'merge':
        return investigator.post(`/v1/cases/${m.ids[one.from]}/merge`, { intoId: m.ids[one.into] });
      case 'undo':
        return undo(m.ids[one.of]!);
      case 'close': {
        const end = { resolution: 'Other', impact: 'NoImpact', summary: 'Over.', forceReason: 'A test.' };
        return investigator.post(`/v1/cases/${m.ids[one.to]}/transition`, { stage: 'Closed', ...end });
      }
      case 'reopen':
        return investigator.post(`/v1/cases/${m.ids[one.to]}/transition`, { stage: 'InProgress' });
      case 'there and back':
        return thereAndBack(m, m.ids[one.from]!, m.ids[one.into]!);
    }
  }

  /** Merges two cases and takes it back at once: then every case is as it was. */
  async function thereAndBack(m: Model, from: string, into: string): Promise<Answer<unknown>> {
    const { body: subject } = await investigator.get<CaseView>(`/v1/cases/${from}`);
    const before = await look(m.ids);
    const there = await investigator.post<CaseView>(`/v1/cases/${from}/merge`, { intoId: into });
    if (there.status !== 200 || subject.mergedIntoId) return there;
    const back = await undo(from);
    expect(await look(m.ids)).toEqual(before);
    return back!;
  }

  const openCases = async (m: Model): Promise<string[]> => {
    const rows: { id: string }[] = await app.db.query(
      `SELECT id FROM cases WHERE id = ANY($1::uuid[]) AND stage <> 'Closed' ORDER BY number`,
      [m.ids],
    );
    return rows.map((row) => row.id);
  };

  async function assertInvariants(m: Model): Promise<void> {
    const alerts: { ref: string; times: number; places: number; agree: boolean }[] = await app.db.query(
      `SELECT a.source_ref AS ref, a.repeats + a.revision AS times, count(p.case_id)::int AS places,
         bool_and(p.case_id IS NOT DISTINCT FROM a.case_id AND c.merged_into_id IS NULL) AS agree
       FROM alerts a LEFT JOIN case_alerts p ON p.alert_id = a.id LEFT JOIN cases c ON c.id = a.case_id
       WHERE a.source_ref LIKE $1 GROUP BY a.id ORDER BY a.source_ref`,
      [`${m.prefix}-%`],
    );
    const sent = [...m.sent].sort(([a], [b]) => a - b);
    expect(alerts.map(({ ref, times }) => [ref, times])).toEqual(
      sent.map(([ref, times]) => [refOf(m, ref), times]),
    );
    for (const { places, agree } of alerts) expect([places <= 1, agree]).toEqual([true, true]);

    const views = await Promise.all(
      m.ids.map(async (id) => (await investigator.get<CaseView>(`/v1/cases/${id}`)).body),
    );
    const byId = new Map(views.map((view) => [view.id, view]));
    const survivor = (id: string): string => {
      const next = byId.get(id)!.mergedIntoId;
      return next ? survivor(next) : id;
    };
    const listed = new Map<string, string[]>();
    for (const id of m.ids) {
      const { body } = await investigator.get<Listed<{ accountId: string }>>(
        `/v1/cases/${id}/accounts?limit=100`,
      );
      const counts = await investigator.get<Record<string, number>>(`/v1/cases/${id}/accounts/counts`);
      const accounts = body.items.map((one) => one.accountId);
      expect(new Set(accounts).size).toBe(accounts.length);
      expect(Object.values(counts.body).reduce((sum, n) => sum + n, 0)).toBe(accounts.length);
      listed.set(id, accounts);
    }
    for (const { caseId, accountId } of m.placed) expect(listed.get(survivor(caseId))).toContain(accountId);
    for (const { mergedIntoId, severity, tlp } of views) {
      if (!mergedIntoId) continue;
      const holder = byId.get(mergedIntoId)!;
      expect(holder.severity).toBeGreaterThanOrEqual(severity);
      expect(TLP.indexOf(holder.tlp)).toBeGreaterThanOrEqual(TLP.indexOf(tlp));
    }
  }

  it('keeps one alert per identity, every account, each count, the strictest label, and undoes to the letter', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
        run += 1;
        const m: Model = { ids: [], prefix: `run${run}`, sent: new Map(), placed: [] };
        for (let i = 0; i < CASES; i++) {
          const { body } = await investigator.post<CaseView>('/v1/cases', {
            kind: 'academic_replication',
            title: `Case ${i}`,
            severity: 1 + (i % 3),
            tlp: TLP[1 + i],
          });
          m.ids.push(body.id);
          await take(m, { act: 'list', to: i, account: i });
        }
        for (const one of steps) {
          const answer = await take(m, one);
          if (answer && ![200, 409].includes(answer.status)) throw new Error(JSON.stringify([one, answer]));
        }
        await assertInvariants(m);
        const open = await openCases(m);
        for (const [from, into] of [open, open.toReversed()]) {
          if (!from || !into || from === into) continue;
          // Both judge one account, the case that goes the later.
          for (const [id, status] of [
            [into, 'cleared'],
            [from, 'confirmed'],
          ] as const) {
            const to = m.ids.indexOf(id);
            await take(m, { act: 'list', to, account: 0 });
            await take(m, { act: 'judge', to, account: 0, status });
          }
          expect((await thereAndBack(m, from, into)).status).toBe(200);
        }
      }),
      // A failure prints its seed and the sequence; to make it shorter takes too long here.
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(run).toBe(RUNS);
  });
});

const refOf = (m: Model, ref: number): string => `${m.prefix}-${ref}`;
const accountOf = (m: Model, account: number): string => `${m.prefix}-acct-${account}`;

const anAlert = (m: Model, ref: number, variant: number) => ({
  type: 'distillation.payment_graph',
  sourceRef: refOf(m, ref),
  title: `Finding, variant ${variant}`,
  severity: 2,
  confidence: 0.9,
  analytic: { name: 'shared-instrument', version: '1' },
  occurredFrom: '2026-05-01T00:00:00Z',
  occurredTo: '2026-05-02T00:00:00Z',
  detectedAt: '2026-05-02T01:00:00Z',
  subjects: { accounts: [accountOf(m, variant)], addresses: [`192.0.2.${ref}`] },
});
