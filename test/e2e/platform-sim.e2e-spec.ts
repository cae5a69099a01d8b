import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { PlatformSimOptions } from '../../apps/platform-sim/options';
import { startPlatformSim, type RunningPlatformSim } from '../../apps/platform-sim/platform-sim';
import { entryOf } from '../support/entry';

const token = 'token-of-the-tests';

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

let scratch: string;
let sims: RunningPlatformSim[] = [];

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'docket-platform-'));
});

afterEach(async () => {
  await Promise.all(sims.map((sim) => sim.stop()));
  sims = [];
  await rm(scratch, { recursive: true, force: true });
});

describe('the stand-in for the account platform', () => {
  it('bans and reinstates, and shows the account as it is', async () => {
    const sim = await start();
    const banned = await post(sim, 'a-1', 'ban', 'key-1');
    expect(banned).toMatchObject({ status: 200, body: { accountId: 'a-1', status: 'banned' } });
    expect((await get(sim, '/v1/accounts/a-1')).body).toEqual(banned.body);
    expect((await post(sim, 'a-1', 'reinstate', 'key-2')).body).toMatchObject({ status: 'active' });
    expect(sim.stats()).toMatchObject({
      calls: { ban: 1, reinstate: 1, account: 1 },
      applied: { ban: 1, reinstate: 1 },
      distinctBans: 1,
    });
  });

  it('replays the first answer to a repeat, and applies it once', async () => {
    const sim = await start();
    const first = await post(sim, 'a-1', 'ban', 'key-1');
    const repeats = await Promise.all([post(sim, 'a-1', 'ban', 'key-1'), post(sim, 'a-1', 'ban', 'key-1')]);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    for (const repeat of repeats) {
      expect(repeat.body).toEqual(first.body);
      expect(repeat.headers.get('idempotency-replayed')).toBe('true');
    }
    expect(sim.stats()).toMatchObject({
      applied: { ban: 1 },
      replayed: 2,
      withoutEffect: 0,
      doubleApplications: 0,
    });
  });

  it('refuses a key that belongs to another request', async () => {
    const sim = await start();
    await post(sim, 'a-1', 'ban', 'key-1');
    for (const other of [post(sim, 'a-2', 'ban', 'key-1'), post(sim, 'a-1', 'reinstate', 'key-1')]) {
      await expect(other).resolves.toMatchObject({
        status: 422,
        body: { title: expect.stringContaining('another request') },
      });
    }
    expect((await get(sim, '/v1/accounts/a-2')).body).toMatchObject({ status: 'active' });
    expect(sim.stats().keyConflicts).toBe(2);
  });

  it('counts the caller that repeats itself under a new key', async () => {
    const sim = await start();
    await post(sim, 'a-1', 'ban', 'key-1', 'order-1');
    await post(sim, 'a-1', 'ban', 'key-2', 'order-2');
    expect(sim.stats()).toMatchObject({ withoutEffect: 1, doubleApplications: 0 });
    await post(sim, 'a-1', 'ban', 'key-3', 'order-1');
    expect(sim.stats()).toMatchObject({ withoutEffect: 2, doubleApplications: 1, applied: { ban: 1 } });
  });

  it('knows the accounts of its file, and refuses to ban the protected', async () => {
    const accountsFile = join(scratch, 'accounts.csv');
    writeFileSync(
      accountsFile,
      'account_id,protected,status\na-1,false,active\na-2,true,active\na-3,false,banned\n',
    );
    const sim = await start({ accountsFile });
    expect(await post(sim, 'a-2', 'ban', 'key-2')).toMatchObject({
      status: 409,
      body: { reason: 'protected' },
    });
    expect(await post(sim, 'a-9', 'ban', 'key-9')).toMatchObject({ status: 404, body: { accountId: 'a-9' } });
    expect((await post(sim, 'a-9', 'ban', 'key-9')).headers.get('content-type')).toBe(
      'application/problem+json',
    );
    await post(sim, 'a-1', 'ban', 'key-1');
    const page = await get(sim, '/v1/accounts?status=banned&limit=1');
    expect(page.body).toMatchObject({ count: 2, items: [{ accountId: 'a-1' }], next: 'a-1' });
    const rest = await get(sim, '/v1/accounts?status=banned&limit=1&after=a-1');
    expect(rest.body).toMatchObject({ count: 2, items: [{ accountId: 'a-3', changedAt: null }], next: null });
  });

  it.each(['a-1,maybe,active', 'a-1,true,frozen', ',true,active'])(
    'does not start on a file with the record %s',
    async (record) => {
      const accountsFile = join(scratch, 'accounts.csv');
      writeFileSync(accountsFile, `account_id,protected,status\n${record}\n`);
      await expect(start({ accountsFile })).rejects.toThrow(/record 1 needs/);
    },
  );

  it('answers 429 with Retry-After past its limit, and does nothing', async () => {
    const sim = await start({ ratePerSecond: 1, burst: 2 });
    const replies = [];
    for (const id of ['a-1', 'a-2', 'a-3']) replies.push(await post(sim, id, 'ban', id));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(replies[2]!.headers.get('retry-after')).toBe('1');
    expect(sim.stats()).toMatchObject({ rateLimited: 1, applied: { ban: 2 } });
  });

  it.each([
    ['no token', { Authorization: '' }, {}, 401],
    ['no key', { 'Idempotency-Key': '' }, {}, 400],
    ['no reason', {}, { reason: undefined }, 400],
    ['no reference', {}, { reference: 7 }, 400],
    ['a body without end', {}, { reason: 'x'.repeat(20_000) }, 413],
  ])('refuses a call with %s', async (_, headers, body, status) => {
    const sim = await start();
    const reply = await fetch(`${sim.url}/v1/accounts/a-1/ban`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': 'key', ...headers },
      body: JSON.stringify({ reason: 'fraud', reference: 'order-1', ...body }),
    });
    expect(reply.status).toBe(status);
    expect(sim.stats().applied.ban).toBe(0);
  });

  it('fails the same calls for the same seed, and none of them takes effect', async () => {
    const run = async (seed: string): Promise<string> => {
      const sim = await start({ seed, faultRate: 0.3 });
      const replies = await Promise.all(ids(200).map((id) => post(sim, id, 'ban', id)));
      const failed = replies.filter(({ status }) => status >= 500).length;
      expect(failed).toBeGreaterThan(30);
      expect(sim.stats()).toMatchObject({
        injected: { faults: failed, lostAnswers: 0 },
        applied: { ban: 200 - failed },
      });
      return replies.map(({ status }) => status).join();
    };
    const first = await run('7');
    expect(await run('7')).toBe(first);
    expect(await run('8')).not.toBe(first);
  });

  it('loses answers after the call took effect, and applies none twice when callers try again', async () => {
    const sim = await start({ lostAnswerRate: 0.4, faultRate: 0.1 });
    let tries = 0;
    for (let left = ids(200); left.length > 0;) {
      tries += 1;
      expect(tries).toBeLessThan(50);
      const replies = await Promise.all(
        left.map((id) => post(sim, id, 'ban', id).catch(() => ({ status: 0 }))),
      );
      if (tries === 1) {
        expect(replies.filter(({ status }) => status === 0).length).toBeGreaterThan(10); // the connection was cut
        expect(sim.stats().applied.ban).toBeGreaterThan(
          replies.filter(({ status }) => status === 200).length,
        );
      }
      left = left.filter((_, index) => replies[index]!.status !== 200);
    }
    expect(sim.stats()).toMatchObject({
      applied: { ban: 200 },
      distinctBans: 200,
      doubleApplications: 0,
      withoutEffect: 0,
    });
  });

  it('remembers accounts and keys over a restart, also one in the middle of a line', async () => {
    const stateFile = join(scratch, 'journal.ndjson');
    const before = await start({ stateFile });
    const first = await post(before, 'a-1', 'ban', 'key-1');
    await post(before, 'a-2', 'ban', 'key-2');
    await before.stop();
    appendFileSync(stateFile, '{"key":"key-3","finger');

    const after = await start({ stateFile });

    const repeat = await post(after, 'a-1', 'ban', 'key-1');
    expect(repeat.body).toEqual(first.body);
    expect(repeat.headers.get('idempotency-replayed')).toBe('true');
    expect((await post(after, 'a-3', 'ban', 'key-3')).status).toBe(200);
    expect(after.stats()).toMatchObject({ applied: { ban: 3 }, distinctBans: 3, doubleApplications: 0 });
    await after.stop();
    expect(
      readFileSync(stateFile, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).key),
    ).toEqual(['key-1', 'key-2', 'key-3']);
  });
});

describe('as a process', () => {
  const children: ChildProcess[] = [];

  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  it('says where it listens, keeps what it answered over a kill, and ends on SIGTERM', async () => {
    const env = {
      PLATFORM_SIM_TOKEN: token,
      PLATFORM_SIM_STATE: join(scratch, 'journal.ndjson'),
      PLATFORM_SIM_LATENCY_MS: '0',
    };
    const first = await run(env);
    await Promise.all(ids(50).map((id) => post(first, id, 'ban', id)));
    expect(await end(first.child, 'SIGKILL')).toBeNull();

    const second = await run(env);
    expect((await get(second, '/v1/stats')).body).toMatchObject({ distinctBans: 50, doubleApplications: 0 });
    expect(await end(second.child, 'SIGTERM')).toBe(0);
  });

  it('names every variable that is wrong', async () => {
    await expect(run({ PLATFORM_SIM_FAULT_RATE: '2' })).rejects.toThrow(
      /PLATFORM_SIM_TOKEN[^]*PLATFORM_SIM_FAULT_RATE/,
    );
  });

  async function run(env: Record<string, string>): Promise<{ url: string; child: ChildProcess }> {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', entryOf('platform-sim')],
      {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    children.push(child);
    let errors = '';
    child.stderr.on('data', (text) => (errors += String(text)));
    return new Promise((done, failed) => {
      createInterface({ input: child.stdout }).once('line', (line) =>
        done({ url: (JSON.parse(line) as { listening: string }).listening, child }),
      );
      child.once('close', () => failed(new Error(errors)));
    });
  }

  function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
    const code = new Promise<number | null>((done) => child.once('exit', done));
    child.kill(signal);
    return code;
  }
});

async function start(options: Partial<PlatformSimOptions> = {}): Promise<RunningPlatformSim> {
  const sim = await startPlatformSim({ token, latencyMs: 1, ...options });
  sims.push(sim);
  return sim;
}

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `a-${index}`);
}

async function post(
  { url }: { url: string },
  accountId: string,
  kind: 'ban' | 'reinstate',
  key: string,
  reference = 'order-1',
): Promise<Reply> {
  return reply(
    await fetch(`${url}/v1/accounts/${accountId}/${kind}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Idempotency-Key': key,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ reason: 'fraud', reference }),
    }),
  );
}

async function get({ url }: { url: string }, path: string): Promise<Reply> {
  return reply(await fetch(`${url}${path}`, { headers: { Authorization: `Bearer ${token}` } }));
}

async function reply(response: Response): Promise<Reply> {
  return {
    status: response.status,
    body: (await response.json()) as Reply['body'],
    headers: response.headers,
  };
}
