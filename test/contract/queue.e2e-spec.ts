import { createMigratedDatabase } from '../support/template';
import { noRedis, startRedis } from '../support/redis';
import { queueContract } from './queue.contract';

describe('the queue on PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof createMigratedDatabase>>;
  beforeEach(async () => {
    database = await createMigratedDatabase();
  });
  afterEach(() => database.drop());
  // A suite of its own inside: its hooks close what uses the database before it is dropped.
  describe('keeps the contract', () => queueContract(() => database.url));
});

if (noRedis) process.stdout.write(`Queue contract on Redis skipped: ${noRedis}\n`);
(noRedis ? describe.skip : describe)(`the queue on Redis${noRedis ? `: ${noRedis}` : ''}`, () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeEach(async () => {
    redis = await startRedis();
  });
  afterEach(() => redis.stop());
  describe('keeps the contract', () => queueContract(() => redis.url));
});
