import { request } from 'undici';
import { startApp, type TestApp } from '../support/app';
import { EventStream } from '../support/event-stream';
import type { HttpClient } from '../support/http-client';

describe('live updates', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let analyst: HttpClient;
  let administrator: HttpClient;
  const open: EventStream[] = [];

  beforeAll(async () => {
    app = await startApp({ env: { LIVE_CONNECTIONS: '6', LIVE_CONNECTIONS_PER_PERSON: '3' } });
    [investigator, analyst, administrator] = await Promise.all([
      app.as('investigator'),
      app.as('analyst'),
      app.as('administrator'),
    ]);
  });
  afterEach(async () => {
    for (const stream of open.splice(0)) {
      stream.close();
      await stream.untilEnded();
    }
  });
  afterAll(() => app.stop());

  async function listen(client: HttpClient, path?: string, lastEventId?: string): Promise<EventStream> {
    const stream = await EventStream.open(app.url, client, path, lastEventId);
    open.push(stream);
    return stream;
  }

  async function file(title: string): Promise<string> {
    const { body } = await investigator.post<{ id: string }>('/v1/cases', {
      kind: 'distillation',
      title,
      severity: 3,
    });
    return body.id;
  }

  /** What the chain holds after a sequence, once everything is sealed. */
  async function sealedAfter(sequence: string): Promise<{ sequence: number; action: string }[]> {
    for (;;) {
      const [{ n }]: [{ n: string }] = await app.db.query('SELECT count(*) AS n FROM audit_pending');
      if (n === '0') break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const rows: { sequence: string; action: string }[] = await app.db.query(
      `SELECT s.sequence, e.action FROM audit_seals s JOIN audit_events e ON e.id = s.event_id
       WHERE s.sequence > $1 ORDER BY s.sequence`,
      [sequence],
    );
    return rows.map((row) => ({ sequence: Number(row.sequence), action: row.action }));
  }

  it('tell an act while it is done, without what was written', async () => {
    const stream = await listen(investigator);
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    });
    const { id: before } = await stream.until(({ event }) => event === 'ready');
    const caseId = await file('A title that is nobody else’s');
    const told = await stream.until(
      ({ event, data }) => event === 'case.opened' && data['caseId'] === caseId,
    );
    const me = (await investigator.get<{ id: string }>('/v1/me')).body.id;
    expect(told.data).toEqual({
      sequence: Number(told.id),
      action: 'case.opened',
      subjectKind: 'case',
      subjectId: caseId,
      caseId,
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      actorId: me,
    });
    expect(Number(told.id)).toBeGreaterThan(Number(before));
  });

  it('go on after the last event id and miss nothing, while many write', async () => {
    let stream = await listen(investigator);
    const { id: start } = await stream.until(({ event }) => event === 'ready');
    const told: { sequence: number; action: string }[] = [];
    const writing: Promise<unknown>[] = [];
    for (let round = 0; round < 8; round += 1) {
      writing.push(...Array.from({ length: 8 }, (_, at) => file(`Campaign ${round}-${at}`)));
      // Leaves in the middle of what is being told, and comes back with the last id that it has.
      await stream.until(({ event }) => event !== 'ready');
      stream.close();
      await stream.untilEnded();
      told.push(...acts(stream));
      stream = await listen(investigator, '/v1/updates', stream.lastEventId);
    }
    await Promise.all(writing);
    const all = await sealedAfter(start);
    const last = all.findLast(({ action }) => !UNHEARD.test(action))!;
    if (told.at(-1)!.sequence < last.sequence) await stream.until(({ id }) => Number(id) >= last.sequence);
    told.push(...acts(stream));
    expect(all.length).toBeGreaterThanOrEqual(64);
    expect(told).toEqual(all.filter(({ action }) => !UNHEARD.test(action)));
  });

  it('go on from `after` too; the header goes before it', async () => {
    const { sequence } = (await sealedAfter('0')).at(-4)!;
    const stream = await listen(administrator, `/v1/updates?after=${sequence}`);
    await stream.until(({ id }) => Number(id) === sequence + 3);
    expect(acts(stream).map((act) => act.sequence)).toEqual([sequence + 1, sequence + 2, sequence + 3]);
    const other = await listen(administrator, '/v1/updates?after=0', String(sequence + 2));
    await other.until(({ id }) => Number(id) === sequence + 3);
    expect(acts(other)).toHaveLength(1);
  });

  it('are of what the reader may read', async () => {
    const [privileged, plain] = await Promise.all([listen(administrator), listen(analyst)]);
    await Promise.all([privileged, plain].map((one) => one.until(({ event }) => event === 'ready')));
    await administrator.post('/v1/users', {
      email: 'new@lab.example',
      name: 'New',
      roles: ['analyst'],
    });
    await file('After the invitation');
    await privileged.until(({ event }) => event === 'user.invited');
    await plain.until(({ event }) => event === 'case.opened');
    expect(plain.events.map(({ event }) => event)).not.toContain('user.invited');
  });

  it('are of one case when that is asked for', async () => {
    const [mine, other] = [await file('Mine'), await file('Other')];
    const stream = await listen(investigator, `/v1/updates?case=${mine}`);
    await stream.until(({ event }) => event === 'ready');
    for (const caseId of [other, mine])
      await investigator.post(`/v1/cases/${caseId}/notes`, { text: 'Looked at.' });
    await stream.until(({ event }) => event === 'case.note_added');
    expect(new Set(acts(stream, ({ data }) => data['caseId']))).toEqual(new Set([mine]));
  });

  it('tell whoever is ahead of the record, or more than 10,000 acts behind, to read anew', async () => {
    const ahead = await listen(investigator, '/v1/updates', '999999999999');
    const { id } = await ahead.until(({ event }) => event === 'reset');
    ahead.close();
    await ahead.untilEnded();
    await sealedAfter('0');
    await app.db.query(
      `WITH e AS (
         INSERT INTO audit_events (at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, details, transaction_id)
         SELECT now(), 'system', 'test', 'test', 'session.opened', 'session', n::text, '{}', (pg_current_xact_id()::text)::bigint
         FROM generate_series(1, 10100) n RETURNING id)
       INSERT INTO audit_pending (event_id) SELECT id FROM e`,
    );
    const all = await sealedAfter(id);
    const behind = await listen(investigator, '/v1/updates', id);
    const told = await behind.until(({ event }) => event === 'reset');
    expect(Number(told.id)).toBeGreaterThanOrEqual(all.at(-1)!.sequence);
    const near = await listen(investigator, '/v1/updates', String(all.at(-1)!.sequence - 9_900));
    const caseId = await file('After the flood');
    await near.until(({ data }) => data['caseId'] === caseId);
    await behind.until(({ data }) => data['caseId'] === caseId);
    expect(near.events.map(({ event }) => event)).not.toContain('reset');
  });

  it('end with the session, and with the rights of the person', async () => {
    const leaving = await app.as('policy', 'leaving');
    const stream = await listen(leaving);
    await stream.until(({ event }) => event === 'ready');
    await leaving.delete('/v1/session');
    await stream.untilEnded();
    expect((await leaving.get('/v1/updates')).status).toBe(401);

    const demoted = await app.as('auditor', 'demoted');
    const { id } = (await demoted.get<{ id: string }>('/v1/me')).body;
    const told = await listen(demoted);
    await told.until(({ event }) => event === 'ready');
    await administrator.patch(`/v1/users/${id}`, { roles: ['analyst'] });
    await administrator.post('/v1/users', {
      email: 'newer@lab.example',
      name: 'Newer',
      roles: ['analyst'],
    });
    await file('After the demotion');
    await told.until(({ event }) => event === 'case.opened');
    expect(told.events.map(({ event }) => event)).not.toContain('user.invited');
    await administrator.patch(`/v1/users/${id}`, { disabled: true });
    await told.untilEnded();
  });

  it('end with a session that has run out', async () => {
    const late = await app.as('legal', 'late');
    const stream = await listen(late);
    await stream.until(({ event }) => event === 'ready');
    await app.db.query(
      `UPDATE sessions SET expires_at = now() - interval '1 minute'
       FROM users u WHERE u.id = user_id AND u.name = 'late'`,
    );
    // Noticed with the next heartbeat, or as here with the next change of anybody's rights.
    const { id } = (await (await app.as('policy', 'other')).get<{ id: string }>('/v1/me')).body;
    await administrator.patch(`/v1/users/${id}`, { roles: ['legal'] });
    await stream.untilEnded();
  });

  it('are bounded for a person and for the process', async () => {
    for (let n = 0; n < 3; n += 1) await listen(investigator);
    expect(await investigator.get('/v1/updates')).toMatchObject({
      status: 429,
      headers: { 'retry-after': '30' },
      body: { type: '/problems/too-many-requests' },
    });
    for (let n = 0; n < 3; n += 1) await listen(analyst);
    expect(await administrator.get('/v1/updates')).toMatchObject({
      status: 503,
      body: { type: '/problems/unavailable' },
    });
    const gone = open.shift()!;
    gone.close();
    await gone.untilEnded();
    for (;;) {
      const stream = await listen(administrator).catch(() => undefined);
      if (stream) break;
    }
  });

  it('refuse an id that is none, a case that is none, and whoever is no person', async () => {
    for (const [path, header, pointer] of [
      ['/v1/updates', 'abc', '#Last-Event-ID'],
      ['/v1/updates', '-1', '#Last-Event-ID'],
      ['/v1/updates', '1'.repeat(20), '#Last-Event-ID'],
      ['/v1/updates?after=1.5', undefined, '/after'],
      ['/v1/updates?case=x', undefined, '/case'],
    ] as const) {
      const answer = await investigator.get(path, header === undefined ? {} : { 'last-event-id': header });
      expect(answer).toMatchObject({
        status: 400,
        body: { type: '/problems/invalid-input', errors: [{ pointer }] },
      });
    }
    const nowhere = await investigator.get('/v1/updates?case=018f0000-0000-7000-8000-000000000000');
    expect(nowhere).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
    const detector = await app.detector('listening', ['alerts.send', 'alerts.read']);
    expect(await detector.get('/v1/updates')).toMatchObject({ status: 403 });
    expect(await app.anonymous.get('/v1/updates')).toMatchObject({ status: 401 });
  });

  it('answer a request for the head alone, and leave nothing open behind it', async () => {
    for (let n = 0; n < 5; n += 1) {
      const head = await request(`${app.url}/v1/updates`, { method: 'HEAD', headers: investigator.headers });
      expect(head.statusCode).toBe(200);
      await head.body.dump();
    }
    await (await listen(investigator)).until(({ event }) => event === 'ready');
  });

  it('end when the process stops', async () => {
    const other = await startApp({ worker: false });
    const stream = await EventStream.open(other.url, await other.as('investigator'));
    await stream.until(({ event }) => event === 'ready');
    await other.stop();
    await stream.untilEnded();
  });
});

/** Acts that an investigator does not hear of. */
const UNHEARD = /^(session|user)\./;

/** The acts that a stream told, without `ready` and `reset`. */
function acts<T = { sequence: number; action: string }>(
  stream: EventStream,
  of: (event: EventStream['events'][number]) => T = ({ id, event }) =>
    ({ sequence: Number(id), action: event }) as T,
): T[] {
  return stream.events.filter(({ event }) => event !== 'ready' && event !== 'reset').map(of);
}
