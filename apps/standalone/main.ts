// By its own path: the room's door would bring the whole framework.
import { loadConfig } from '../../libs/platform/config/load-config';
import { HopelessStartError } from '../process';
import { Standalone } from './standalone';
import { StandaloneConfig } from './standalone.config';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

function fail(what: string, error: unknown): never {
  process.stderr.write(`${what}: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof HopelessStartError ? HopelessStartError.exitCode : 1);
}

async function main(): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- read here, validated whole, and passed on
  const env = process.env;
  const config = loadConfig(StandaloneConfig, env);
  const standalone = new Standalone(config, env, say);
  let isStopping = false;
  const onSignal = (): void => {
    if (isStopping) return;
    isStopping = true;
    say('Stopping …');
    standalone.stop().then(
      () => process.exit(0),
      (error: unknown) => fail('Docket did not stop', error),
    );
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);

  say(`Starting Docket in ${config.DOCKET_DATA_DIR} …`);
  const started = await standalone.start().catch((error: unknown) => {
    // A start that was cut short by a signal is no failure; the stopping goes on.
    if (!isStopping) fail('Docket did not start', error);
  });
  if (!started || isStopping) return;
  say(`Docket listens on ${started.url} (API browser: ${started.url}/docs)`);
  if (started.firstAdministratorLink)
    say(`First administrator, one-time link: ${started.firstAdministratorLink}`);
  say('Stop with Ctrl-C.');
}

main().catch((error: unknown) => fail('Docket did not start', error));
