import { loadConfig } from '@app/platform';
import { InstallationConfig } from '../installation.config';
import { createWorker } from './create-worker';

async function main(): Promise<void> {
  const worker = await createWorker(loadConfig(InstallationConfig, process.env));
  process.stdout.write(`${JSON.stringify({ working: true })}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void worker.close().then(() => process.exit(0)));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
