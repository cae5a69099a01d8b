import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generateOnce } from '../demo/generated';
import { claimDirectory } from '../demo/one-at-a-time';
import type { VariantName } from '../generator/variants';
import { accountsFileOf, csvOfAccounts, type JudgedAccount, judgedAccounts } from './accounts-file';
import { exchangesByAccount } from './exchanges';
import { startInstallation } from './installation';
import { judge, type Looking, type Score } from './judge';
import { lookAt } from './look';
import { filesAt, readSeeds, readTruthOf, seedsOfAlerts } from './truth';

/** Where the score keeps its things and whom it tells. */
export interface ScoreOptions {
  /** Directory of the installations and of generated data. */
  dir: string;
  /** The file that the scores are written to; the accounts go beside it, see `accountsFileOf`. */
  out: string;
  /** The two clusters of the truth between which there is a bridge. */
  bridge: readonly [string, string];
  /** Names of the truth for stragglers that are no cluster. */
  stragglers: readonly string[];
  say(line: string): void;
  progress(line: string): void;
}

/** Made-up data that is to be scored. */
export interface Generated {
  seeds: readonly number[];
  variants: readonly VariantName[];
  scale: number;
  /** Share of each detector's alerts that the case is opened on. */
  detection: number;
}

/** Files of any origin that are to be scored. */
export interface GivenFiles {
  accounts: string;
  usage: string;
  truth: string;
  seeds: string;
}

/** Scores the method on made-up data, each seed and variant in an installation of its own. */
export async function scoreGenerated(data: Generated, options: ScoreOptions): Promise<Score[]> {
  const release = await claimDirectory(options.dir);
  try {
    const scored: Scored[] = [];
    for (const variant of data.variants) {
      for (const seed of data.seeds) {
        options.say(`Generating ${variant}, seed ${seed} at scale ${data.scale} …`);
        const name = `${variant}-${seed}-${data.scale}`;
        const [dataDir, truthDir] = [join(options.dir, `data-${name}`), join(options.dir, `truth-${name}`)];
        await generateOnce(dataDir, truthDir, seed, data.scale, options.progress, variant);
        const usage = await filesAt(join(dataDir, 'usage'));
        scored.push(
          await scoreOnce(
            { accounts: join(dataDir, 'accounts.csv'), usage },
            {
              seed,
              variant,
              scale: data.scale,
              seeds: await seedsOfAlerts(join(dataDir, 'alerts'), data.detection),
              truth: await readTruthOf(join(truthDir, 'accounts.csv')),
              exchanges: await exchangesByAccount(usage),
              bridge: options.bridge,
              stragglers: options.stragglers,
            },
            options,
          ),
        );
        await keep(scored, options.out);
      }
    }
    return scored.map(({ score }) => score);
  } finally {
    await release();
  }
}

/** Scores the method on files of any origin. */
export async function scoreFiles(files: GivenFiles, options: ScoreOptions): Promise<Score[]> {
  const release = await claimDirectory(options.dir);
  try {
    const usage = await filesAt(files.usage);
    const looking: Looking = {
      seed: null,
      variant: 'files',
      scale: null,
      seeds: await readSeeds(files.seeds),
      truth: await readTruthOf(files.truth),
      exchanges: await exchangesByAccount(usage),
      bridge: options.bridge,
      stragglers: options.stragglers,
    };
    const scored = await scoreOnce({ accounts: files.accounts, usage }, looking, options);
    await keep([scored], options.out);
    return [scored.score];
  } finally {
    await release();
  }
}

/** One run: how the method did, and with whom. */
interface Scored {
  score: Score;
  accounts: JudgedAccount[];
}

async function scoreOnce(
  files: { accounts: string; usage: readonly string[] },
  looking: Looking,
  { dir, say, progress }: ScoreOptions,
): Promise<Scored> {
  say(`Starting an installation for ${looking.seeds.length} named accounts …`);
  const installation = await startInstallation(join(dir, 'run'), say);
  try {
    const looked = await lookAt(installation.cast, { ...files, seeds: looking.seeds }, { say, progress });
    return { score: judge(looking, looked), accounts: judgedAccounts(looking, looked) };
  } finally {
    await installation.stop();
  }
}

/** Scores as JSON, of which one run is an object and several are a list; beside them the accounts of all as CSV. */
async function keep(scored: readonly Scored[], out: string): Promise<void> {
  const scores = scored.map(({ score }) => score);
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, `${JSON.stringify(scores.length === 1 ? scores[0] : scores, null, 2)}\n`);
  await writeFile(accountsFileOf(out), csvOfAccounts(scored.flatMap(({ accounts }) => accounts)));
}
