import { AccessHousekeeping, IdempotencyKeys } from '@app/access';
import { startApp, type TestApp } from '../support/app';
import { until } from '../support/until';

describe('access', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it('lets a person in by a one-time link, once, and by password afterwards', async () => {
    const administrator = await app.as('administrator');
    const invited = await administrator.post<{ link: string }>('/v1/users', {
      email: 'Legal@lab.example',
      name: 'Counsel',
      roles: ['legal'],
    });
    expect(invited.status).toBe(201);
    const token = invited.body.link.split('#')[1];
    const accepted = await app.anonymous.post('/v1/invitations/accept', {
      token,
      password: 'a long enough password',
    });
    expect(accepted).toMatchObject({ status: 200, body: { email: 'legal@lab.example', roles: ['legal'] } });
    const again = await app.anonymous.post('/v1/invitations/accept', {
      token,
      password: 'another long password',
    });
    expect(again).toMatchObject({ status: 410, body: { type: '/problems/invitation-not-valid' } });
    const signedIn = await app.anonymous.post('/v1/session', {
      email: 'legal@lab.example',
      password: 'a long enough password',
    });
    expect(signedIn.status).toBe(200);
    expect(String(signedIn.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Strict/i);
  });

  it('says neither whether the person nor whether the password is wrong', async () => {
    const wrongPerson = await app.anonymous.post('/v1/session', {
      email: 'nobody@lab.example',
      password: 'x',
    });
    const wrongPassword = await app.anonymous.post('/v1/session', {
      email: 'administrator@lab.example',
      password: 'x',
    });
    expect(wrongPerson.status).toBe(401);
    expect({ ...wrongPerson.body, instance: '' }).toEqual({ ...wrongPassword.body, instance: '' });
  });

  it('slows down guessing', async () => {
    const tries = [];
    for (let n = 0; n < 12; n += 1)
      tries.push(
        await app.anonymous.post('/v1/session', { email: 'guessed@lab.example', password: `guess ${n}` }),
      );
    const refused = tries.find((answer) => answer.status === 429);
    expect(refused).toMatchObject({ body: { type: '/problems/too-many-requests' } });
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('refuses what a role does not hold, and names the right', async () => {
    const analyst = await app.as('analyst');
    expect(await analyst.get('/v1/users')).toMatchObject({
      status: 403,
      body: { type: '/problems/forbidden', permission: 'users.read' },
    });
    expect(await app.anonymous.get('/v1/users')).toMatchObject({ status: 401 });
  });

  it('names the faulty members of a body by pointer and changes nothing', async () => {
    const administrator = await app.as('administrator');
    const answer = await administrator.post('/v1/users', {
      email: 'no mail',
      name: '',
      roles: ['king'],
      extra: 1,
    });
    expect(answer.status).toBe(400);
    expect((answer.body['errors'] as { pointer: string }[]).map((e) => e.pointer).sort()).toEqual([
      '/email',
      '/extra',
      '/name',
      '/roles',
    ]);
  });

  it('refuses a request with a cookie that comes from another site', async () => {
    const administrator = await app.as('administrator');
    const answer = await administrator.post(
      '/v1/users',
      { email: 'x@lab.example', name: 'X', roles: ['analyst'] },
      { origin: 'https://evil.example' },
    );
    expect(answer).toMatchObject({ status: 403, body: { type: '/problems/cross-site' } });
  });

  it('ends the sessions of a disabled person at once, and nobody changes their own roles', async () => {
    const administrator = await app.as('administrator');
    const auditor = await app.as('auditor', 'short-lived');
    const me = await auditor.get<{ id: string }>('/v1/me');
    expect((await administrator.patch(`/v1/users/${me.body.id}`, { disabled: true })).status).toBe(200);
    expect((await auditor.get('/v1/me')).status).toBe(401);
    const own = await administrator.get<{ id: string }>('/v1/me');
    expect((await administrator.patch(`/v1/users/${own.body.id}`, { roles: ['signatory'] })).status).toBe(
      409,
    );
  });

  it('seals every act into a chain that verifies', async () => {
    const auditor = await app.as('auditor');
    const sealed = await until(async () => {
      const { body } = await auditor.get<{ pending: number; verified: boolean; events: number }>(
        '/v1/audit/verification',
      );
      return body.pending === 0 && body;
    });
    expect(sealed).toMatchObject({ verified: true });
    expect(sealed.events).toBeGreaterThan(5);
  });

  it('refuses to change or delete a sealed act in the database itself', async () => {
    await expect(app.db.query(`UPDATE audit_events SET actor_name = 'nobody'`)).rejects.toThrow(
      'append-only',
    );
    await expect(app.db.query('DELETE FROM audit_seals')).rejects.toThrow('append-only');
  });
});

describe('a POST with an Idempotency-Key', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ worker: false });
  });
  afterAll(() => app.stop());
  const person = (n: number): object => ({
    email: `person-${n}@lab.example`,
    name: 'Person',
    roles: ['analyst'],
  });

  it('is done once and answered the same when it is repeated', async () => {
    const administrator = await app.as('administrator');
    const send = () => administrator.post('/v1/policies', { name: 'Terms' }, { 'idempotency-key': 'one' });
    const first = await send();
    const second = await send();
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(second.headers).toMatchObject({ 'idempotency-replayed': 'true' });
  });

  it('keeps no secret: a repeat is answered without it', async () => {
    const administrator = await app.as('administrator');
    const invite = () => administrator.post('/v1/users', person(1), { 'idempotency-key': 'invite' });
    const { body: first } = await invite();
    const { link, ...rest } = first;
    expect((await invite()).body).toEqual(rest);
    const registered = { name: 'template-watch', owner: 'Detection', legalBasis: 'Usage policy' };
    const { body: detector } = await administrator.post('/v1/detectors', registered);
    const key = await administrator.post(
      `/v1/detectors/${String(detector['id'])}/keys`,
      { scopes: ['alerts.send'] },
      { 'idempotency-key': 'key' },
    );
    const kept = JSON.stringify(await app.db.query('SELECT * FROM idempotency_keys'));
    for (const secret of [String(link).split('#')[1]!, String(key.body['secret'])]) {
      expect(secret.length).toBeGreaterThan(20);
      expect(kept).not.toContain(secret);
    }
  });

  it('is refused when the key belongs to another request', async () => {
    const administrator = await app.as('administrator');
    await administrator.post('/v1/users', person(2), { 'idempotency-key': 'two' });
    expect(await administrator.post('/v1/users', person(3), { 'idempotency-key': 'two' })).toMatchObject({
      status: 422,
      body: { type: '/problems/idempotency-key-reused' },
    });
  });

  it('makes one thing of ten requests at once', async () => {
    const administrator = await app.as('administrator');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        administrator.post('/v1/users', person(4), { 'idempotency-key': 'four' }),
      ),
    );
    expect(answers.filter((answer) => ![201, 409].includes(answer.status))).toEqual([]);
    expect(answers.some((answer) => answer.status === 201)).toBe(true);
    const { body } = await administrator.get<{ email: string }[]>('/v1/users');
    expect(body.filter((user) => user.email === 'person-4@lab.example')).toHaveLength(1);
  });

  it('is not begun a second time while the first goes on, however long that takes', async () => {
    const administrator = await app.as('administrator');
    const send = () => administrator.post('/v1/policies', { name: 'Long' }, { 'idempotency-key': 'long' });
    const holding = app.db.createQueryRunner();
    await holding.startTransaction();
    await holding.query('LOCK TABLE policies');
    const first = send();
    const begun = (): Promise<unknown[]> => app.db.query(`SELECT 1 FROM idempotency_keys WHERE key = 'long'`);
    await until(async () => (await begun()).length > 0);
    await app.db.query(
      `UPDATE idempotency_keys SET created_at = created_at - interval '1 hour' WHERE key = 'long'`,
    );
    expect(await send()).toMatchObject({
      status: 409,
      body: { type: '/problems/idempotency-key-in-flight' },
    });
    await holding.commitTransaction();
    await holding.release();
    expect((await first).status).toBe(201);
    expect(await send()).toMatchObject({ status: 201, body: (await first).body });
  });

  it('shows signs of life while it goes on, and is taken over once there are none', async () => {
    // Whoever looks counts a request as dead after ten minutes of silence; the one under way says often that it lives.
    const [keys, busy] = [new IdempotencyKeys(app.db, 600_000), new IdempotencyKeys(app.db, 400)];
    const claim = async (): Promise<string> => {
      const { claim: id } = await keys.claim('somebody', 'slow', 'fingerprint');
      return id!;
    };
    const first = await claim();
    const end = busy.keepAlive(first);
    // As if it had begun long ago: the next sign of life says that it goes on.
    const age = () =>
      app.db.query(`UPDATE idempotency_keys SET alive_at = alive_at - interval '1 hour' WHERE claim = $1`, [
        first,
      ]);
    const isSilent = async (): Promise<boolean> =>
      (
        await app.db.query<object[]>(
          `SELECT 1 FROM idempotency_keys WHERE claim = $1 AND alive_at < now() - interval '30 minutes'`,
          [first],
        )
      ).length > 0;
    await age();
    await until(async () => !(await isSilent()));
    await expect(claim()).rejects.toThrow('still being worked on');
    end();
    await age();
    const second = await claim();
    expect(second).not.toBe(first);
    // Whoever was given up as dead and was not overwrites nothing.
    await keys.keep(first, { status: 201, location: null, body: 'late' });
    await keys.release(first);
    await expect(claim()).rejects.toThrow('still being worked on');
    await keys.keep(second, { status: 201, location: '/v1/there', body: 'in time' });
    expect((await keys.claim('somebody', 'slow', 'fingerprint')).earlier).toMatchObject({
      body: 'in time',
      location: '/v1/there',
    });
  });

  it('is answered the same, with whatever signs the answer has', async () => {
    const detector = await app.detector('odd-names');
    const send = () =>
      detector.post('/v1/alerts/batch', [{ 'nul \0 and half \ud800': 1 }], { 'idempotency-key': 'odd' });
    const first = await send();
    expect(first).toMatchObject({ status: 200, body: { counts: { rejected: 1 } } });
    const second = await send();
    expect(second).toMatchObject({ status: 200, headers: { 'idempotency-replayed': 'true' } });
    expect(JSON.stringify(second.body)).toBe(JSON.stringify(first.body));
  });

  it('is told why it was refused, also when its key cannot be given back', async () => {
    const administrator = await app.as('administrator');
    await app.db.query(`CREATE FUNCTION refuse_release() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE 'held'; END $$`);
    await app.db.query(`CREATE TRIGGER refuse_release BEFORE DELETE ON idempotency_keys FOR EACH ROW
      WHEN (OLD.key = 'unreleased') EXECUTE FUNCTION refuse_release()`);
    const answer = await administrator.post('/v1/policies', {}, { 'idempotency-key': 'unreleased' });
    await app.db.query('DROP FUNCTION refuse_release CASCADE');
    expect(answer).toMatchObject({ status: 400, body: { type: '/problems/invalid-input' } });
  });

  it('is not done again because its answer could not be kept', async () => {
    const administrator = await app.as('administrator');
    await app.db.query(`CREATE FUNCTION refuse_answer() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE 'no room'; END $$`);
    await app.db.query(`CREATE TRIGGER refuse_answer BEFORE UPDATE OF status ON idempotency_keys FOR EACH ROW
      WHEN (NEW.key = 'unkept') EXECUTE FUNCTION refuse_answer()`);
    const send = () =>
      administrator.post('/v1/policies', { name: 'Unkept' }, { 'idempotency-key': 'unkept' });
    expect((await send()).status).toBe(201);
    expect(await send()).toMatchObject({
      status: 409,
      body: { type: '/problems/idempotency-key-in-flight' },
    });
    await app.db.query('DROP FUNCTION refuse_answer CASCADE');
    const { length } = await app.db.query<object[]>(`SELECT 1 FROM policies WHERE name = 'Unkept'`);
    expect(length).toBe(1);
  });

  it('is answered with the same Location', async () => {
    const detector = await app.detector('async');
    const send = () =>
      detector.post('/v1/alerts/batch', [], { prefer: 'respond-async', 'idempotency-key': 'located' });
    const first = await send();
    expect(first).toMatchObject({ status: 202, headers: { location: expect.stringContaining('/v1/') } });
    expect(await send()).toMatchObject({
      status: 202,
      headers: { location: first.headers['location'], 'idempotency-replayed': 'true' },
      body: first.body,
    });
  });

  it('and whatever has run out is taken away in time, and nothing else', async () => {
    const administrator = await app.as('administrator');
    await app.anonymous.post('/v1/session', { email: 'nobody@lab.example', password: 'wrong' });
    await administrator.post('/v1/users', person(8), { 'idempotency-key': 'of-today' });
    await app.db.query(
      `INSERT INTO login_attempts (key, points, expire)
       SELECT 'account:old-' || n, 1, extract(epoch FROM now()) * 1000 - 1 FROM generate_series(1, 5001) n`,
    );
    await app.db.query(
      `INSERT INTO sessions SELECT 'run out', user_id, created_at, now() - interval '1 second' FROM sessions LIMIT 1`,
    );
    await app.db.query(
      `INSERT INTO idempotency_keys (actor_id, key, claim, fingerprint, state, created_at, alive_at)
       VALUES ('somebody', 'of-yesterday', gen_random_uuid(), '', 'answered', now() - interval '25 hours', now() - interval '25 hours')`,
    );
    const housekeeping = new AccessHousekeeping(app.db);
    expect(await housekeeping.clear()).toBe(true);
    expect(await housekeeping.clear()).toBe(false);
    const left = async (sql: string): Promise<unknown> => (await app.db.query<unknown[]>(sql)).length;
    expect(await left(`SELECT 1 FROM login_attempts WHERE key LIKE 'account:old-%'`)).toBe(0);
    expect(await left(`SELECT 1 FROM login_attempts`)).toBe(2);
    expect(await left(`SELECT 1 FROM sessions WHERE token_hash = 'run out'`)).toBe(0);
    expect(await left(`SELECT 1 FROM idempotency_keys WHERE key = 'of-yesterday'`)).toBe(0);
    expect(await left(`SELECT 1 FROM idempotency_keys WHERE key = 'of-today'`)).toBe(1);
    expect((await administrator.get('/v1/me')).status).toBe(200);
  });

  it('leaves no key behind when it was refused', async () => {
    const administrator = await app.as('administrator');
    expect((await administrator.post('/v1/users', person(1), { 'idempotency-key': 'five' })).status).toBe(
      409,
    );
    expect((await administrator.post('/v1/users', person(5), { 'idempotency-key': 'five' })).status).toBe(
      201,
    );
  });
});
