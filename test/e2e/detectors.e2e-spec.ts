import { startApp, type TestApp } from '../support/app';
import { HttpClient } from '../support/http-client';

interface Detector {
  id: string;
  version: number;
}
interface Key {
  id: string;
  secret: string;
  label: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
}

const alert = (sourceRef: string, detail: object = {}): object => ({
  type: 'usage.volume',
  sourceRef,
  title: 'Much traffic',
  severity: 3,
  confidence: 0.7,
  analytic: { name: 'volume' },
  occurredFrom: '2026-05-01T00:00:00Z',
  occurredTo: '2026-05-02T00:00:00Z',
  detectedAt: '2026-05-02T06:00:00Z',
  subjects: { accounts: ['acc_1'], instruments: ['pi_1'] },
  ...detail,
});

describe('detectors', () => {
  let app: TestApp;
  let admin: HttpClient;
  let analyst: HttpClient;
  let detector: Detector;
  beforeAll(async () => {
    app = await startApp();
    admin = await app.as('administrator');
    analyst = await app.as('analyst');
    const { body } = await admin.post<Detector>('/v1/detectors', {
      name: 'volume-watch',
      owner: 'Detection engineering',
      legalBasis: 'Usage policy, monitoring of abuse',
      analytic: { name: 'volume', version: '2.0.0' },
      threshold: 'at least 10,000 requests a day and account',
      approvedBy: 'Detection review board',
      approvalReference: 'DRB-2026-014',
    });
    detector = body;
  });
  afterAll(() => app?.stop());

  const holding = (secret: string) => new HttpClient(app.url, { authorization: `Bearer ${secret}` });
  const makeKey = async (body: object = {}): Promise<Key> => {
    const scopes = ['alerts.send', 'alerts.read'];
    return (await admin.post<Key>(`/v1/detectors/${detector.id}/keys`, { scopes, ...body })).body;
  };
  const change = (body: object) => admin.patch<Detector>(`/v1/detectors/${detector.id}`, body);

  it('are known by owner, analytic, threshold, basis and approval; a change names the version it was made on and leaves what was before', async () => {
    expect(detector).toMatchObject({
      version: 1,
      analytic: { name: 'volume', version: '2.0.0' },
      threshold: 'at least 10,000 requests a day and account',
      approvedBy: 'Detection review board',
      sandbox: false,
    });
    expect((await change({ threshold: 'x' })).status).toBe(400);
    const two = await Promise.all([
      change({ version: 1, threshold: 'at least 20,000 requests a day and account' }),
      change({ version: 1, analytic: { name: 'volume', version: '2.1.0' } }),
    ]);
    expect(two.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412]);
    const { body } = await admin.get<Detector>(`/v1/detectors/${detector.id}`);
    expect(body.version).toBe(2);
    const events: { details: { before: object; after: object } }[] = await app.db.query(
      `SELECT details FROM audit_events WHERE action = 'detector.changed' AND subject_id = $1`,
      [detector.id],
    );
    expect(events).toHaveLength(1);
    expect(Object.keys(events[0]!.details.before)).toEqual(Object.keys(events[0]!.details.after));
    expect((await analyst.patch(`/v1/detectors/${detector.id}`, { version: 2, sandbox: true })).status).toBe(
      403,
    );
  });

  it('hold several keys at once; one is rotated with an overlap, ends at its instant, or is revoked at once', async () => {
    const one = await makeKey({ label: 'cluster-a' });
    const two = await makeKey({ label: 'cluster-b', expiresAt: '2099-01-01T00:00:00Z' });
    for (const key of [one, two]) expect((await holding(key.secret).get('/v1/alerts')).status).toBe(200);
    const rotate = (id: string, body: object = {}) =>
      admin.post<Key>(`/v1/detectors/${detector.id}/keys/${id}/rotate`, body);
    expect((await rotate(one.id, { overlapHours: 169 })).status).toBe(400);
    const { status, body: next } = await rotate(one.id);
    expect([status, next.label]).toEqual([201, 'cluster-a']);
    for (const key of [one, next]) expect((await holding(key.secret).get('/v1/alerts')).status).toBe(200);
    const keys = (await analyst.get<Key[]>(`/v1/detectors/${detector.id}/keys`)).body;
    const old = keys.find((key) => key.id === one.id)!;
    const hours = (new Date(old.expiresAt!).getTime() - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23);
    expect(hours).toBeLessThanOrEqual(24);
    expect(old.lastUsedAt).toEqual(expect.any(String));
    expect(old).not.toHaveProperty('secret');

    await rotate(next.id, { overlapHours: 0 });
    await admin.delete(`/v1/detectors/${detector.id}/keys/${two.id}`);
    expect((await rotate(two.id)).status).toBe(409);
    for (const bad of [next.secret, two.secret, 'dk_made-up', 'two words', '']) {
      const refused = await holding(bad).get('/v1/alerts');
      expect([bad, refused.status]).toEqual([bad, 401]);
      expect(refused.body).toMatchObject({
        type: '/problems/unknown-key',
        detail: 'This key is not known, has expired or was revoked.',
      });
      expect(refused.headers['www-authenticate']).toBe('Bearer realm="docket", error="invalid_token"');
    }
    const nobody = await app.anonymous.get('/v1/alerts');
    expect(nobody.body).toMatchObject({ type: '/problems/unauthenticated' });
    expect(nobody.headers['www-authenticate']).toBe('Bearer realm="docket"');
    const past = { scopes: ['alerts.send'], expiresAt: '2020-01-01T00:00:00Z' };
    expect((await admin.post(`/v1/detectors/${detector.id}/keys`, past)).status).toBe(400);
  });

  it('in the sandbox send alerts that are stored and answered and never reach inbox or case, also afterwards', async () => {
    const sender = holding((await makeKey()).secret);
    const version = (await change({ version: 2, sandbox: true })).body.version;
    const { body: tried } = await sender.post<{ alertId: string; outcome: string }>(
      '/v1/alerts',
      alert('try'),
    );
    expect(tried.outcome).toBe('created');
    await change({ version, sandbox: false });
    const { body: real } = await sender.post<{ alertId: string }>('/v1/alerts', alert('real'));
    await sender.post('/v1/alerts', alert('try', { severity: 4 }));
    await app.drain();
    const inbox = (await analyst.get<{ items: { id: string }[] }>('/v1/alerts')).body.items;
    expect(inbox.map((one) => one.id)).toEqual([real.alertId]);
    // One instrument would have brought both into a case.
    const { body } = await analyst.get(`/v1/alerts/${tried.alertId}`);
    expect(body).toMatchObject({ sandbox: true, caseId: null, revision: 2 });
    const own = (await sender.get<{ items: object[] }>('/v1/alerts')).body.items;
    expect(own).toHaveLength(2);
  });
});
