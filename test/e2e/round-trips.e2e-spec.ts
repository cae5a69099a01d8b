import { randomBytes } from 'node:crypto';
import { startApp, type TestApp } from '../support/app';
import type { Answer, HttpClient } from '../support/http-client';
import { filled, type Garden } from '../support/garden';
import { draftLetter } from '../support/planted-letters';
import { alerts, ids, plantAll } from '../support/plants';
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

/**
 * Verification reads the whole chain in portions, and an export leaves in portions: their cost is their purpose. Live
 * updates do not end.
 */
const WHOLE = new Set(['GET /v1/audit/verification', 'GET /v1/audit/export', 'GET /v1/updates']);

/** What routes ask for beside their path. */
const QUERIES: Readonly<Record<string, string>> = {
  'GET /v1/snapshots/{id}/diff': '?against={snapshots}',
  'GET /v1/snapshots/{id}/diff/accounts': '?against={snapshots}',
  'GET /v1/alerts/by-source-ref': '?type=distillation.template&sourceRef=planted-000599',
  'GET /v1/alerts/{id}/revisions/{revision}/diff': '?against=1',
  'GET /v1/search/export': '?kind=cases',
};

/**
 * Routes that read and do not answer 200 here, and why. A refusal is cheap and shows little, so that the list is short:
 * a new route finds its thing in test/support/plants.ts, where one line plants it, or is named here.
 */
const REFUSED: Readonly<Record<string, string>> = {
  'GET /v1/imports/{id}/rejects (404)':
    'There is a file of rejects once the usage engine has loaded the import.',
  'GET /v1/snapshots/{id}/diff/accounts (503)': 'The usage engine counts it, which is not there.',
};

describe('a database ten milliseconds away', () => {
  let app: TestApp;
  let slow: SlowDatabase;
  let garden: Garden;
  let paths: string[];

  beforeAll(async () => {
    app = await startApp({
      worker: false,
      detour: async (url) => (slow = await startSlowDatabase(url, DELAY_MS)).url,
      env: {
        PLATFORM_URL: 'http://127.0.0.1:9',
        WEBHOOKS_KEY: randomBytes(32).toString('base64'),
        PACKS_KEY: randomBytes(32).toString('base64'),
        LETTERHEAD_NAME: 'Example AI Lab',
        LETTERHEAD_ADDRESS: '100 Example Street|San Francisco, CA 94105',
        LETTERHEAD_CONTACT: 'policy@lab.example',
      },
    });
    const document = await app.anonymous.get<{ paths: Record<string, Record<string, unknown>> }>(
      '/v1/openapi.json',
    );
    paths = Object.entries(document.body.paths).flatMap(([path, methods]) =>
      'get' in methods ? [path] : [],
    );
    // What the planner knows of the accounts is from before the large acts, as in the minute after one.
    await app.db.query('ALTER TABLE case_accounts SET (autovacuum_enabled = false)');
    garden = await plantAll(app, await app.detector('distant', ['alerts.send', 'alerts.read']));
    await app.db.query('ANALYZE case_accounts');
  });
  afterAll(async () => {
    await app?.stop();
    await slow?.stop();
  });

  /** Counts the second of two calls: the first opens connections and notes the day's first use of a session. */
  async function counted(
    route: string,
    call: () => Promise<Answer<unknown>>,
    isOnce = false,
  ): Promise<Counted> {
    if (!isOnce) await call();
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
    const readers: HttpClient[] = [];
    for (const role of ['investigator', 'administrator', 'auditor'] as const)
      readers.push(await app.as(role));
    for (const path of paths) {
      const route = `GET ${path}`;
      if (WHOLE.has(route)) continue;
      const url = filled(path + (QUERIES[route] ?? ''), garden.the);
      for (const who of readers) {
        const one = await counted(route, () => who.get(url));
        if (one.status !== 403) {
          all.push(one);
          break;
        }
      }
    }
    expect(tooMany(all)).toEqual([]);
    const refused = all
      .filter(({ status }) => status !== 200)
      .map(({ route, status }) => `${route} (${status})`);
    expect(refused).toEqual(Object.keys(REFUSED));
  });

  it('is asked ten times at most by every act, however much it is given', async () => {
    const all: Counted[] = [];
    for (const [name, act] of await acts()) all.push(await counted(name, act, true));
    expect(all.filter(({ status }) => status >= 300)).toEqual([]);
    expect(tooMany(all)).toEqual([]);
  });

  type Act = readonly [name: string, call: () => Promise<Answer<unknown>>];

  /**
   * What people and detectors do, each once, in an order in which each is allowed. Left out is what asks the usage
   * engine first (snapshots, enrichments, claims, drafting an order whose accounts a snapshot knows).
   */
  async function acts(): Promise<Act[]> {
    const { the, detector } = garden;
    const [investigator, administrator, lead, legal, policy, signatory] = (await Promise.all(
      (['investigator', 'administrator', 'enforcement_lead', 'legal', 'policy', 'signatory'] as const).map(
        (role) => app.as(role),
      ),
    )) as [HttpClient, HttpClient, HttpClient, HttpClient, HttpClient, HttpClient];
    const file = async (title: string): Promise<string> => {
      const body = { kind: 'distillation', title, severity: 3 };
      return (await investigator.post<{ id: string }>('/v1/cases', body)).body.id;
    };
    const [spare, other] = [await file('Spare'), await file('Other')];
    const inbox = await investigator.get<{ items: { id: string }[] }>('/v1/alerts?limit=500');
    const alertIds = inbox.body.items.map(({ id }) => id);
    const me = (await investigator.get<{ id: string }>('/v1/me')).body.id;
    const colleague = (await lead.get<{ id: string }>('/v1/me')).body.id;
    const letter = await draftLetter(garden);
    const hash = async (path: string): Promise<string> => {
      const { body } = await investigator.get<{ contentHash?: string; frozen?: { contentHash: string } }>(
        path,
      );
      return body.contentHash ?? body.frozen!.contentHash;
    };
    const [orderHash, letterHash] = [
      await hash(filled('/v1/orders/{id}', the)),
      await hash(filled('/v1/letters/{id}', the)),
    ];
    const claims = (await investigator.get<{ id: string }[]>(filled('/v1/cases/{id}/claims', the))).body;
    const second = await app.as('investigator', 'second-investigator');
    const judgementHash = await hash(filled('/v1/judgements/{id}', the));
    const draft = {
      rung: 1,
      statement: 'One coordinated network.',
      likelihood: 'likely',
      confidence: 'low',
      evidence: [
        { family: 'prompts', reliability: 'A', credibility: 2, kind: 'finding', refId: the('findings') },
      ],
    };
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const reason = 'Shown by the second look.';
    const one = `/v1/alerts/${alertIds[0]}`;
    const kase = `/v1/cases/${the('cases')}`;
    const post =
      (who: HttpClient, path: string, body: object = {}) =>
      (): Promise<Answer<unknown>> =>
        who.post(filled(path, the), body);
    const patch = (who: HttpClient, path: string, body: object) => (): Promise<Answer<unknown>> =>
      who.patch(filled(path, the), body);
    const bulk = (act: object) => post(investigator, '/v1/alerts/bulk', { alertIds, act });
    return [
      ['1,000 new alerts', post(detector, '/v1/alerts/batch', alerts('new', 1_000))],
      ['1,000 alerts again', post(detector, '/v1/alerts/batch', alerts('new', 1_000))],
      ['one alert', post(detector, '/v1/alerts', alerts('single', 1)[0])],
      [
        'alerts for later',
        () => detector.post('/v1/alerts/batch', alerts('after', 10), { prefer: 'respond-async' }),
      ],
      ['an alert taken', post(investigator, `${one}/take`)],
      ['an alert released', post(investigator, `${one}/release`)],
      ['an alert assigned', post(investigator, `${one}/assign`, { assigneeId: me })],
      ['an alert put off', post(investigator, `${one}/snooze`, { until })],
      ['an alert woken', post(investigator, `${one}/wake`)],
      ['an alert moved to a queue', post(investigator, `${one}/move`, { queueId: the('alert-queues') })],
      ['an alert tagged', post(investigator, `${one}/tags`, { add: ['cards'] })],
      ['500 alerts taken', bulk({ act: 'take' })],
      ['500 alerts tagged', bulk({ act: 'tag', add: ['night'] })],
      ['500 alerts moved to a queue', bulk({ act: 'move', queueId: the('alert-queues') })],
      [
        'an alert begun',
        post(investigator, `/v1/alerts/${alertIds[499]}/transition`, { stage: 'InProgress' }),
      ],
      [
        'an alert closed',
        post(investigator, `/v1/alerts/${alertIds[499]}/transition`, {
          stage: 'Closed',
          resolution: 'FalsePositive',
          summary: reason,
        }),
      ],
      ['alerts promoted', post(investigator, '/v1/alerts/promote', { alertIds: alertIds.slice(0, 50) })],
      ['alerts attached', post(investigator, `${kase}/alerts`, { alertIds: alertIds.slice(50, 99) })],
      [
        'alerts detached',
        post(investigator, `${kase}/alerts/detach`, { alertIds: alertIds.slice(50, 60), reason }),
      ],
      [
        'a dead letter sent again',
        () =>
          investigator.post(`/v1/alerts/dead-letters/${the('dead-letters')}/replay`, {
            item: alerts('replayed', 1)[0],
          }),
      ],
      [
        'a queue made',
        post(administrator, '/v1/alert-queues', { name: 'Other', position: 2, typePrefix: 'other.' }),
      ],
      ['a queue changed', patch(administrator, '/v1/alert-queues/{id}', { version: 1, position: 3 })],
      ['a queue applied', post(administrator, '/v1/alert-queues/{id}/reroute')],
      [
        'a muting rule made',
        post(investigator, '/v1/muting-rules', { type: 'x.other', reason, expiresAt: until }),
      ],
      ['a muting rule ended', post(investigator, '/v1/muting-rules/{id}/end')],
      ['alerts let in again', post(investigator, '/v1/muting-rules/{id}/unmute')],
      [
        'a case filed',
        post(investigator, '/v1/cases', {
          kind: 'distillation',
          title: 'Filed',
          severity: 2,
          ownerId: me,
          teamId: the('teams'),
        }),
      ],
      ['a case changed', patch(investigator, `/v1/cases/${spare}`, { version: 1, severity: 4, ownerId: me })],
      ['a case taken', post(investigator, `/v1/cases/${other}/take`)],
      [
        'cases edited',
        post(investigator, '/v1/cases/bulk-edit', {
          ids: [spare, other],
          addTags: ['june'],
          ownerId: me,
          member: { userId: me, part: 'Lead' },
        }),
      ],
      ['a case moved', post(investigator, `/v1/cases/${other}/transition`, { stage: 'InProgress' })],
      [
        '25,000 accounts',
        post(investigator, `/v1/cases/${spare}/accounts`, {
          accountIds: ids('acct', 25_000),
          source: 'list',
        }),
      ],
      [
        '25,000 verdicts',
        post(investigator, `/v1/cases/${spare}/accounts/verdicts`, {
          status: 'confirmed',
          reason,
          allSuspected: true,
        }),
      ],
      [
        '25,000 verdicts by name',
        post(investigator, `/v1/cases/${spare}/accounts/verdicts`, {
          status: 'cleared',
          reason,
          accountIds: ids('acct', 25_000),
        }),
      ],
      ['accounts from the alerts', post(investigator, `${kase}/accounts`, { from: 'alerts' })],
      [
        'keys judged',
        post(investigator, `${kase}/keys/verdicts`, {
          verdict: 'cover',
          reason,
          keys: [{ accountId: 'acc-000001', apiKeyId: 'key-1' }],
        }),
      ],
      ['a note', post(investigator, `${kase}/notes`, { text: `Seen, @[me](user:${me}).` })],
      [
        'a note edited',
        patch(investigator, '/v1/cases/{id}/notes/{noteId}', { revision: 1, text: 'Seen twice.' }),
      ],
      ['a note retracted', post(investigator, '/v1/cases/{id}/notes/{noteId}/retract', { reason })],
      ['mentions read', post(investigator, '/v1/mentions/read', { noteIds: [the('notes')] })],
      ['a date retracted', post(investigator, '/v1/cases/{id}/dates/{dateId}/retract', { reason })],
      [
        'a date',
        post(investigator, `${kase}/dates`, {
          kind: 'aware',
          at: '2026-06-02T00:00:00Z',
          zone: 'UTC',
          precision: 'instant',
          assertedBy: 'Detection',
          source: 'Log',
        }),
      ],
      ['a link', post(investigator, `${kase}/links`, { kind: 'related', caseId: other, reason })],
      ['a member', () => investigator.put(`${kase}/members/${the('users')}`, { part: 'Reader' })],
      [
        'tasks added',
        post(investigator, `${kase}/tasks`, {
          tasks: [
            { title: 'Look', ref: 'a' },
            { title: 'Look again', dependsOn: ['a'], ownerId: me, teamId: the('teams') },
          ],
        }),
      ],
      [
        'a task changed',
        patch(investigator, '/v1/cases/{id}/tasks/{taskId}', {
          version: 1,
          title: 'Look well',
          ownerId: null,
        }),
      ],
      ['a task taken', post(investigator, '/v1/cases/{id}/tasks/{taskId}/take')],
      [
        'a task moved',
        post(investigator, '/v1/cases/{id}/tasks/{taskId}/transition', { status: 'InProgress' }),
      ],
      ['a task logged', post(investigator, '/v1/cases/{id}/tasks/{taskId}/log', { text: 'Looked.' })],
      ['a playbook applied', post(investigator, `${kase}/playbook`)],
      ['a view made', post(investigator, '/v1/views', { name: 'Mild', kind: 'cases', query: 'severity:1' })],
      ['a view changed', patch(investigator, '/v1/views/{id}', { version: 1, name: 'Graver' })],
      ['a view copied', post(investigator, '/v1/views/{id}/copy', { name: 'Copy' })],
      [
        'a person invited',
        post(administrator, '/v1/users', { email: 'x@lab.example', name: 'X', roles: ['analyst'] }),
      ],
      ['a team changed', patch(administrator, '/v1/teams/{id}', { memberIds: [me] })],
      [
        'a detector registered',
        post(administrator, '/v1/detectors', { name: 'second', owner: 'x', legalBasis: 'x' }),
      ],
      [
        'a detector changed',
        patch(administrator, '/v1/detectors/{id}', { version: 1, description: 'Watches.' }),
      ],
      ['a key made', post(administrator, '/v1/detectors/{id}/keys', { scopes: ['alerts.send'] })],
      [
        'a webhook made',
        post(administrator, '/v1/webhooks', {
          url: 'https://hooks.example/2',
          eventTypes: ['case.closed', 'alert.imported'],
        }),
      ],
      ['a webhook changed', patch(administrator, '/v1/webhooks/{id}', { version: 1, description: 'x' })],
      ['a webhook tried', post(administrator, '/v1/webhooks/{id}/test')],
      ["a webhook's secret rotated", post(administrator, '/v1/webhooks/{id}/rotate', { overlapHours: 1 })],
      ['a webhook stopped', post(administrator, '/v1/webhooks/{id}/disable', { reason })],
      [
        'a custom field',
        post(administrator, '/v1/custom-fields', {
          key: 'zone',
          label: 'Zone',
          type: 'text',
          kinds: ['other'],
        }),
      ],
      [
        'a playbook written',
        () =>
          administrator.put('/v1/playbooks/other', {
            version: 0,
            name: 'Other',
            description: '',
            tasks: [],
            requiredFields: [],
          }),
      ],
      [
        'a policy version',
        post(administrator, '/v1/policies/{id}/versions', {
          version: '2',
          effectiveOn: '2026-03-01',
          clauses: [{ code: '1', title: 'x', text: 'x', violationType: 'x', enforcement: 'ban' }],
        }),
      ],
      ['a judgement', post(investigator, `${kase}/judgements`, draft)],
      [
        'a judgement edited',
        patch(investigator, '/v1/judgements/{id}', { version: 1, likelihood: 'likely' }),
      ],
      ['a judgement submitted', post(investigator, '/v1/judgements/{id}/submit')],
      [
        'a judgement approved',
        post(second, '/v1/judgements/{id}/approve', { contentHash: judgementHash, comment: reason }),
      ],
      [
        'a judgement to supersede it',
        post(investigator, `${kase}/judgements`, { ...draft, supersedesId: the('judgements') }),
      ],
      [
        'pseudonyms resolved',
        post(legal, '/v1/packs/{id}/reidentify', { pseudonyms: ['P-000000000000000000000000'], reason }),
      ],
      ['an import', post(investigator, '/v1/imports', { kind: 'usage', fileName: 'u.csv' })],
      ['withdrawals', post(investigator, '/v1/withdrawals', { fileName: 'w.csv', reason: 'Twice' })],
      ['a recount', () => investigator.post(`/v1/claims/${claims[0]!.id}/recount`, {})],
      ['recounts', post(investigator, '/v1/claims/recount', {})],
      [
        'a fact',
        post(legal, `${kase}/facts`, {
          key: 'suspected',
          at: '2026-06-01T00:00:00Z',
          zone: 'UTC',
          source: 'Minutes',
        }),
      ],
      [
        'a determination',
        post(legal, `${kase}/determinations`, {
          regimeId: the('regimes'),
          result: 'not_applicable',
          because: 'Decided again',
        }),
      ],
      ['an order proposed', post(investigator, '/v1/orders/{id}/propose')],
      [
        'an order approved',
        async () => lead.post(`/v1/orders/${the('orders')}/approve`, { contentHash: orderHash }),
      ],
      ['an order executed', post(lead, '/v1/orders/{id}/execute')],
      ['a person changed', () => administrator.patch(`/v1/users/${colleague}`, { roles: ['auditor'] })],
      [
        'a letter edited',
        () => policy.patch(`/v1/letters/${letter}`, { closing: 'Yours' }, { 'if-match': '"1"' }),
      ],
      ['a letter submitted', post(policy, `/v1/letters/${letter}/submit`)],
      [
        'a letter reviewed',
        post(legal, `/v1/letters/${letter}/review`, { decision: 'approve', comment: 'Read.' }),
      ],
      ['a letter frozen', post(policy, `/v1/letters/${letter}/freeze`, { date: '2026-06-10' })],
      [
        'a flag settled',
        () =>
          legal.post(`/v1/letters/${the('letters')}/flags/${the('flags')}/resolve`, {
            outcome: 'accepted',
            reason: 'It stands',
          }),
      ],
      [
        'a letter signed',
        () => signatory.post(`/v1/letters/${the('letters')}/sign`, { contentHash: letterHash }),
      ],
      ['a letter dispatched', post(policy, '/v1/letters/{id}/dispatch')],
    ];
  }
});
