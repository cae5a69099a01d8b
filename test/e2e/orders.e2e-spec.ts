import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { OrderItemView, OrderView } from '../../libs/enforcement/orders.views';
import { type RunningPlatformSim, startPlatformSim } from '../../apps/platform-sim/platform-sim';
import type { PlatformSimOptions } from '../../apps/platform-sim/options';
import { startApp, type TestApp, type TestAppOptions } from '../support/app';
import { entryOf } from '../support/entry';
import { startGate } from '../support/gate';
import type { Answer, HttpClient } from '../support/http-client';
import { until } from '../support/until';

const TOKEN = 'platform-token-of-the-test';

/** How a platform behaves that takes so many calls and then one in a second, so that an order stands in its middle. */
const standing = (calls: number): Partial<PlatformSimOptions> => ({ burst: calls, ratePerSecond: 1 });

interface Stage {
  app: TestApp;
  sim: RunningPlatformSim;
  investigator: HttpClient;
  lead: HttpClient;
  /** Puts a platform that behaves otherwise in the place of the one that was; it knows what that did. */
  replace(sim: Partial<PlatformSimOptions>): Promise<void>;
  stop(): Promise<void>;
}

/** @param lets whether a call goes on to the platform; at once where it is left out */
async function stageWith(
  sim: Partial<PlatformSimOptions>,
  app: TestAppOptions = {},
  lets: () => boolean | Promise<boolean> = () => true,
): Promise<Stage> {
  const dir = await mkdtemp(join(tmpdir(), 'docket-orders-'));
  const open = (over: Partial<PlatformSimOptions>): Promise<RunningPlatformSim> =>
    startPlatformSim({ token: TOKEN, latencyMs: 2, stateFile: join(dir, 'journal.ndjson'), ...over });
  const platform = await open(sim);
  let isReady: Promise<void> = Promise.resolve();
  const gate = await startGate(
    () => stage.sim.url,
    () => isReady.then(lets),
  );
  const env = { PLATFORM_URL: gate.url, PLATFORM_TOKEN: TOKEN, ...app.env };
  const running = await startApp({ ...app, env });
  const stage: Stage = {
    app: running,
    sim: platform,
    investigator: await running.as('investigator'),
    lead: await running.as('enforcement_lead'),
    async replace(over) {
      // What comes meanwhile waits; what is on its way is in the journal that the next one reads.
      isReady = setImmediate()
        .then(() => until(() => gate.isQuiet()))
        .then(() => stage.sim.stop())
        .then(async () => void (stage.sim = await open(over)));
      await isReady;
    },
    async stop() {
      await running.stop();
      await gate.stop();
      await until(() => gate.isQuiet());
      await stage.sim.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
  return stage;
}

const ids = (n: number, prefix = 'acct'): string[] =>
  Array.from({ length: n }, (_, i) => `${prefix}-${String(i).padStart(6, '0')}`);

async function caseWith(investigator: HttpClient, accounts: readonly string[]): Promise<string> {
  const filed = await investigator.post<{ id: string }>('/v1/cases', {
    kind: 'distillation',
    title: 'Coordinated extraction',
    severity: 3,
  });
  const path = `/v1/cases/${filed.body.id}/accounts`;
  expect((await investigator.post(path, { accountIds: accounts, source: 'test' })).status).toBeLessThan(300);
  const judged = await investigator.post(`${path}/verdicts`, {
    status: 'confirmed',
    reason: 'One template',
    allSuspected: true,
  });
  expect(judged.body).toMatchObject({ changed: accounts.length });
  return filed.body.id;
}

const draft = (who: HttpClient, caseId: string, over: object = {}): Promise<Answer<OrderView>> =>
  who.post<OrderView>(`/v1/cases/${caseId}/orders`, {
    action: 'ban',
    reason: 'Model extraction',
    accounts: 'confirmed',
    ...over,
  });

const act = (who: HttpClient, id: string, what: string, body: object = {}): Promise<Answer<OrderView>> =>
  who.post<OrderView>(`/v1/orders/${id}/${what}`, body);

async function approved({ investigator, lead }: Stage, accounts: readonly string[]): Promise<OrderView> {
  const { body: order } = await draft(investigator, await caseWith(investigator, accounts));
  await act(investigator, order.id, 'propose');
  const { status, body } = await act(lead, order.id, 'approve', { contentHash: order.contentHash });
  expect([status, body.status]).toEqual([200, 'approved']);
  return body;
}

async function seen(
  who: HttpClient,
  id: string,
  holds: (order: OrderView) => boolean = () => true,
): Promise<OrderView> {
  let order: OrderView | undefined;
  const look = async (): Promise<OrderView | false> => {
    order = (await who.get<OrderView>(`/v1/orders/${id}`)).body;
    return holds(order) && order;
  };
  return until(look, () => `the order is ${order?.status}: ${JSON.stringify(order?.counts)}`, 50);
}

const isExecuted = (order: OrderView): boolean => order.status === 'executed';
const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0);

describe('an order', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await stageWith({});
  });
  afterAll(() => stage.stop());

  it('freezes its accounts, and says when nothing is known of them beyond the case', async () => {
    const caseId = await caseWith(stage.investigator, ids(3));
    const { status, body } = await draft(stage.investigator, caseId);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'draft',
      total: 3,
      counts: { pending: 3 },
      allowed: ['proposed', 'cancelled'],
    });
    expect(body.blastRadius).toMatchObject({ total: 3, byCaseStatus: { confirmed: 3 }, facts: null });
    expect(body.blastRadius.staying).toEqual({});
    expect(body.acts).toEqual([
      { act: 'propose', because: null },
      { act: 'cancel', because: null },
    ]);
    expect(body.blastRadius.because).toContain('No snapshot');
    const items = await stage.investigator.get<{ items: OrderItemView[]; nextCursor: string }>(
      `/v1/orders/${body.id}/items?limit=2`,
    );
    expect(items.body.items.map((item) => item.accountId)).toEqual(['acct-000000', 'acct-000001']);
    const rest = await stage.investigator.get<{ items: OrderItemView[] }>(
      `/v1/orders/${body.id}/items?limit=2&cursor=${items.body.nextCursor}`,
    );
    expect(rest.body).toMatchObject({
      items: [{ accountId: 'acct-000002', state: 'pending' }],
      nextCursor: null,
    });
  });

  it('is refused on accounts that the case has not confirmed, and on none at all', async () => {
    const caseId = await caseWith(stage.investigator, ids(2));
    await stage.investigator.post(`/v1/cases/${caseId}/accounts`, {
      accountIds: ['suspect-1'],
      source: 'test',
    });
    const refused = await draft(stage.investigator, caseId, {
      accounts: ['acct-000000', 'suspect-1', 'stranger'],
    });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      type: '/problems/order-accounts-not-confirmed',
      count: 2,
      accounts: [
        { accountId: 'stranger', status: null },
        { accountId: 'suspect-1', status: 'suspected' },
      ],
    });
    const filed = await stage.investigator.post<{ id: string }>('/v1/cases', {
      kind: 'distillation',
      title: 'Empty',
      severity: 1,
    });
    expect((await draft(stage.investigator, filed.body.id)).body).toMatchObject({
      type: '/problems/order-empty',
    });
  });

  it('is for those who hold the right', async () => {
    const analyst = await stage.app.as('analyst');
    const caseId = await caseWith(stage.investigator, ids(1));
    expect((await draft(analyst, caseId)).status).toBe(403);
    const { body: order } = await draft(stage.investigator, caseId);
    await act(stage.investigator, order.id, 'propose');
    const byProposer = await act(stage.investigator, order.id, 'approve', { contentHash: order.contentHash });
    expect([byProposer.status, byProposer.body]).toMatchObject([403, { permission: 'orders.approve' }]);
    expect((await act(analyst, order.id, 'stop', { reason: 'no' })).status).toBe(403);
    expect((await stage.app.anonymous.get(`/v1/orders/${order.id}`)).status).toBe(401);
  });

  it('is never approved by whoever proposed it, not even past the service', async () => {
    const caseId = await caseWith(stage.investigator, ids(1));
    const { body: order } = await draft(stage.lead, caseId);
    await act(stage.lead, order.id, 'propose');
    const self = await act(stage.lead, order.id, 'approve', { contentHash: order.contentHash });
    expect([self.status, self.body]).toMatchObject([403, { type: '/problems/order-self-approval' }]);
    const [{ proposed_by: proposer }]: [{ proposed_by: string }] = await stage.app.db.query(
      'SELECT proposed_by FROM orders WHERE id = $1',
      [order.id],
    );
    const approve = (approver: string, hash: string): Promise<unknown> =>
      stage.app.db.query(
        `INSERT INTO order_approvals VALUES (gen_random_uuid(), $1, $2, $3, 'x', $4, now())`,
        [order.id, proposer, approver, hash],
      );
    await expect(approve(proposer, order.contentHash)).rejects.toThrow('ck_order_approvals_four_eyes');
    await expect(approve('somebody', '0'.repeat(64))).rejects.toThrow('fk_order_approvals');
    await expect(
      stage.app.db.query(`UPDATE orders SET status = 'executing' WHERE id = $1`, [order.id]),
    ).rejects.toThrow('is not approved');
  });

  it('is approved only by the hash of what is stored', async () => {
    const caseId = await caseWith(stage.investigator, ids(2));
    const { body: order } = await draft(stage.investigator, caseId);
    await act(stage.investigator, order.id, 'propose');
    const stale = await act(stage.lead, order.id, 'approve', { contentHash: 'a'.repeat(64) });
    expect([stale.status, stale.body]).toMatchObject([
      409,
      { type: '/problems/order-stale-content', contentHash: order.contentHash },
    ]);
    await stage.app.db.query(
      `UPDATE order_items SET account_id = 'slipped-in' WHERE order_id = $1 AND position = 2`,
      [order.id],
    );
    const altered = await act(stage.lead, order.id, 'approve', { contentHash: order.contentHash });
    expect(altered.body).toMatchObject({ type: '/problems/order-stale-content' });
    expect((await act(stage.lead, order.id, 'reject', { reason: 'Altered' })).body).toMatchObject({
      status: 'rejected',
      allowed: [],
    });
    const after = await act(stage.lead, order.id, 'approve', { contentHash: order.contentHash });
    expect([after.status, after.body]).toMatchObject([
      409,
      { type: '/problems/illegal-transition', from: 'rejected' },
    ]);
  });

  it('is executed once: every account done, and the act told in the case', async () => {
    const order = await approved(stage, ids(700, 'plain'));
    const before = stage.sim.stats();
    expect((await act(stage.investigator, order.id, 'execute')).body.status).toBe('executing');
    expect((await act(stage.investigator, order.id, 'execute')).status).toBe(409);
    const done = await seen(stage.investigator, order.id, isExecuted);
    expect(done).toMatchObject({
      outcome: 'complete',
      counts: { done: 700, pending: 0, claimed: 0, failed: 0, skipped: 0 },
      reasons: {},
    });
    expect(stage.sim.stats().applied.ban - before.applied.ban).toBe(700);
    const events: { action: string }[] = await stage.app.db.query(
      'SELECT action FROM audit_events WHERE subject_id = $1 ORDER BY id',
      [order.id],
    );
    expect(events.map((event) => event.action)).toEqual([
      'order.drafted',
      'order.proposed',
      'order.approved',
      'order.execution_started',
      'order.executed',
    ]);
  });

  it('is undone by an order of its own, which reinstates only what it changed', async () => {
    const first = await approved(stage, ids(40, 'undo'));
    await act(stage.investigator, first.id, 'execute');
    await seen(stage.investigator, first.id, isExecuted);
    const second = await approved(stage, ids(60, 'undo'));
    await act(stage.investigator, second.id, 'execute');
    expect((await seen(stage.investigator, second.id, isExecuted)).reasons).toEqual({ already_so: 40 });
    const { status, body: reversal } = await act(stage.investigator, second.id, 'revert', {
      reason: 'Wrong cluster',
    });
    expect([status, reversal]).toMatchObject([
      201,
      { action: 'reinstate', total: 20, revertsOrderId: second.id, status: 'draft' },
    ]);
    const again = await act(stage.investigator, second.id, 'revert', { reason: 'Again' });
    expect(again.body).toMatchObject({ type: '/problems/order-already-reverted' });
    await act(stage.investigator, reversal.id, 'propose');
    await act(stage.lead, reversal.id, 'approve', { contentHash: reversal.contentHash });
    const before = stage.sim.stats().applied.reinstate;
    await act(stage.lead, reversal.id, 'execute');
    expect(await seen(stage.lead, reversal.id, isExecuted)).toMatchObject({
      outcome: 'complete',
      counts: { done: 20 },
    });
    expect(stage.sim.stats().applied.reinstate - before).toBe(20);
    await stage.app.drain();
  });
});

describe('an order without a platform', () => {
  it('keeps its approval and says what is missing', async () => {
    const app = await startApp({ worker: false });
    const investigator = await app.as('investigator');
    const lead = await app.as('enforcement_lead');
    const { body: order } = await draft(investigator, await caseWith(investigator, ids(1)));
    await act(investigator, order.id, 'propose');
    await act(lead, order.id, 'approve', { contentHash: order.contentHash });
    const refused = await act(lead, order.id, 'execute');
    expect([refused.status, refused.body]).toMatchObject([503, { type: '/problems/order-no-platform' }]);
    expect((await lead.get(`/v1/orders/${order.id}`)).body).toMatchObject({ status: 'approved' });
    await app.stop();
  });
});

describe('an order on a platform that fails, loses answers and limits', () => {
  let calls = 0;
  const FAILING = { faultRate: 0.08, lostAnswerRate: 0.05, seed: 'orders' };
  let stage: Stage;
  beforeAll(async () => {
    stage = await stageWith(
      { ...FAILING, ...standing(150) },
      { env: { PLATFORM_RATE_PER_SECOND: '2000' } },
      () => ++calls > 0,
    );
  });
  afterAll(() => stage.stop());

  it('does every account exactly once, and counts each', async () => {
    const order = await approved(stage, ids(220));
    await act(stage.lead, order.id, 'execute');
    // However slow this machine is, the order has to wait for the platform before it is through.
    await until(() => stage.sim.stats().rateLimited > 0);
    const limiting = stage.sim;
    await stage.replace(FAILING);
    const done = await seen(stage.lead, order.id, isExecuted);
    expect(done).toMatchObject({ outcome: 'complete', counts: { done: 220 } });
    const [before, after] = [limiting.stats(), stage.sim.stats()];
    expect(after).toMatchObject({ applied: { ban: 220 }, doubleApplications: 0, withoutEffect: 0 });
    expect([before.keyConflicts, after.keyConflicts]).toEqual([0, 0]);
    expect(before.injected.lostAnswers + after.injected.lostAnswers).toBeGreaterThan(0);
    const [{ n }]: [{ n: string }] = await stage.app.db.query('SELECT count(*) AS n FROM order_attempts');
    expect(Number(n)).toBe(calls);
  });
});

describe('an order that is stopped', () => {
  const ALL = 400;
  let stage: Stage;
  beforeAll(async () => {
    stage = await stageWith({}, { env: { PLATFORM_RATE_PER_SECOND: '300' } });
  });
  afterAll(() => stage.stop());

  /** An order of 400 accounts that is being executed, has done some and cannot do them all. */
  async function underWay(prefix: string): Promise<OrderView> {
    await stage.replace(standing(150));
    const order = await approved(stage, ids(ALL, prefix));
    await act(stage.lead, order.id, 'execute');
    return seen(stage.lead, order.id, (o) => o.counts['done']! > 0);
  }

  it('sends no more, and goes on where it stood when it is resumed', async () => {
    const order = await underWay('stop');
    expect(order.ratePerSecond).toBeGreaterThanOrEqual(0);
    const stopped = await act(stage.lead, order.id, 'stop', { reason: 'A customer called' });
    expect(stopped.body).toMatchObject({
      status: 'stopped',
      statusReason: 'A customer called',
      allowed: ['executing', 'cancelled'],
    });
    await stage.app.drain();
    // From now on the platform would take them all.
    await stage.replace({});
    const held = stage.sim.stats().applied.ban;
    expect(held).toBeLessThan(ALL);
    await sleep(600);
    expect(stage.sim.stats().applied.ban).toBe(held);
    const still = await seen(stage.lead, order.id);
    expect([still.counts['claimed'], still.counts['done'], sum(still.counts)]).toEqual([0, held, ALL]);
    await act(stage.lead, order.id, 'resume');
    expect(await seen(stage.lead, order.id, isExecuted)).toMatchObject({
      outcome: 'complete',
      counts: { done: ALL },
    });
    expect(stage.sim.stats()).toMatchObject({ applied: { ban: ALL }, doubleApplications: 0 });
  });

  it('is cancelled with a full account of what was done and what was not', async () => {
    const order = await underWay('cancel');
    await act(stage.lead, order.id, 'stop', { reason: 'Wrong' });
    await stage.app.drain();
    const { body } = await act(stage.lead, order.id, 'cancel', { reason: 'Wrong' });
    expect(body).toMatchObject({
      status: 'cancelled',
      outcome: 'partial',
      counts: { pending: 0, claimed: 0 },
    });
    expect(body.counts['done']! + body.counts['skipped']!).toBe(ALL);
  });

  it('is not cancelled under its last calls, and tells what may have been done from what was never sent', async () => {
    const order = await underWay('held');
    await act(stage.lead, order.id, 'stop', { reason: 'Wrong' });
    await stage.app.drain();
    const lease = (seconds: number) =>
      stage.app.db.query(
        `UPDATE orders SET run_id = coalesce(run_id, gen_random_uuid()), run_lease_until = now() + make_interval(secs => $2) WHERE id = $1`,
        [order.id, seconds],
      );
    // What a worker leaves that is killed between a call and its record.
    await lease(60);
    await stage.app.db.query(
      `UPDATE order_items SET state = 'claimed', attempts = 1, claimed_by = gen_random_uuid() WHERE order_id = $1 AND position = $2`,
      [order.id, ALL],
    );
    const early = await act(stage.lead, order.id, 'cancel', { reason: 'Wrong' });
    expect([early.status, early.headers['retry-after']]).toEqual([409, '2']);
    await lease(-1);
    const { body } = await act(stage.lead, order.id, 'cancel', { reason: 'Wrong' });
    expect(body).toMatchObject({
      status: 'cancelled',
      counts: { failed: 1, pending: 0, claimed: 0 },
      reasons: { platform_error: 1 },
    });
    expect(sum(body.counts)).toBe(ALL);
  });

  it('does not start or go on with an account that has been cleared meanwhile', async () => {
    await stage.replace({});
    const accounts = ids(3, 'cleared');
    const order = await approved(stage, accounts);
    const clear = (status: string) =>
      stage.investigator.post(`/v1/cases/${order.caseId}/accounts/verdicts`, {
        status,
        reason: 'A customer of a reseller',
        accountIds: [accounts[1]],
      });
    await clear('cleared');
    expect(await act(stage.lead, order.id, 'execute')).toMatchObject({
      status: 409,
      body: {
        type: '/problems/order-accounts-not-confirmed',
        count: 1,
        accounts: [{ accountId: accounts[1], status: 'cleared' }],
      },
    });
    await clear('confirmed');
    expect((await act(stage.lead, order.id, 'execute')).status).toBe(200);
    expect(await seen(stage.lead, order.id, isExecuted)).toMatchObject({ counts: { done: 3 } });
  });
});

describe('an order that the platform partly refuses', () => {
  it('accounts for what is unknown and protected, tries only what failed again, and stops when it is locked out', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'docket-orders-'));
    const accountsFile = join(dir, 'accounts.csv');
    const known = ids(20).map((id, i) => `${id},${i === 0},${i === 1 ? 'banned' : 'active'}`);
    await writeFile(accountsFile, `account_id,protected,status\n${known.join('\n')}\n`);
    const stage = await stageWith({ accountsFile });
    const order = await approved(stage, ids(22));
    await act(stage.lead, order.id, 'execute');
    const done = await seen(stage.lead, order.id, isExecuted);
    expect(done).toMatchObject({
      outcome: 'partial',
      counts: { done: 19, skipped: 1, failed: 2 },
      reasons: { already_so: 1, protected: 1, unknown_account: 2 },
    });
    const before = stage.sim.stats().calls.ban;
    await act(stage.lead, order.id, 'retry');
    expect(await seen(stage.lead, order.id, isExecuted)).toMatchObject({
      outcome: 'partial',
      counts: { failed: 2, done: 19 },
    });
    expect(stage.sim.stats().calls.ban - before).toBe(2);
    await stage.stop();

    const locked = await stageWith({}, { env: { PLATFORM_TOKEN: 'not-the-token' } });
    const second = await approved(locked, ids(400));
    await act(locked.lead, second.id, 'execute');
    const stopped = await seen(locked.lead, second.id, (o) => o.status === 'stopped');
    expect(stopped).toMatchObject({
      counts: { pending: 400 },
      statusReason: expect.stringContaining('does not let Docket in') as string,
    });
    await locked.stop();
    await rm(dir, { recursive: true });
  });
});

describe('an order whose worker is killed', () => {
  it('is finished by the next worker: nothing lost, nothing done twice', async () => {
    let calls = 0;
    let goOn!: (goOn: boolean) => void;
    const isDead = new Promise<boolean>((resolve) => (goOn = resolve));
    const stage = await stageWith(
      { lostAnswerRate: 0.02 },
      { worker: false, env: { PLATFORM_RATE_PER_SECOND: '600' } },
      () => ++calls <= 500 || isDead,
    );
    const order = await approved(stage, ids(900));
    const first = await workerOf(stage.app);
    await act(stage.lead, order.id, 'execute');
    await seen(stage.lead, order.id, (o) => o.counts['done']! >= 150 && calls > 500);
    first.kill('SIGKILL');
    await once(first, 'exit');
    const dead = await seen(stage.lead, order.id);
    expect(dead).toMatchObject({ status: 'executing' });
    expect(dead.counts['claimed']).toBeGreaterThan(0);
    // What it was sending takes effect, and nobody is there to hear of it.
    goOn(true);
    const second = await workerOf(stage.app);
    const done = await seen(stage.lead, order.id, isExecuted);
    expect(done).toMatchObject({ outcome: 'complete', counts: { done: 900, pending: 0, claimed: 0 } });
    expect(stage.sim.stats()).toMatchObject({
      applied: { ban: 900 },
      doubleApplications: 0,
      keyConflicts: 0,
    });
    second.kill('SIGTERM');
    await once(second, 'exit');
    await stage.stop();
  });
});

/** A worker in a process of its own, from the build. */
async function workerOf(app: TestApp): Promise<ChildProcess> {
  const child = spawn(process.execPath, [entryOf('worker')], {
    env: { PATH: '/usr/bin:/bin', ...app.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout!, 'data');
  return child;
}

describe('an order on accounts that a snapshot knows', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await stageWith({}, { usage: true });
    const uploader = await stage.app.as('investigator');
    const head =
      'account_id,created_at,org_id,org_name,org_seats,contract,protected,email_domain,payment_instrument,declared_country,verification,status';
    const row = (
      id: string,
      org: string,
      seats: string,
      contract: string,
      isProtected: boolean,
      status = 'active',
    ): string =>
      `${id},2026-04-01T00:00:00Z,${org},${org && `${org} Ltd`},${seats},${contract},${isProtected},mail.example,,SG,none,${status}`;
    const rows = [
      ...ids(6, 'lone').map((id) => row(id, '', '', 'self_serve', false)),
      ...ids(5, 'whole').map((id) => row(id, 'org-whole', '5', 'enterprise', false)),
      ...ids(5, 'part').map((id) => row(id, 'org-part', '60', 'enterprise', false)),
      row('banned-1', '', '', 'none', false, 'banned'),
      row('research-1', '', '', 'programme', true),
    ];
    const { body } = await uploader.post<{ id: string }>('/v1/imports', {
      kind: 'accounts',
      fileName: 'accounts.csv',
    });
    await uploader.put(`/v1/imports/${body.id}/content`, [head, ...rows].join('\n') + '\n', {
      'content-type': 'application/octet-stream',
    });
    await stage.app.drain();
    expect((await uploader.get(`/v1/imports/${body.id}`)).body).toMatchObject({ state: 'done', rejected: 0 });
    expect((await uploader.post('/v1/snapshots', {})).status).toBe(201);
  });
  afterAll(() => stage.stop());

  it('shows whom it reaches: organisations whole and in part, contracts, those banned already, those unknown', async () => {
    const accounts = [...ids(6, 'lone'), ...ids(5, 'whole'), ...ids(2, 'part'), 'banned-1', 'nobody-1'];
    const { status, body } = await draft(stage.investigator, await caseWith(stage.investigator, accounts));
    expect(status).toBe(201);
    expect(body.blastRadius.facts).toMatchObject({
      unknown: 1,
      alreadyBanned: 1,
      contracts: { self_serve: 6, enterprise: 7, none: 1 },
      // No usage was imported, and no account has a payment instrument.
      activity: null,
      instruments: { total: 0, shared: 0, accountsOutside: 0 },
    });
    expect(body.blastRadius.facts!.organisations).toEqual({
      touched: 2,
      whole: 1,
      largest: [
        { orgId: 'org-whole', orgName: 'org-whole Ltd', seats: 5, accounts: 5, inOrder: 5, isWhole: true },
        { orgId: 'org-part', orgName: 'org-part Ltd', seats: 60, accounts: 5, inOrder: 2, isWhole: false },
      ],
    });
  });

  it('is refused when one of them is protected, and names it', async () => {
    const caseId = await caseWith(stage.investigator, ['lone-000000', 'research-1']);
    const refused = await draft(stage.investigator, caseId);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { type: '/problems/order-protected-accounts', count: 1, accounts: ['research-1'] },
    ]);
    const [{ n }]: [{ n: string }] = await stage.app.db.query(
      'SELECT count(*) AS n FROM orders WHERE case_id = $1',
      [caseId],
    );
    expect(n).toBe('0');
  });
});
