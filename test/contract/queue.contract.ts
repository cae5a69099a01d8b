import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { IsInt, IsString } from 'class-validator';
import { UnrecoverableError } from 'bullmq';
import {
  defineJob,
  type JobHandler,
  JobRunner,
  on,
  openQueueBackend,
  type QueueBackend,
} from '@app/platform';
import { until } from '../support/until';

class NumberedPayload {
  @IsInt() n!: number;
  @IsString() text!: string;
}

const numbered = defineJob({
  queue: 'contract',
  name: 'numbered',
  payload: NumberedPayload,
  options: { backoff: { type: 'fixed', delay: 50 } },
});

const LOCK_MS = 1_500;

/** What Docket asks of a queue, whichever backend `getUrl` names. */
export function queueContract(getUrl: () => string): void {
  let backend: QueueBackend;
  let runner: JobRunner | undefined;

  beforeEach(() => {
    backend = openQueueBackend(getUrl());
  });
  afterEach(async () => {
    await runner?.close();
    runner = undefined;
    await backend.close();
  });

  const run = (...handlers: JobHandler[]): void => {
    runner = new JobRunner(backend, LOCK_MS);
    runner.start(handlers);
  };
  const add = async (payload: object, options: object = {}): Promise<void> => {
    const queue = backend.queue(numbered.queue);
    await queue.add(numbered.name, payload, { ...numbered.options, ...options });
    await queue.close();
  };

  it('does every job that was added, those added before it started too', async () => {
    const seen: number[] = [];
    await add({ n: 1, text: 'before' });
    run(on(numbered, async ({ n }) => void seen.push(n)));
    for (let n = 2; n <= 30; n += 1) await add({ n, text: 'ä 漢 \\ "' });
    await until(() => seen.length === 30);
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
  });

  it('tries again what fails, and stops at what no retry can cure', async () => {
    const tries = new Map<number, number>();
    run(
      on(numbered, async ({ n }) => {
        const count = (tries.get(n) ?? 0) + 1;
        tries.set(n, count);
        if (n === 1 && count < 3) throw new Error('not yet');
        if (n === 2) throw new UnrecoverableError('never');
      }),
    );
    await add({ n: 1, text: '' });
    await add({ n: 2, text: '' });
    await until(() => tries.get(1) === 3 && tries.get(2) === 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(Object.fromEntries(tries)).toEqual({ 1: 3, 2: 1 });
  });

  it('keeps what failed for good, and tries it again with all its attempts when told', async () => {
    let tries = 0;
    run(
      on(numbered, async () => {
        tries += 1;
        if (tries < 3) throw new Error('the platform is away');
      }),
    );
    const queue = backend.queue(numbered.queue);
    const before = (await queue.getJobCounts())['failed'] ?? 0;
    await add({ n: 41, text: '' }, { attempts: 2 });
    const ours = async () =>
      (await queue.getFailed(0, 9)).find(({ data }) => (data as { n: number }).n === 41);
    const failed = await until(ours);
    expect(failed).toMatchObject({
      name: numbered.name,
      attemptsMade: 2,
      failedReason: 'the platform is away',
    });
    expect((await queue.getJobCounts())['failed']).toBe(before + 1);
    const found = await queue.getJob(failed.id!);
    expect(await found!.isFailed()).toBe(true);
    await found!.retry('failed', { resetAttemptsMade: true });
    await until(() => tries === 3);
    await until(async () => (await queue.getJobCounts())['failed'] === before);
    await queue.close();
  });

  it('refuses a payload of the wrong shape without calling the handler', async () => {
    const seen: number[] = [];
    run(on(numbered, async ({ n }) => void seen.push(n)));
    await add({ n: 'one', text: '' });
    await add({ n: 2, text: '', extra: true });
    await add({ n: 3, text: '' });
    await until(() => seen.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(seen).toEqual([3]);
  });

  it('takes a job id once, so that the relay may add it again after a crash', async () => {
    const seen: number[] = [];
    await add({ n: 7, text: '' }, { jobId: 'outbox-7' });
    await add({ n: 7, text: '' }, { jobId: 'outbox-7' });
    run(on(numbered, async ({ n }) => void seen.push(n)));
    await until(() => seen.length > 0);
    await add({ n: 7, text: '' }, { jobId: 'outbox-7' });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(seen).toEqual([7]);
  });

  it('keeps a delayed job until its time', async () => {
    let doneAt = 0;
    run(on(numbered, async () => void (doneAt = Date.now())));
    const addedAt = Date.now();
    await add({ n: 1, text: '' }, { delay: 700 });
    await until(() => doneAt > 0);
    expect(doneAt - addedAt).toBeGreaterThanOrEqual(650);
  });

  it('runs as many at once as the handler says, and no more', async () => {
    const running = new Set<() => void>();
    let most = 0;
    let done = 0;
    const held = async (): Promise<void> => {
      await new Promise<void>((end) => {
        running.add(end);
        most = Math.max(most, running.size);
      });
      done += 1;
    };
    run(on(numbered, held, 3));
    for (let n = 0; n < 12; n += 1) await add({ n, text: '' });
    // None ends before as many run as may; a fourth would come while they are held.
    for (let ended = 0; ended < 12; ended += 3) {
      await until(() => running.size >= 3);
      await new Promise((resolve) => setTimeout(resolve, 60));
      const ends = [...running];
      running.clear();
      for (const end of ends) end();
    }
    await until(() => done === 12);
    expect(most).toBe(3);
  });

  it('gives the job of a worker that was killed to another', async () => {
    const child = await hangingWorker(getUrl());
    // Listened for before the job is there: on a busy machine the worker may have it before `add` is back.
    const taken = once(child.stdout!, 'data');
    await add({ n: 99, text: '' });
    await taken;
    child.kill('SIGKILL');
    const seen: number[] = [];
    run(on(numbered, async ({ n }) => void seen.push(n)));
    await until(() => seen.length === 1);
    expect(seen).toEqual([99]);
  });
}

/** A worker in a process of its own that takes a job, says so, and never ends it. */
async function hangingWorker(url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(__dirname, '../support/hanging-worker.cjs'), url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}
