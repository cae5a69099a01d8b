import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '@app/platform';
import { Standalone } from '../../../standalone/standalone';
import { StandaloneConfig } from '../../../standalone/standalone.config';
import { type Cast, gatherCast } from '../demo/people';
import { StoryState } from '../demo/story-state';

/** An installation of its own, with its people, for one scoring. */
export interface ScoredInstallation {
  cast: Cast;
  stop(): Promise<void>;
}

/** Starts a fresh installation in `dir`; what an earlier one left there is taken away. */
export async function startInstallation(
  dir: string,
  say: (line: string) => void,
): Promise<ScoredInstallation> {
  await rm(dir, { recursive: true, force: true });
  const env = {
    // oxlint-disable-next-line node/no-process-env -- passed on whole to the processes of the installation
    ...process.env,
    DOCKET_DATA_DIR: join(dir, 'installation'),
    PORT: '0',
  };
  const standalone = new Standalone(loadConfig(StandaloneConfig, env), env, say);
  const stop = (): Promise<void> => standalone.stop();
  try {
    const { url, firstAdministratorLink } = await standalone.start();
    const state = await StoryState.open(join(dir, 'state.json'));
    return { cast: await gatherCast(url, firstAdministratorLink, state), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
