import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadConfig } from '@app/platform';
import { SupervisedProcess } from '../../../standalone/supervised-process';
import { freePort } from '../../../standalone/postgres/free-port';
import { Standalone } from '../../../standalone/standalone';
import { StandaloneConfig } from '../../../standalone/standalone.config';
import { Chaos } from './chaos';
import { generateOnce, readTruth } from './generated';
import { claimDirectory } from './one-at-a-time';
import { PeakMemory } from './peak-memory';
import { gatherCast, visitorLink } from './people';
import type { Figures, Report } from './report';
import { STEPS } from './steps';
import { secondsSince, type Story } from './story';
import { StoryState } from './story-state';

/** How the story is to be played. */
export interface DemoOptions {
  scale: number;
  seed: number;
  /** Directory of everything that the demo keeps; the report is `report.json` in it. */
  dir: string;
  /** Port of the api; 0 takes a free one. Unless said 3000, or a free one where that is taken. */
  port?: number;
  /** `auto` goes on with a run that was cut off and starts afresh after a finished one. */
  start: 'auto' | 'fresh' | 'resume';
  /** Kills worker and PostgreSQL in the middle of steps. */
  chaos: boolean;
  say(line: string): void;
  progress(line: string): void;
  /** Called as soon as there is something to stop. */
  onStarted(running: { stop(): Promise<void> }): void;
}

/** A story played to its end; the application still runs. */
export interface PlayedDemo {
  report: Report;
  /** Where the api listens. */
  url: string;
  /** Makes a link that opens the case in the console. */
  visitorLink(): Promise<string>;
  stop(): Promise<void>;
}

/** Faults of the account platform in the story: what a platform under load does. */
const PLATFORM_FAULTS = { PLATFORM_SIM_FAULT_RATE: '0.01', PLATFORM_SIM_LOST_ANSWER_RATE: '0.005' };
const LETTERHEAD = {
  LETTERHEAD_NAME: 'Example AI Lab',
  LETTERHEAD_ADDRESS: '100 Example Street|San Francisco, CA 94105',
  LETTERHEAD_CONTACT: 'Public Policy, policy@lab.example',
};
const PLATFORM_TOKEN = 'the-platforms-own-token';

/** Plays the June case from the detectors' first alerts to the dispatched letter, as its users would, over HTTP alone. */
export async function playDemo(options: DemoOptions): Promise<PlayedDemo> {
  const { say, progress, scale, seed } = options;
  const generatedDir = join(options.dir, `data-${seed}-${scale}`);
  const truthDir = join(options.dir, `truth-${seed}-${scale}`);
  const runDir = join(options.dir, `run-${scale}`);
  // Absolute: the report names the letter's files for whoever reads it from elsewhere.
  const dispatchDir = resolve(runDir, 'dispatched');
  const release = await claimDirectory(options.dir);
  const state = await openState(runDir, options);
  const started = performance.now();
  say(`Generating the case at scale ${scale} (seed ${seed}) …`);
  await generateOnce(generatedDir, truthDir, seed, scale, progress);
  settle(state, 'generate', started);

  const startedAt = performance.now();
  say('Starting PostgreSQL, usage engine, api, worker and a stand-in for the account platform …');
  const platform = platformSim(runDir, generatedDir, say);
  options.onStarted(platform);
  const { listening } = await platform.start();
  const env = {
    ...ownEnvironment(),
    DOCKET_DATA_DIR: join(runDir, 'installation'),
    PORT: String(options.port ?? (await freePort('127.0.0.1', 3000, 'PORT').catch(() => 0))),
    PLATFORM_URL: String(listening),
    PLATFORM_TOKEN,
    DISPATCH_DIR: dispatchDir,
    ...LETTERHEAD,
  };
  const standalone = new Standalone(loadConfig(StandaloneConfig, env), env, say);
  const stop = async (): Promise<void> => {
    await standalone.stop();
    await platform.stop();
    await release();
  };
  options.onStarted({ stop });
  const { url, firstAdministratorLink } = await standalone.start().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const pids = (): Record<string, number> => ({
    ...standalone.pids(),
    'platform-sim': platform.pid ?? 0,
    replay: process.pid,
  });
  const memory = new PeakMemory(pids);
  try {
    const cast = await gatherCast(url, firstAdministratorLink, state);
    settle(state, 'start', startedAt);
    const papersDir = join(runDir, 'papers');
    await mkdir(papersDir, { recursive: true });
    const story: Story = {
      scale,
      generatedDir,
      papersDir,
      dispatchDir,
      cast,
      state,
      chaos: new Chaos(options.chaos, pids, say),
      say,
      progress,
    };
    for (const step of STEPS) {
      if (state.has(step.name)) {
        say(`${step.name}: done before`);
        continue;
      }
      say(`${step.name} …`);
      const stepStart = performance.now();
      await step.play(story);
      settle(state, step.name, stepStart);
      await state.save();
    }
    const report = await compose(state, truthDir, await memory.stop());
    await writeFile(join(options.dir, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
    state.isFinished = true;
    await state.save();
    return { report, url, visitorLink: () => visitorLink(url, cast.administrator, state.caseId!), stop };
  } catch (error) {
    await memory.stop();
    await stop();
    throw error;
  }
}

async function openState(runDir: string, { start, seed, scale, say }: DemoOptions): Promise<StoryState> {
  const file = join(runDir, 'state.json');
  const left = await StoryState.open(file);
  const isOther = left.scale !== scale || left.seed !== seed;
  const isFresh = start === 'fresh' || (start === 'auto' && (left.isFinished || isOther));
  if (!isFresh) {
    if (left.steps.length > 0)
      say(`Going on with the run that was cut off after "${left.steps.at(-1)!.name}" (--fresh starts anew).`);
    return left;
  }
  await rm(runDir, { recursive: true, force: true });
  const state = await StoryState.open(file);
  Object.assign(state, { seed, scale });
  await state.save();
  return state;
}

/** Adds to the time of a step that is played in several runs. */
function settle(state: StoryState, name: string, start: number): void {
  const seconds = secondsSince(start);
  const known = state.steps.find((step) => step.name === name);
  if (known) known.seconds += seconds;
  else state.steps.push({ name, seconds });
}

function platformSim(runDir: string, generatedDir: string, log: (line: string) => void): SupervisedProcess {
  return new SupervisedProcess({
    name: 'platform-sim',
    entry: join(__dirname, '../../../platform-sim/main.js'),
    env: {
      ...ownEnvironment(),
      ...PLATFORM_FAULTS,
      PLATFORM_SIM_PORT: '0',
      PLATFORM_SIM_TOKEN: PLATFORM_TOKEN,
      PLATFORM_SIM_ACCOUNTS: join(generatedDir, 'accounts.csv'),
      PLATFORM_SIM_STATE: join(runDir, 'platform-journal'),
    },
    portSetting: 'PLATFORM_SIM_PORT',
    log,
  });
}

async function compose(
  state: StoryState,
  truthDir: string,
  peakMemoryMiB: Record<string, number>,
): Promise<Report> {
  return {
    scale: state.scale,
    seed: state.seed,
    steps: state.steps,
    figures: state.figures as Figures,
    truth: await readTruth(truthDir),
    alerts: state.alerts,
    ...(state.results as Pick<Report, 'imports' | 'order' | 'letter' | 'audit'>),
    peakMemoryMiB,
  };
}

function ownEnvironment(): NodeJS.ProcessEnv {
  // oxlint-disable-next-line node/no-process-env -- passed on whole to the processes of the installation
  return process.env;
}
