import { loadConfig } from '@app/platform';
import { startStandalone } from './standalone';
import { StandaloneConfig } from './standalone.config';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- read here, validated whole, and passed on
  const env = process.env;
  const config = loadConfig(StandaloneConfig, env);
  let stop: (() => Promise<void>) | undefined;
  let isStopping = false;
  const onSignal = (): void => {
    if (isStopping) return;
    isStopping = true;
    say('Stopping …');
    void (stop?.() ?? Promise.resolve()).then(() => process.exit(0));
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);

  say(`Starting Docket in ${config.DOCKET_DATA_DIR} …`);
  const standalone = await startStandalone(config, env, say);
  stop = () => standalone.stop();
  if (isStopping) return void standalone.stop().then(() => process.exit(0));
  say(`Docket listens on ${standalone.url} (API browser: ${standalone.url}/docs)`);
  if (standalone.firstAdministratorLink)
    say(`First administrator, one-time link: ${standalone.firstAdministratorLink}`);
  say('Stop with Ctrl-C.');
}

main().catch((error: unknown) => {
  process.stderr.write(`Docket did not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
