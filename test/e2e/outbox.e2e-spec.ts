import { OutboxMessage, OutboxRelay, type QueueBackend } from '@app/platform';
import { startApp, type TestApp } from '../support/app';

describe('the outbox', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ worker: false });
  });
  afterAll(() => app.stop());

  /** A queue that remembers what it was given, as Redis does beside a database that is restored. */
  function remembering(): { backend: QueueBackend; ids: string[] } {
    const ids: string[] = [];
    const queue = {
      add: (_name: string, _data: object, options: { jobId?: string }) =>
        Promise.resolve(ids.push(options.jobId!)),
      getJobCounts: () => Promise.resolve({}),
      close: () => Promise.resolve(),
    };
    const backend = { kind: 'redis', queue: () => queue, close: () => Promise.resolve() };
    return { backend: backend as unknown as QueueBackend, ids };
  }

  const decide = (): Promise<unknown> =>
    app.db.manager.insert(OutboxMessage, { queue: 'q', name: 'n', payload: {}, options: {} });

  it('gives no job the id of another, also when the database counts from an earlier number again', async () => {
    const { backend, ids } = remembering();
    const relay = new OutboxRelay(app.db, backend);
    await app.db.query('TRUNCATE outbox_messages RESTART IDENTITY');
    await decide();
    await relay.relay();
    await app.db.query('TRUNCATE outbox_messages RESTART IDENTITY');
    await decide();
    await relay.relay();
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
  });

  it('gives a job that it could not take off the same id again', async () => {
    const { backend, ids } = remembering();
    const relay = new OutboxRelay(app.db, backend);
    await decide();
    const [message] = await app.db.manager.find(OutboxMessage);
    await relay.relay();
    // The process died between the queue and the commit: the message is still there.
    const { id: _, ...again } = message!;
    await app.db.manager.insert(OutboxMessage, again);
    await relay.relay();
    expect(ids[0]).toBe(ids[1]);
  });
});
