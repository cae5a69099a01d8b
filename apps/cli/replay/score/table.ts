import type { Score } from './judge';

const share = (value: number | null): string => (value === null ? '-' : value.toFixed(4));

/** The table of `replay score`: a line a run, then what each run was weak in. */
export function tableOfScores(scores: readonly Score[]): string {
  const lines = aligned([
    [
      'variant',
      'seed',
      'named',
      'campaign',
      'ban P',
      'ban R',
      'review P',
      'review R',
      'exchanges',
      'B3',
      'ARI',
      'bridge',
      'Brier',
      'innocents in ban',
      'bars',
    ],
    ...scores.map((score) => [
      score.variant,
      score.seed === null ? '-' : String(score.seed),
      String(score.accounts.seeds),
      String(score.accounts.campaign),
      share(score.tiers.ban.precision),
      share(score.tiers.ban.recall),
      share(score.tiers.review.precision),
      share(score.tiers.review.recall),
      share(score.exchangeRecall),
      share(score.b3),
      share(score.ari),
      score.bridgeFound === null ? '-' : score.bridgeFound ? 'found' : 'missed',
      share(score.brier),
      String(score.hardNegativesInBan),
      meetsBars(score) ? 'met' : 'MISSED',
    ]),
  ]);
  return ['', ...lines, '', ...scores.flatMap(detailsOf)].join('\n');
}

/** The bars that the method must clear: no innocent organisation banned, hardly a campaign account overlooked. */
export const meetsBars = ({ tiers, hardNegativesInBan }: Score): boolean =>
  (tiers.ban.precision ?? 1) >= 0.995 && hardNegativesInBan === 0 && (tiers.review.recall ?? 0) >= 0.95;

function detailsOf(score: Score): string[] {
  const head = `${score.variant}${score.seed === null ? '' : `, seed ${score.seed}`}`;
  const touched = score.hardNegatives.filter((kind) => kind.ban + kind.review > 0);
  return [
    ...aligned([
      [`${head}: cluster`, 'accounts', 'ban recall', 'review recall'],
      ...score.clusters.map((c) => [c.name || '(none)', String(c.accounts), share(c.ban), share(c.review)]),
    ]),
    ...(touched.length > 0
      ? aligned([
          ['innocents that look guilty', 'accounts', 'in ban', 'in review'],
          ...touched.map((kind) => [
            kind.class,
            String(kind.accounts),
            String(kind.ban),
            String(kind.review),
          ]),
        ])
      : ['No innocent that looks guilty is in a tier.']),
    '',
  ];
}

function aligned(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join('  ')
      .trimEnd(),
  );
}
