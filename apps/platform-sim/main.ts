import 'reflect-metadata';
import { platformSimOptions } from './platform-sim.config';
import { startPlatformSim } from './platform-sim';

async function main(): Promise<void> {
  const platform = await startPlatformSim(platformSimOptions());
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void platform.stop());
  process.stdout.write(`${JSON.stringify({ listening: platform.url })}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
