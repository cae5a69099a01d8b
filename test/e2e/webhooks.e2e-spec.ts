import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { WebhookDeliveryView, WebhookView } from '../../libs/updates/webhooks/webhooks.dto';
import { RETRY_PAUSES } from '../../libs/updates/webhooks/retry-schedule';
import { type RunningPlatformSim, startPlatformSim } from '../../apps/platform-sim/platform-sim';
import { startApp, type TestApp } from '../support/app';
import type { Answer, HttpClient } from '../support/http-client';
import { until } from '../support/until';

type MadeWebhook = WebhookView & { secret: string | null };
interface Listed<T> {
  items: T[];
  nextCursor: string | null;
}
interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  event: { id: string; type: string; subject: string; data: Record<string, unknown> };
}

/** A program outside that hears of what happens; each path answers what it has been told to, and 204 after that. */
class Receiver {
  readonly received: Received[] = [];
  private readonly answers = new Map<string, number[]>();
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const path = request.url!;
      this.received.push({
        path,
        headers: request.headers,
        body,
        event: JSON.parse(body) as Received['event'],
      });
      response.writeHead(this.answers.get(path)?.shift() ?? 204, { location: '/elsewhere' }).end();
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
  }
  stop(): Promise<unknown> {
    return new Promise((done) => this.server.close(done));
  }
  url(path: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }
  willAnswer(path: string, ...statuses: number[]): void {
    this.answers.set(path, statuses);
  }
  at(path: string): Received[] {
    return this.received.filter((one) => one.path === path);
  }
}

const verifyV1 = (secret: string, { body, headers }: Received): unknown =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

describe('webhooks', () => {
  const key = randomBytes(32).toString('base64');
  const receiver = new Receiver();
  let app: TestApp;
  let platform: RunningPlatformSim;
  let admin: HttpClient;
  let analyst: HttpClient;

  beforeAll(async () => {
    await receiver.start();
    platform = await startPlatformSim({ token: 'platform-token-of-the-test', latencyMs: 2 });
    app = await startApp({
      env: {
        WEBHOOKS_KEY: key,
        WEBHOOKS_ALLOW_LOOPBACK: 'true',
        PLATFORM_URL: platform.url,
        PLATFORM_TOKEN: 'platform-token-of-the-test',
      },
    });
    admin = await app.as('administrator');
    analyst = await app.as('analyst');
  });
  afterAll(async () => {
    await app?.stop();
    await platform?.stop();
    await receiver.stop();
  });

  const make = async (path: string, over: object = {}): Promise<MadeWebhook> => {
    const made = await admin.post<MadeWebhook>('/v1/webhooks', {
      url: receiver.url(path),
      eventTypes: ['case.opened'],
      ...over,
    });
    expect([made.status, made.body]).toMatchObject([201, { status: 'enabled' }]);
    return made.body;
  };
  const fileCase = async (title: string): Promise<string> =>
    (await analyst.post<{ id: string }>('/v1/cases', { kind: 'other', title, severity: 2 })).body.id;
  const deliveries = async (id: string): Promise<WebhookDeliveryView[]> =>
    (await analyst.get<Listed<WebhookDeliveryView>>(`/v1/webhooks/${id}/deliveries`)).body.items;
  const settled = (id: string, status: string): Promise<WebhookDeliveryView> =>
    until(async () => (await deliveries(id)).find((one) => one.status === status));
  const sendAlerts = async (detector: HttpClient, refs: string[]): Promise<string[]> => {
    const items = refs.map((sourceRef) => ({
      type: 'resale.listing',
      sourceRef,
      title: `Finding ${sourceRef}`,
      severity: 2,
      confidence: 0.7,
      analytic: { name: 'listing' },
      occurredFrom: '2026-05-01T00:00:00Z',
      occurredTo: '2026-05-02T00:00:00Z',
      detectedAt: '2026-05-02T06:00:00Z',
      subjects: { accounts: [`acc_${sourceRef}`] },
    }));
    const { body } = await detector.post<{ results: { alertId: string }[] }>('/v1/alerts/batch', items);
    return body.results.map((result) => result.alertId);
  };
  const bulk = (alertIds: string[], act: object): Promise<Answer<unknown>> =>
    analyst.post('/v1/alerts/bulk', { alertIds, act });
  const close = { act: 'transition', stage: 'Closed', resolution: 'FalsePositive', summary: 'A test' };

  it('tell of a case, signed by the standard, thinly, once', async () => {
    const webhook = await make('/v1', { eventTypes: ['case.opened', 'case.closed', 'case.merged'] });
    expect(webhook.secret).toMatch(/^whsec_/);
    const [caseId, other] = [await fileCase('One'), await fileCase('Other')];
    await until(() => receiver.at('/v1').length === 2);
    const first = receiver.at('/v1').find((one) => one.event.subject === `cases/${caseId}`)!;
    expect(verifyV1(webhook.secret!, first)).toMatchObject({
      specversion: '1.0',
      id: first.headers['webhook-id'],
      type: 'case.opened',
      data: { caseId, stage: 'New' },
    });
    expect(first.headers['content-type']).toBe('application/cloudevents+json');
    expect(first.body).not.toContain('One');

    expect(
      (await (await app.as('investigator')).post(`/v1/cases/${caseId}/merge`, { intoId: other })).status,
    ).toBeLessThan(300);
    const end = { stage: 'Closed', resolution: 'TruePositive', impact: 'WithImpact', summary: 'Repaired.' };
    const [alone, ...many] = [await fileCase('Alone'), await fileCase('Many 1'), await fileCase('Many 2')];
    for (const id of [alone, ...many])
      expect((await analyst.post(`/v1/cases/${id}/transition`, { stage: 'InProgress' })).status).toBe(200);
    expect((await analyst.post(`/v1/cases/${alone}/transition`, end)).status).toBe(200);
    expect((await analyst.post('/v1/cases/bulk-edit', { ids: [alone, ...many], move: end })).status).toBe(
      200,
    );
    const closed = await until(() => {
      const found = receiver.at('/v1').filter((one) => one.event.type === 'case.closed');
      return found.length === 3 && found.map((one) => one.event.data['caseId']);
    });
    expect(new Set(closed)).toEqual(new Set([alone, ...many]));
    const merged = await until(() => receiver.at('/v1').find((one) => one.event.type === 'case.merged'));
    expect(merged.event).toMatchObject({
      subject: `cases/${caseId}`,
      data: { stage: 'Closed', mergedIntoId: other },
    });
    expect(await settled(webhook.id, 'delivered')).toMatchObject({
      attempts: 1,
      lastHttpStatus: 204,
      dueAt: null,
    });
    expect(JSON.stringify((await analyst.get(`/v1/webhooks/${webhook.id}`)).body)).not.toContain('whsec_');
    const stored: { sealed: Buffer }[] = await app.db.query(
      'SELECT sealed FROM webhook_secrets WHERE webhook_id = $1',
      [webhook.id],
    );
    expect(stored[0]!.sealed.includes(Buffer.from(webhook.secret!.slice(6), 'base64'))).toBe(false);
  });

  it('can be verified with a public key alone', async () => {
    const webhook = await make('/v1a', { scheme: 'v1a' });
    expect(webhook.secret).toBeNull();
    await fileCase('Signed by a private key');
    const { body, headers } = await until(() => receiver.at('/v1a')[0]);
    const shown = (await analyst.get<WebhookView>(`/v1/webhooks/${webhook.id}`)).body.secrets[0]!.publicKey!;
    const x = Buffer.from(shown.slice('whpk_'.length), 'base64').toString('base64url');
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const [scheme, signature] = String(headers['webhook-signature']).split(',');
    const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    expect(scheme).toBe('v1a');
    expect(verify(null, Buffer.from(content), publicKey, Buffer.from(signature!, 'base64'))).toBe(true);
  });

  it('tries again what was not taken, with the same id, and follows no redirect', async () => {
    receiver.willAnswer('/shaky', 500);
    // However late anybody looks, it has not been taken.
    receiver.willAnswer('/moved', ...RETRY_PAUSES.map(() => 307));
    const [shaky, moved] = [await make('/shaky'), await make('/moved')];
    await fileCase('Tried again');
    const failing = await until(async () => (await deliveries(moved.id)).find((one) => one.lastHttpStatus));
    expect(failing).toMatchObject({
      status: 'pending',
      lastHttpStatus: 307,
      lastNote: 'Answered 307; redirects are not followed.',
    });
    expect((await analyst.get<WebhookView>(`/v1/webhooks/${moved.id}`)).body.failingSince).not.toBeNull();
    expect(await settled(shaky.id, 'delivered')).toMatchObject({ attempts: 2, lastNote: null });
    const [one, two] = receiver.at('/shaky');
    expect(two).toMatchObject({ body: one!.body });
    expect(two!.headers['webhook-id']).toBe(one!.headers['webhook-id']);
    expect(verifyV1(shaky.secret!, two!)).toMatchObject({ type: 'case.opened' });
    expect((await analyst.get<WebhookView>(`/v1/webhooks/${shaky.id}`)).body.failingSince).toBeNull();
    expect(receiver.at('/elsewhere')).toEqual([]);
  });

  it('are disabled by 410, take nothing then, and send again what a person asks for once enabled', async () => {
    receiver.willAnswer('/gone', 410);
    const webhook = await make('/gone');
    await fileCase('Gone');
    const failed = await settled(webhook.id, 'failed');
    const path = `/v1/webhooks/${webhook.id}`;
    expect((await analyst.get<WebhookView>(path)).body).toMatchObject({
      status: 'disabled',
      disabledReason: 'The receiver answered 410: it is gone.',
    });
    expect((await admin.post(`${path}/test`, {})).body).toMatchObject({ type: '/problems/webhook-disabled' });
    await fileCase('Nobody hears');
    expect(await deliveries(webhook.id)).toHaveLength(1);

    expect((await admin.post(`${path}/enable`, {})).status).toBe(200);
    expect((await admin.post(`${path}/enable`, {})).status).toBe(409);
    const again = await admin.post(`${path}/deliveries/${failed.id}/redeliver`, {});
    expect([again.status, again.body]).toMatchObject([202, { status: 'pending', attempts: 0 }]);
    expect(await settled(webhook.id, 'delivered')).toMatchObject({ id: failed.id, attempts: 1 });
    expect(receiver.at('/gone').map((one) => one.headers['webhook-id'])).toEqual([failed.id, failed.id]);
    expect((await admin.post(`${path}/deliveries/${crypto.randomUUID()}/redeliver`, {})).status).toBe(404);

    expect((await admin.post(`${path}/test`, {})).status).toBe(202);
    await until(() => receiver.at('/gone').find((one) => one.event.type === 'webhook.test'));
    const events: { actor_kind: string }[] = await app.db.query(
      `SELECT actor_kind FROM audit_events WHERE subject_id = $1 AND action = 'webhook.disabled'`,
      [webhook.id],
    );
    expect(events).toEqual([{ actor_kind: 'system' }]);
  });

  it('are disabled when nothing has been taken for five days', async () => {
    receiver.willAnswer('/dead', 500, 500);
    const webhook = await make('/dead');
    await app.db.query(`UPDATE webhooks SET failing_since = now() - interval '6 days' WHERE id = $1`, [
      webhook.id,
    ]);
    await fileCase('Too late');
    const { disabledReason } = await until(async () => {
      const { body } = await analyst.get<WebhookView>(`/v1/webhooks/${webhook.id}`);
      return body.status === 'disabled' && body;
    });
    expect(disabledReason).toContain('Nothing has been taken since');
  });

  it('take up again what a killed worker has left', async () => {
    const webhook = await make('/orphan');
    const { body } = await admin.post<WebhookDeliveryView>(`/v1/webhooks/${webhook.id}/test`, {});
    await settled(webhook.id, 'delivered');
    await app.db.query(
      `UPDATE webhook_deliveries SET status = 'pending', claimed_by = $2, due_at = now() + interval '2 seconds'
       WHERE webhook_id = $1`,
      [webhook.id, crypto.randomUUID()],
    );
    // Any other run of the same webhook finds what is held and comes back when the lease has run out.
    await fileCase('Another');
    await until(
      () => receiver.at('/orphan').filter((one) => one.headers['webhook-id'] === body.id).length === 2,
    );
    await until(async () => (await deliveries(webhook.id)).every((one) => one.status === 'delivered'));
  });

  it('change their secret with an overlap in which both sign', async () => {
    const webhook = await make('/rotated');
    const path = `/v1/webhooks/${webhook.id}`;
    const rotated = await admin.post<MadeWebhook>(`${path}/rotate`, { overlapHours: 1 });
    expect(rotated.body.secrets.map((one) => one.endsAt === null)).toEqual([true, false]);
    await admin.post(`${path}/test`, {});
    const both = await until(() => receiver.at('/rotated')[0]);
    for (const { secret } of [webhook, rotated.body])
      expect(verifyV1(secret!, both)).toMatchObject({ type: 'webhook.test' });

    const last = await admin.post<MadeWebhook>(`${path}/rotate`, { overlapHours: 0 });
    await admin.post(`${path}/test`, {});
    const alone = await until(() => receiver.at('/rotated')[1]);
    expect(() => verifyV1(rotated.body.secret!, alone)).toThrow();
    expect(verifyV1(last.body.secret!, alone)).toMatchObject({ type: 'webhook.test' });
    for (let n = 0; n < 4; n += 1) expect((await admin.post(`${path}/rotate`)).status).toBe(200);
    expect((await admin.post(`${path}/rotate`, {})).status).toBe(409);
  });

  it('tell a detector of its own alerts only, one event for each alert of a bulk act', async () => {
    const [mine, theirs] = [await app.detector('listing-watch'), await app.detector('other-watch')];
    const detectors: { id: string; name: string }[] = await app.db.query('SELECT id, name FROM detectors');
    const detectorId = detectors.find((one) => one.name === 'listing-watch')!.id;
    const types = ['alert.closed', 'alert.imported'];
    await make('/own', { eventTypes: types, detectorId });
    await make('/all', { eventTypes: types });
    const ids = [...(await sendAlerts(mine, ['l-1', 'l-2', 'l-3'])), ...(await sendAlerts(theirs, ['o-1']))];
    await bulk(ids, { act: 'transition', stage: 'InProgress' });
    expect((await bulk([...ids, crypto.randomUUID()], close)).status).toBe(200);
    await bulk(ids, close);
    await until(() => receiver.at('/all').length === 4);
    await until(() => receiver.at('/own').length === 3);
    const [imported] = await sendAlerts(mine, ['l-4']);
    expect((await analyst.post('/v1/alerts/promote', { alertIds: [imported] })).status).toBe(201);
    await until(() => receiver.at('/all').length === 5);
    await until(() => receiver.at('/own').length === 4);
    const own = receiver.at('/own').map((one) => one.event);
    const closed = own.filter((one) => one.type === 'alert.closed').map((one) => one.data['sourceRef']);
    expect(closed).toHaveLength(3);
    expect(new Set(closed)).toEqual(new Set(['l-1', 'l-2', 'l-3']));
    expect(own.find((one) => one.type === 'alert.closed')!.data).toMatchObject({
      stage: 'Closed',
      resolution: 'FalsePositive',
      detectorId,
    });
    expect(own.find((one) => one.type === 'alert.imported')!.data).toMatchObject({
      alertId: imported,
      stage: 'Imported',
      sourceRef: 'l-4',
    });
    const deny = (over: object) =>
      admin.post('/v1/webhooks', { url: receiver.url('/x'), eventTypes: types, ...over });
    expect((await deny({ detectorId: crypto.randomUUID() })).body).toMatchObject({
      errors: [{ pointer: '/detectorId' }],
    });
    expect((await deny({ detectorId, eventTypes: ['alert.closed', 'case.opened'] })).body).toMatchObject({
      errors: [{ pointer: '/eventTypes/1' }],
    });
    expect((await mine.get('/v1/webhooks')).status).toBe(403);
  });

  it('tell of an order when it has been executed', async () => {
    await make('/orders', { eventTypes: ['order.executed'] });
    const [investigator, lead] = [await app.as('investigator'), await app.as('enforcement_lead')];
    const caseId = await fileCase('To be banned');
    const accounts = `/v1/cases/${caseId}/accounts`;
    await investigator.post(accounts, { accountIds: ['acct-1', 'acct-2'], source: 'test' });
    await investigator.post(`${accounts}/verdicts`, {
      status: 'confirmed',
      reason: 'One template',
      allSuspected: true,
    });
    const order = { action: 'ban', reason: 'Model extraction', accounts: 'confirmed' };
    const drafted = await investigator.post<{ id: string; contentHash: string }>(
      `/v1/cases/${caseId}/orders`,
      order,
    );
    const { id, contentHash } = drafted.body;
    await investigator.post(`/v1/orders/${id}/propose`, {});
    await lead.post(`/v1/orders/${id}/approve`, { contentHash });
    expect((await lead.post(`/v1/orders/${id}/execute`, {})).status).toBeLessThan(300);
    const told = await until(() => receiver.at('/orders')[0]);
    expect(told.event).toMatchObject({
      type: 'order.executed',
      subject: `orders/${id}`,
      data: { orderId: id, caseId, action: 'ban', stage: 'executed', outcome: 'complete' },
    });
    expect(receiver.at('/orders')).toHaveLength(1);
  });

  it('never go to an address of the inside', async () => {
    for (const url of [
      'https://10.0.0.1/in',
      'https://169.254.169.254/latest',
      'https://[fd00::1]/in',
      'http://hooks.example/in',
      'https://user@hooks.example/in',
    ])
      expect((await admin.post('/v1/webhooks', { url, eventTypes: ['case.opened'] })).body).toMatchObject({
        status: 400,
        errors: [{ pointer: '/url' }],
      });
    const webhook = await make('/inside');
    // As if the rules had been looser when it was made.
    await app.db.query(`UPDATE webhooks SET url = 'https://10.0.0.1/in' WHERE id = $1`, [webhook.id]);
    await admin.post(`/v1/webhooks/${webhook.id}/test`, {});
    const refused = await until(async () => (await deliveries(webhook.id)).find((one) => one.lastNote));
    expect(refused).toMatchObject({
      status: 'pending',
      lastHttpStatus: null,
      lastNote: 'The URL names an address that Docket does not call.',
    });
  });

  it('are changed by whoever may, on the version that was read, and removed with what was to be sent', async () => {
    const webhook = await make('/changed');
    const path = `/v1/webhooks/${webhook.id}`;
    for (const refused of [
      await analyst.post('/v1/webhooks', { url: receiver.url('/x'), eventTypes: ['case.opened'] }),
      await analyst.patch(path, { version: 1, description: 'x' }),
      await analyst.post(`${path}/rotate`, {}),
      await analyst.post(`${path}/test`, {}),
      await analyst.delete(path),
    ])
      expect(refused.status).toBe(403);
    const changed = await admin.patch<WebhookView>(path, { version: 1, eventTypes: ['order.executed'] });
    expect(changed.body).toMatchObject({ version: 2, eventTypes: ['order.executed'] });
    expect((await admin.patch(path, { version: 1, description: 'late' })).status).toBe(412);
    expect((await admin.patch(path, { version: 2, eventTypes: [] })).status).toBe(400);
    expect((await admin.post(`${path}/disable`)).status).toBe(400);
    expect((await admin.patch(path, {})).status).toBe(400);
    expect((await admin.get(`${path}/deliveries?cursor=WyJ4Il0`)).status).toBe(400);
    expect((await admin.get('/v1/webhooks?cursor=WyJ4Il0')).status).toBe(400);
    expect((await admin.post(`${path}/disable`, { reason: 'It moves' })).body).toMatchObject({
      status: 'disabled',
      disabledReason: 'It moves',
    });
    expect((await admin.delete(path)).status).toBe(204);
    expect((await admin.get(path)).status).toBe(404);
    const page = await admin.get<Listed<WebhookView>>('/v1/webhooks?limit=1');
    const next = await admin.get<Listed<WebhookView>>(`/v1/webhooks?limit=1&cursor=${page.body.nextCursor}`);
    expect(next.body.items[0]!.id > page.body.items[0]!.id).toBe(true);
  });
});

describe('webhooks of an installation without key and flag', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ worker: false });
  });
  afterAll(() => app?.stop());

  it('are refused, and this machine is no receiver', async () => {
    const admin = await app.as('administrator');
    const make = (url: string) => admin.post('/v1/webhooks', { url, eventTypes: ['case.opened'] });
    expect((await make('https://hooks.example/in')).body).toMatchObject({
      type: '/problems/webhooks-not-set-up',
    });
    for (const url of ['https://127.0.0.1/in', 'http://127.0.0.1/in', 'https://localhost/in'])
      expect((await make(url)).body).toMatchObject({ status: 400, errors: [{ pointer: '/url' }] });
    expect(await app.db.query('SELECT 1 FROM webhooks')).toEqual([]);
  });
});
