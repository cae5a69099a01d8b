import { startApp, type TestApp } from '../support/app';
import type { Answer, HttpClient } from '../support/http-client';
import { type SlowDatabase, startSlowDatabase } from '../support/slow-database';

/** What each round trip to the database takes longer here: another zone of the same region. */
const DELAY_MS = 10;
/** What a request may need, transaction and recognition of the caller included. */
const MOST = 10;

interface Counted {
  route: string;
  status: number;
  trips: number;
}

/** Routes with a thing in their path that this spec does not make; their answer of 404 is counted all the same. */
const NOTHING = '018f0000-0000-7000-8000-000000000000';
/** Verification reads the whole chain in portions, and an export leaves in portions: their cost is their purpose. */
const WHOLE = new Set(['GET /v1/audit/verification', 'GET /v1/audit/export']);

describe('a database ten milliseconds away', () => {
  let app: TestApp;
  let slow: SlowDatabase;
  let investigator: HttpClient;
  let administrator: HttpClient;
  let detector: HttpClient;
  let paths: string[];
  const things = new Map<string, string>();

  beforeAll(async () => {
    app = await startApp({
      worker: false,
      detour: async (url) => (slow = await startSlowDatabase(url, DELAY_MS)).url,
    });
    [investigator, administrator] = [await app.as('investigator'), await app.as('administrator')];
    detector = await app.detector('distant');
    const document = await app.anonymous.get<{ paths: Record<string, Record<string, unknown>> }>(
      '/v1/openapi.json',
    );
    paths = Object.entries(document.body.paths).flatMap(([path, methods]) =>
      'get' in methods ? [path] : [],
    );
    await plant();
  }, 120_000);
  afterAll(async () => {
    await app?.stop();
    await slow?.stop();
  });

  /** Counts the second of two calls: the first opens connections and notes the day's first use of a session. */
  async function counted(route: string, call: () => Promise<Answer<unknown>>): Promise<Counted> {
    await call();
    const before = slow.roundTrips();
    const { status } = await call();
    return { route, status, trips: slow.roundTrips() - before };
  }

  const tooMany = (all: readonly Counted[]): string[] =>
    all
      .filter(({ trips }) => trips > MOST)
      .map(({ route, status, trips }) => `${route}: ${trips} (${status})`);

  it('is asked ten times at most by every route that reads', async () => {
    const all: Counted[] = [];
    for (const path of paths) {
      if (WHOLE.has(`GET ${path}`)) continue;
      const url = path.replace(
        /\/([\w-]+)\/\{\w+\}/g,
        (_, kind: string) => `/${kind}/${things.get(kind) ?? NOTHING}`,
      );
      for (const who of [investigator, administrator]) {
        const one = await counted(`GET ${path}`, () => who.get(url));
        if (one.status !== 403) {
          all.push(one);
          break;
        }
      }
    }
    expect(tooMany(all)).toEqual([]);
    // Refusals are cheap: most routes have to have answered.
    expect(all.filter(({ status }) => status === 200).length).toBeGreaterThan(all.length * 0.7);
  }, 120_000);

  async function plant(): Promise<void> {
    await detector.post('/v1/alerts/batch', alerts('planted', 600));
    const caseId = await file('Campaign');
    things.set('cases', caseId);
    await investigator.post(`/v1/cases/${caseId}/accounts`, { accountIds: ids('acc', 300), source: 'list' });
    await verdict(caseId, 'confirmed');
    things.set('accounts', 'acc-000001');
    const note = await investigator.post<{ id: string }>(`/v1/cases/${caseId}/notes`, {
      text: 'First note.',
    });
    things.set('notes', note.body.id);
    for (const kind of ['alerts', 'detectors', 'alert-queues', 'policies', 'regimes', 'playbooks']) {
      const { body } = await investigator.get<{ items?: Thing[] } & Thing[]>(`/v1/${kind}`);
      const first = (body.items ?? body)[0];
      if (first) things.set(kind, first.id ?? first.kind!);
    }
    const tasks = await investigator.get<{ items?: Thing[] } & Thing[]>(`/v1/cases/${caseId}/tasks`);
    const task = (tasks.body.items ?? tasks.body)[0];
    if (task) things.set('tasks', task.id!);
    const order = await investigator.post<{ id: string }>(`/v1/cases/${caseId}/orders`, {
      action: 'ban',
      reason: 'One template.',
    });
    if (order.status === 201) things.set('orders', order.body.id);
  }

  async function file(title: string): Promise<string> {
    const filed = await investigator.post<{ id: string }>('/v1/cases', {
      kind: 'distillation',
      title,
      severity: 3,
    });
    return filed.body.id;
  }

  const verdict = (caseId: string, status: string): Promise<Answer> =>
    investigator.post(`/v1/cases/${caseId}/accounts/verdicts`, {
      status,
      reason: 'One template.',
      allSuspected: true,
    });
});

interface Thing {
  id?: string;
  kind?: string;
}

const ids = (prefix: string, n: number): string[] =>
  Array.from({ length: n }, (_, at) => `${prefix}-${String(at).padStart(6, '0')}`);

const alerts = (run: string, n: number): object[] =>
  ids(run, n).map((sourceRef) => ({
    type: 'distillation.template',
    sourceRef,
    title: 'Shared template',
    severity: 3,
    confidence: 0.9,
    analytic: { name: 'template-watch', version: '1.0.0' },
    occurredFrom: '2026-06-01T00:00:00Z',
    occurredTo: '2026-06-02T00:00:00Z',
    detectedAt: '2026-06-02T01:00:00Z',
    subjects: { accounts: [`acc-${sourceRef}`], templates: [`template-${sourceRef}`] },
  }));
