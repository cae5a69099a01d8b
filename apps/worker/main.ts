import { loadConfig } from '@app/platform';
import { InstallationConfig } from '../installation.config';
import { runProcess } from '../process';
import { createWorker } from './create-worker';

runProcess(async () => {
  // oxlint-disable-next-line node/no-process-env -- read here, validated whole, and nowhere else
  const worker = await createWorker(loadConfig(InstallationConfig, process.env));
  return { announce: { working: true }, close: () => worker.close() };
});
