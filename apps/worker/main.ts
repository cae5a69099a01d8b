import { Logger } from '@nestjs/common';
import { loadConfig } from '@app/platform';
import { UsageEngine } from '@app/usage';
import { InstallationConfig } from '../installation.config';
import { runProcess } from '../process';
import { createWorker } from './create-worker';

runProcess(async () => {
  // oxlint-disable-next-line node/no-process-env -- read here, validated whole, and nowhere else
  const worker = await createWorker(loadConfig(InstallationConfig, process.env));
  void sayIfAway(worker.app.get(UsageEngine));
  return { announce: { working: true }, close: () => worker.close() };
});

/** A worker starts without the usage engine, whose jobs then wait; whoever starts it should know. */
async function sayIfAway(engine: UsageEngine): Promise<void> {
  await engine.version().catch((error: Error) => {
    new Logger('usage').warn(`${error.message} Imports, snapshots, enrichments and claims wait for it.`);
  });
}
