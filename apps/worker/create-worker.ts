import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { assertComplete, JobRunner, openQueueBackend, OutboxRelay } from '@app/platform';
import { AccessHousekeeping } from '@app/access';
import { AuditSealer } from '@app/audit';
import { UsageHousekeeping } from '@app/usage';
import type { InstallationConfig } from '../installation.config';
import { processLogger } from '../logger';
import { InstallationModule } from '../installation.module';
import { WORKERS } from '../rooms';

/** A running worker: job handlers, outbox relay, audit sealer and housekeeping. */
export interface RunningWorkerProcess {
  app: INestApplicationContext;
  /** Lets running jobs end, then closes everything in order. */
  close(): Promise<void>;
}

/** Starts a worker in this process. @throws Error when a job has no handler or two */
export async function createWorker(config: InstallationConfig): Promise<RunningWorkerProcess> {
  const app = await NestFactory.createApplicationContext(
    InstallationModule.forRoot(config, 'docket-worker'),
    { logger: processLogger(), abortOnError: false },
  );
  const handlers = WORKERS.flatMap((worker) => app.get(worker).handlers);
  assertComplete(handlers);
  const backend = openQueueBackend(config.QUEUE_URL ?? config.DATABASE_URL);
  const db = app.get(DataSource);
  const relay = new OutboxRelay(db, backend);
  const sealer = new AuditSealer(db);
  // What a job leaves to be done next goes on at once.
  const runner = new JobRunner(backend, config.JOB_LOCK_MS, () => relay.wake());
  relay.start();
  sealer.start();
  const housekeeping = [app.get(AccessHousekeeping), app.get(UsageHousekeeping)];
  for (const one of housekeeping) one.start();
  runner.start(handlers);
  return {
    app,
    async close() {
      await relay.stop();
      await runner.close();
      await sealer.stop();
      for (const one of housekeeping) await one.stop();
      await backend.close();
      await app.close();
    },
  };
}
