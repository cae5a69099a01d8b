import { type Command, InvalidArgumentError } from 'commander';
import { VARIANT_NAMES, type VariantName } from '../generator/variants';
import { progress, say, scaleOf, wholeNumber } from '../terminal';
import type { GivenFiles, ScoreOptions } from './score';

interface Options extends Partial<GivenFiles> {
  scale: number;
  seed: number;
  seedsCount: number;
  variant: VariantName[];
  detection: number;
  dir: string;
  out: string;
  bridge: string[];
  stragglers: string[];
}

/** `docket replay score`: how the method does against the truth. */
export function addScoreCommand(replay: Command): void {
  replay
    .command('score')
    .description('score the method against the truth: of made-up data, or of files of any origin')
    .option('--scale <n>', 'share of the real size', scaleOf, 0.01)
    .option('--seed <n>', 'first seed of the generator', wholeNumber, 45)
    .option('--seeds-count <n>', 'how many seeds, one after the other', wholeNumber, 1)
    .option('--variant <names>', `topologies, by commas: ${VARIANT_NAMES.join(', ')}`, variantsOf, ['june'])
    .option('--detection <share>', "share of each detector's alerts that the case is opened on", scaleOf, 0.2)
    .option('--accounts <file>', 'account file of any origin; with --usage, --truth and --seeds')
    .option('--usage <file>', 'usage file, or a directory of them')
    .option('--truth <file>', 'CSV: account_id,label,cluster,class')
    .option('--seeds <file>', 'CSV with the account_ids that detectors name')
    .option('--bridge <clusters>', 'the two clusters of the truth that are tied', listOf, ['LAB-D', 'HY-01'])
    .option('--stragglers <clusters>', 'names of the truth that are no cluster', listOf, ['SING'])
    .option('--dir <path>', 'where everything is kept', 'var/score')
    .option('--out <file>', 'where the scores go', 'var/score.json')
    .action(async (o: Options) => {
      if (o.bridge.length !== 2) throw new InvalidArgumentError('--bridge takes two clusters');
      const options: ScoreOptions = {
        ...o,
        bridge: [o.bridge[0]!, o.bridge[1]!],
        say,
        progress,
      };
      const files = filesOf(o);
      const { scoreFiles, scoreGenerated } = await import('./score');
      const { tableOfScores } = await import('./table');
      const { accountsFileOf } = await import('./accounts-file');
      const scores = files
        ? await scoreFiles(files, options)
        : await scoreGenerated(
            {
              seeds: Array.from({ length: Math.max(1, o.seedsCount) }, (_, i) => o.seed + i),
              variants: o.variant,
              scale: o.scale,
              detection: o.detection,
            },
            options,
          );
      say(tableOfScores(scores));
      say(`The same as JSON: ${o.out}; account by account, with the reasons: ${accountsFileOf(o.out)}`);
      process.exit(0);
    });
}

/** The four files, or none. @throws InvalidArgumentError when some are missing */
function filesOf({ accounts, usage, truth, seeds }: Options): GivenFiles | undefined {
  if (accounts && usage && truth && seeds) return { accounts, usage, truth, seeds };
  if (accounts ?? usage ?? truth ?? seeds)
    throw new InvalidArgumentError('--accounts, --usage, --truth and --seeds belong together');
  return undefined;
}

/** @throws InvalidArgumentError naming those that there are */
function variantsOf(text: string): VariantName[] {
  return listOf(text).map((name) => {
    const known = VARIANT_NAMES.find((each) => each === name);
    if (!known) throw new InvalidArgumentError(`one or more of ${VARIANT_NAMES.join(', ')}`);
    return known;
  });
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
