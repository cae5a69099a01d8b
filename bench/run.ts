import { benchAlerts } from './alerts.bench';
import { benchConsole } from './console.bench';
import { benchExports } from './exports.bench';
import { benchUsage } from './usage.bench';
import { benchUsageRows } from './usage-rows.bench';

/** The benchmarks by name. */
const BENCHES: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  alerts: benchAlerts,
  console: benchConsole,
  exports: benchExports,
  usage: benchUsage,
  'usage-rows': benchUsageRows,
};

async function main(): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2);
  const bench = BENCHES[name];
  if (!bench)
    throw new Error(`no benchmark is called "${name}"; there are: ${Object.keys(BENCHES).join(', ')}`);
  await bench(args);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
