import { createHash } from 'node:crypto';
import { OutboxMessage } from '@app/platform';
import { alertsReceived } from '@app/alerts';
import type { CaseAlertView } from '../../libs/cases/file/case-file.dto';
import type { TimelineEntryView } from '../../libs/cases/timeline/timeline.dto';
import type { CaseView } from '../../libs/cases/cases.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';

interface Subjects {
  accounts?: string[];
  addresses?: string[];
  instruments?: string[];
  templates?: string[];
}

interface Listed<T> {
  items: T[];
}

const anAlert = (sourceRef: string, subjects: Subjects, over: object = {}) => ({
  type: 'distillation.payment_graph',
  sourceRef,
  title: `Finding ${sourceRef}`,
  severity: 2,
  confidence: 0.9,
  analytic: { name: 'shared-instrument', version: '1' },
  occurredFrom: '2026-05-01T00:00:00Z',
  occurredTo: '2026-05-02T00:00:00Z',
  detectedAt: '2026-05-02T01:00:00Z',
  subjects,
  ...over,
});

describe('alerts find their case', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let detectors: HttpClient[];

  beforeAll(async () => {
    app = await startApp();
    investigator = await app.as('investigator');
    detectors = [];
    for (const name of ['payment-graph', 'address-graph', 'account-graph'])
      detectors.push(await app.detector(name));
  });
  afterAll(() => app.stop());

  const send = async (alerts: object[], by: HttpClient = detectors[0]!): Promise<void> => {
    const { status, body } = await by.post<{ counts: { rejected: number } }>('/v1/alerts/batch', alerts);
    expect({ status, rejected: body.counts?.rejected }).toEqual({ status: 200, rejected: 0 });
  };
  /** Which of the alerts whose reference begins so are together, by case; those without a case are left out. */
  const together = async (prefix: string): Promise<string[][]> => {
    const rows: { refs: string[] }[] = await app.db.query(
      `SELECT array_agg(a.source_ref ORDER BY a.source_ref COLLATE "C") AS refs FROM alerts a
       JOIN case_alerts ca ON ca.alert_id = a.id AND ca.case_id = a.case_id
       JOIN cases c ON c.id = a.case_id AND c.merged_into_id IS NULL
       WHERE a.source_ref LIKE $1 AND a.stage = 'Imported' GROUP BY a.case_id`,
      [`${prefix}-%`],
    );
    return inOrder(rows.map((row) => row.refs));
  };
  const caseOf = async (ref: string): Promise<CaseView> => {
    const [row]: { case_id: string }[] = await app.db.query(
      'SELECT case_id FROM alerts WHERE source_ref = $1',
      [ref],
    );
    return (await investigator.get<CaseView>(`/v1/cases/${row!.case_id}`)).body;
  };

  it.each([1, 2, 3])(
    'the same cases whatever the order, the portions and the repeats (shuffle %i)',
    async (seed) => {
      const random = generator(seed);
      const prefix = `s${seed}`;
      const { alerts, expected } = network(prefix);
      const portions = portionsOf(shuffled(alerts, random), () => 1 + Math.floor(random() * 15));
      await Promise.all(
        detectors.map(async (detector, d) => {
          for (const portion of portions) {
            const own = portion.filter((alert) => alert.detector === d).map((alert) => alert.body);
            if (own.length > 0) await send(own, detector);
          }
        }),
      );
      await app.drain();
      expect(await together(prefix)).toEqual(expected);

      const ids: { id: string }[] = await app.db.query('SELECT id FROM alerts WHERE source_ref LIKE $1', [
        `${prefix}-%`,
      ]);
      for (const portion of portionsOf(shuffled(ids, random), () => 20)) {
        const payload = { alertIds: portion.map((row) => row.id) };
        const { queue, name, options } = alertsReceived;
        await app.db.manager.insert(OutboxMessage, { queue, name, payload, options });
      }
      const before = await app.db.query('SELECT count(*) FROM audit_events');
      await app.drain();
      expect(await together(prefix)).toEqual(expected);
      expect(await app.db.query('SELECT count(*) FROM audit_events')).toEqual(before);

      const titles: { title: string; kind: string; severity: number }[] = await app.db.query(
        `SELECT DISTINCT c.title, c.kind, c.severity FROM cases c JOIN alerts a ON a.case_id = c.id
       WHERE a.source_ref LIKE $1 ORDER BY c.title`,
        [`${prefix}-0%`],
      );
      expect(titles).toEqual([
        { title: 'Correlated alerts: 3 detectors, 12 accounts', kind: 'distillation', severity: 4 },
      ]);
    },
  );

  it('says why an alert is where it is, and lists what the case is about', async () => {
    await send([
      anAlert('why-1', { accounts: ['w1', 'w2'], instruments: ['i1'], addresses: ['192.0.2.1'] }),
      anAlert('why-2', { accounts: ['w2', 'w3'], instruments: ['i1'] }),
    ]);
    await app.drain();
    const { id } = await caseOf('why-1');
    const alerts = await investigator.get<Listed<CaseAlertView>>(`/v1/cases/${id}/alerts`);
    const shared = [
      { kind: 'account', count: 1, examples: ['w2'] },
      { kind: 'instrument', count: 1, examples: ['i1'] },
    ];
    expect(alerts.body.items).toMatchObject([
      { source: 'correlation', explanation: { shared } },
      { source: 'correlation', explanation: { shared } },
    ]);
    const entities = await investigator.get<Listed<{ kind: string; value: string }>>(
      `/v1/cases/${id}/entities`,
    );
    expect(entities.body.items.map((entity) => [entity.kind, entity.value])).toEqual([
      ['address', '192.0.2.1'],
      ['instrument', 'i1'],
    ]);
    const added = await investigator.post(`/v1/cases/${id}/accounts`, { from: 'alerts' });
    expect(added.body).toMatchObject({ added: 3, already: 0, total: 3 });
    const timeline = await investigator.get<Listed<TimelineEntryView>>(`/v1/cases/${id}/timeline`);
    expect(timeline.body.items.map((entry) => entry.actor.kind)).toContain('system');
  });

  it('a revision that names more joins what it touches', async () => {
    await send([
      anAlert('rev-1', { accounts: ['r1'] }),
      anAlert('rev-2', { accounts: ['r2'] }),
      anAlert('rev-3', { accounts: ['r2'] }),
    ]);
    await app.drain();
    expect(await together('rev')).toEqual([['rev-2', 'rev-3']]);
    await send([anAlert('rev-1', { accounts: ['r1', 'r2'] })]);
    await app.drain();
    expect(await together('rev')).toEqual([['rev-1', 'rev-2', 'rev-3']]);
  });

  it('a value that very many alerts hold connects nothing', async () => {
    const everywhere = ['192.0.2.51', '192.0.2.52', '192.0.2.53', '192.0.2.54', '192.0.2.55'];
    await send(
      Array.from({ length: 250 }, (_, i) =>
        anAlert(`common-${i}`, { accounts: [`c${i}`], addresses: everywhere }),
      ),
    );
    await app.drain();
    expect(await together('common')).toEqual([]);
  });

  it('an untouched case goes into the one that somebody works on; two that are worked on only meet', async () => {
    await send([anAlert('met-a1', { accounts: ['ma'] }), anAlert('met-a2', { accounts: ['ma'] })]);
    await app.drain();
    await send([anAlert('met-b1', { accounts: ['mb'] }), anAlert('met-b2', { accounts: ['mb'] })]);
    await send([anAlert('met-c1', { accounts: ['mc'] }), anAlert('met-c2', { accounts: ['mc'] })]);
    await app.drain();
    const [a, b, c] = [await caseOf('met-a1'), await caseOf('met-b1'), await caseOf('met-c1')];
    for (const { id } of [b, c])
      await investigator.post(`/v1/cases/${id}/transition`, { stage: 'InProgress' });
    await send([anAlert('met-ab', { accounts: ['ma', 'mb'] })]);
    await app.drain();
    expect((await caseOf('met-a1')).id).toBe(b.id);
    expect((await investigator.get<CaseView>(`/v1/cases/${a.id}`)).body).toMatchObject({
      stage: 'Closed',
      mergedIntoId: b.id,
    });

    await send([anAlert('met-bc', { accounts: ['mb', 'mc'] })]);
    await app.drain();
    expect([(await caseOf('met-b1')).id, (await caseOf('met-c1')).id]).toEqual([b.id, c.id]);
    for (const { id } of [b, c]) {
      const { body } = await investigator.get<Listed<TimelineEntryView>>(`/v1/cases/${id}/timeline`);
      expect(body.items.filter((entry) => entry.action === 'case.met')).toHaveLength(1);
    }
  });

  it('leaves closed alerts and closed cases alone', async () => {
    await send([anAlert('done-1', { accounts: ['d'] }), anAlert('done-2', { accounts: ['d'] })]);
    await app.drain();
    const { id } = await caseOf('done-1');
    const outcome = { resolution: 'FalsePositive', impact: 'NotApplicable', summary: 'A test of ours.' };
    await investigator.post(`/v1/cases/${id}/transition`, { stage: 'Closed', ...outcome });
    await send([anAlert('done-3', { accounts: ['d'] })]);
    await app.drain();
    expect(await together('done')).toEqual([['done-1', 'done-2']]);
    await send([anAlert('done-4', { accounts: ['d'] })]);
    await app.drain();
    expect(await together('done')).toEqual([
      ['done-1', 'done-2'],
      ['done-3', 'done-4'],
    ]);
    await investigator.post(`/v1/cases/${id}/transition`, { stage: 'InProgress' });
    await app.drain();
    expect(await together('done')).toEqual([['done-1', 'done-2', 'done-3', 'done-4']]);
  });

  it('an alert that is taken up again finds its case', async () => {
    await send([anAlert('again-1', { accounts: ['again'] })]);
    await app.drain();
    const [row]: [{ id: string }] = await app.db.query(`SELECT id FROM alerts WHERE source_ref = 'again-1'`);
    const move = (body: object) => investigator.post(`/v1/alerts/${row.id}/transition`, body);
    await move({ stage: 'InProgress' });
    await move({ stage: 'Closed', resolution: 'FalsePositive', summary: 'A test of ours.' });
    await send([anAlert('again-2', { accounts: ['again'] })]);
    await app.drain();
    expect(await together('again')).toEqual([]);
    await move({ stage: 'InProgress' });
    await app.drain();
    expect(await together('again')).toEqual([['again-1', 'again-2']]);
  });

  it('a person puts alerts into a case by hand, and correlation goes on from there', async () => {
    await send([anAlert('hand-1', { accounts: ['h1'] }), anAlert('hand-2', { accounts: ['h2'] })]);
    await app.drain();
    const filed = await investigator.post<CaseView>('/v1/cases', {
      kind: 'other',
      title: 'By hand',
      severity: 1,
    });
    const rows: { id: string }[] = await app.db.query(`SELECT id FROM alerts WHERE source_ref LIKE 'hand-%'`);
    const attach = () =>
      investigator.post(`/v1/cases/${filed.body.id}/alerts`, { alertIds: rows.map((row) => row.id) });
    expect((await attach()).body).toEqual({ attached: 2, already: 0 });
    expect((await attach()).body).toEqual({ attached: 0, already: 2 });
    await send([anAlert('hand-3', { accounts: ['h2'] })]);
    await app.drain();
    expect(await caseOf('hand-3')).toMatchObject({ id: filed.body.id, title: 'By hand', severity: 1 });
    const other = await investigator.post<CaseView>('/v1/cases', {
      kind: 'other',
      title: 'Another',
      severity: 1,
    });
    const taken = await investigator.post(`/v1/cases/${other.body.id}/alerts`, { alertIds: [rows[0]!.id] });
    expect(taken).toMatchObject({
      status: 409,
      body: { type: '/problems/alert-taken', alertIds: [rows[0]!.id] },
    });
  });
});

/**
 * Eight chains of nine alerts, each linked to the one before by an account, two instruments or five addresses, and
 * twelve alerts alone. All are tied to others by one shared instrument or address, which must not join anything.
 */
function network(prefix: string) {
  const alerts: { detector: number; body: ReturnType<typeof anAlert> }[] = [];
  const expected: string[][] = [];
  for (let chain = 0; chain < 20; chain++) {
    const refs: string[] = [];
    for (let at = 0; at < (chain < 8 ? 9 : 1); at++) {
      const ref = `${prefix}-${chain}-${at}`;
      const link = (before: number) => `${prefix}-${chain}-${before}-${before + 1}`;
      const subjects: Required<Subjects> = {
        accounts: [`${ref}-own`],
        instruments: [`${prefix}-everyone`],
        addresses: [addressOf(ref)],
        templates: [`${ref}-template`],
      };
      for (const before of [at - 1, at]) {
        if (before % 3 === 0) subjects.accounts.push(link(before));
        if (before % 3 === 1) subjects.instruments.push(`${link(before)}-x`, `${link(before)}-y`);
        if (before % 3 === 2)
          for (const n of '12345') subjects.addresses.push(addressOf(`${link(before)}-${n}`));
      }
      const body = anAlert(ref, subjects, {
        severity: at === 4 ? 4 : 2,
        ...(at === 5 ? { type: 'unusual' } : {}),
      });
      alerts.push({ detector: at % 3, body });
      refs.push(ref);
    }
    if (refs.length > 1) expected.push(refs.sort());
  }
  return { alerts, expected: inOrder(expected) };
}

/** An address of its own for each name. */
const addressOf = (name: string): string =>
  `2001:db8:${createHash('sha256').update(name).digest('hex').slice(0, 24).match(/.{4}/g)!.join(':')}`;

/** By their first member. */
const inOrder = (sets: string[][]): string[][] => sets.sort(([a], [b]) => (a! < b! ? -1 : 1));

/** A small generator of numbers in [0, 1), the same for the same seed. @see mulberry32 */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const keyed = items.map((item) => [random(), item] as const);
  return keyed.sort(([a], [b]) => a - b).map(([, item]) => item);
}

function portionsOf<T>(items: readonly T[], size: () => number): T[][] {
  const portions: T[][] = [];
  for (let at = 0; at < items.length;) {
    const next = size();
    portions.push(items.slice(at, at + next));
    at += next;
  }
  return portions;
}
