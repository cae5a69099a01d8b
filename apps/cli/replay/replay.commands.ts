import { Command, Option } from 'commander';
import { VARIANT_NAMES, type VariantName } from './generator/variants';
import { addScoreCommand } from './score/score.command';
import { progress, say, scaleOf, wholeNumber } from './terminal';

const DEFAULT_SEED = 45;

/** `docket replay …`: the June 2026 case, made up to its published figures, and played. */
export function addReplayCommands(program: Command): void {
  const replay = program.command('replay').description('the June 2026 case as synthetic data, and its story');
  replay
    .command('demo')
    .description('play the case from the first alert to the dispatched letter, over HTTP, as its users would')
    .option('--scale <n>', 'share of the real size: 0.001, 0.01, 0.1 or 1', scaleOf, 0.01)
    .option('--seed <n>', 'seed of the generator', wholeNumber, DEFAULT_SEED)
    .option('--dir <path>', 'where everything is kept', 'var/demo')
    .option('--port <n>', 'port of the api; 3000 unless said, or a free one where that is taken', wholeNumber)
    .option('--exit', 'stop the application at the end instead of leaving it for a look', false)
    .option('--chaos', 'kill worker and PostgreSQL in the middle of steps', false)
    .addOption(new Option('--fresh', 'forget what an earlier run left').conflicts('resume'))
    .option('--resume', 'go on with an earlier run, finished or not')
    .action(
      async (o: {
        scale: number;
        seed: number;
        dir: string;
        port?: number;
        exit: boolean;
        chaos: boolean;
        fresh?: boolean;
        resume?: boolean;
      }) => {
        const start = o.fresh ? 'fresh' : o.resume ? 'resume' : 'auto';
        let running: { stop(): Promise<void> } | undefined;
        let isStopping = false;
        const onSignal = (): void => {
          isStopping = true;
          say('Stopping …');
          void (running?.stop() ?? Promise.resolve()).finally(() => process.exit(0));
        };
        process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
        const { playDemo } = await import('./demo/demo');
        const { tableOf } = await import('./demo/report');
        const demo = await playDemo({
          ...o,
          start,
          say,
          progress,
          onStarted: (started) => (running = started),
        }).catch((error: unknown) => {
          // A story that is cut short by a signal has not failed; the stopping goes on.
          if (!isStopping) throw error;
        });
        if (!demo || isStopping) return;
        say(tableOf(demo.report));
        say(`The same as JSON: ${o.dir}/report.json`);
        if (o.exit) {
          await demo.stop();
          process.exit(0);
        }
        say(`Docket goes on running on ${demo.url} (API browser: ${demo.url}/docs). Stop with Ctrl-C.`);
        say(`The case in the console, by a link that works once: ${await demo.visitorLink()}`);
      },
    );
  replay
    .command('generate')
    .description('write the synthetic files only')
    .requiredOption('--out <dir>', 'where the files that an installation may see go')
    .requiredOption('--truth <dir>', 'where the truth goes; keep it apart')
    .option('--scale <n>', 'share of the real size, up to 1', scaleOf, 0.01)
    .option('--seed <n>', 'seed', wholeNumber, DEFAULT_SEED)
    .addOption(
      new Option('--variant <name>', 'topology of the campaign').choices(VARIANT_NAMES).default('june'),
    )
    .option(
      '--benign-requests <n>',
      'requests of benign accounts; 30 million times the scale unless said',
      wholeNumber,
    )
    .action(
      async (o: {
        out: string;
        truth: string;
        scale: number;
        seed: number;
        variant: VariantName;
        benignRequests?: number;
      }) => {
        const { out, truth, ...rest } = o;
        const { generate } = await import('./generator/generate');
        const manifest = await generate({
          ...rest,
          out,
          truthOut: truth,
          onProgress: (p) =>
            progress(
              `${p.rows.toLocaleString('en-US')} of ${p.totalRows.toLocaleString('en-US')} rows, ${Math.ceil(p.remainingSeconds)} s left`,
            ),
        });
        say(`${manifest.files.length} files in ${out}.`);
      },
    );
  replay
    .command('corrections')
    .description(
      'write what followed the files of the same seed and scale: late rows, and duplicates to withdraw',
    )
    .requiredOption('--out <dir>', 'where those files are')
    .requiredOption('--truth <dir>', 'where their truth is')
    .option('--scale <n>', 'as they were generated', scaleOf, 0.01)
    .option('--seed <n>', 'as they were generated', wholeNumber, DEFAULT_SEED)
    .option('--benign-requests <n>', 'as they were generated', wholeNumber)
    .action(
      async (o: { out: string; truth: string; scale: number; seed: number; benignRequests?: number }) => {
        const { truth, ...rest } = o;
        const { generateCorrections } = await import('./generator/corrections');
        const { exchanges } = await generateCorrections({ ...rest, truthOut: truth });
        const [first, withLate, corrected] = exchanges.map((n) => n.toLocaleString('en-US'));
        say(`${o.out}/corrections: the campaign's ${first} exchanges become ${withLate}, then ${corrected}.`);
      },
    );
  addScoreCommand(replay);
}
