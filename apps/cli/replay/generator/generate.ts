import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ACCOUNTS_HEADER, accountRow, accountsInOrder, truthRow } from './accounts-file';
import { type AlertCounts, sendings } from './alerts/sending';
import { dayTotals } from './day-plan';
import { writeDaysHere, writeDaysInThreads } from './days';
import { buildPopulation } from './build-population';
import { type Population, isUsed } from './population';
import type { VariantName } from './variants';
import { progressMeter, type GenerationProgress } from './progress';

/** Changes whenever the same seed and scale would give other bytes. */
export const GENERATOR_VERSION = '1.0.0';

/** What to generate, and where. */
export interface GenerateOptions {
  /** Any integer up to 2^53; the same one gives the same bytes. */
  readonly seed: number;
  /** Share of the full size, in (0, 1]. */
  readonly scale: number;
  /** Directory of what a lab would hand over; created. */
  readonly out: string;
  /** Directory of the truth, which nobody but the judge may read; created with mode 0700. */
  readonly truthOut: string;
  /** Worker threads; 0 works in this one. Needs the compiled program. Default 2. */
  readonly threads?: number;
  /** Successful requests of the other accounts; default 30,000,000 times the scale. */
  readonly benignRequests?: number;
  /** Topology of the campaign; June's unless said. */
  readonly variant?: VariantName;
  /** Called at most four times a second, and at the end. */
  onProgress?(progress: GenerationProgress): void;
}

/** One file of the output. */
export interface GeneratedFile {
  /** Path below the output directory. */
  readonly path: string;
  /** Rows without the header. */
  readonly rows: number;
  readonly bytes: number;
}

/** What `manifest.json` says. */
export interface GeneratedManifest {
  readonly generator: 'docket-replay';
  readonly version: string;
  readonly seed: number;
  readonly scale: number;
  readonly files: readonly GeneratedFile[];
}

/**
 * Generates the replay of the June case: accounts, requests and alerts, and the truth behind them. Files of
 * the same names are overwritten.
 *
 * @throws RangeError when the scale or the number of benign requests leaves nothing to generate.
 */
export async function generate(options: GenerateOptions): Promise<GeneratedManifest> {
  const { seed, scale, out, truthOut, benignRequests, variant, threads = 2 } = options;
  const population = buildPopulation(seed, scale, benignRequests, variant);
  const totals = dayTotals(population);
  await mkdir(join(out, 'usage'), { recursive: true });
  await mkdir(join(out, 'alerts'), { recursive: true });
  await mkdir(truthOut, { recursive: true, mode: 0o700 });
  await chmod(truthOut, 0o700);

  const files = [await writeAccounts(population, out, truthOut)];
  const { sendings: detectors, counts } = sendings(population);
  for (const { detector, lines } of detectors) {
    files.push(
      await writeRows(
        out,
        `alerts/${detector}.ndjson`,
        '',
        lines.map((line) => `${line}\n`),
      ),
    );
  }
  const usageRows = totals.reduce((sum, t) => sum + t.campaign + t.customers + t.others + t.failures, 0);
  const meter = progressMeter(usageRows, (progress) => options.onProgress?.(progress));
  const days =
    threads === 0
      ? await writeDaysHere(population, totals, out, meter.add)
      : await writeDaysInThreads({ seed, scale, benignRequests, variant, out }, totals, threads, meter.add);
  meter.finish();
  files.push(...days.map(({ path, rows, bytes }) => ({ path, rows, bytes })));
  await writeFile(
    join(truthOut, 'cover_traffic.csv'),
    Buffer.concat([Buffer.from('request_id\n'), ...days.map(({ customers }) => customers)]),
  );
  await writeFile(join(truthOut, 'figures.json'), json(figuresOf(population, usageRows, counts)));
  const manifest = { generator: 'docket-replay', version: GENERATOR_VERSION, seed, scale, files } as const;
  await writeFile(join(out, 'manifest.json'), json(manifest));
  return manifest;
}

async function writeAccounts(population: Population, out: string, truthOut: string): Promise<GeneratedFile> {
  const order = accountsInOrder(population);
  const truth = order.map((account) => truthRow(population, account));
  await writeRows(truthOut, 'accounts.csv', 'account_id,label,cluster,class\n', truth);
  const rows = order.map((account) => accountRow(population, account));
  return await writeRows(out, 'accounts.csv', ACCOUNTS_HEADER, rows);
}

async function writeRows(
  dir: string,
  path: string,
  header: string,
  rows: readonly string[],
): Promise<GeneratedFile> {
  const content = Buffer.from(header + rows.join(''), 'utf8');
  await writeFile(join(dir, path), content);
  return { path, rows: rows.length, bytes: content.length };
}

/** The figures that a letter about the case must arrive at. */
export interface Figures {
  readonly accounts: number;
  readonly accountsUsed: number;
  readonly campaignExchanges: number;
  readonly allExchanges: number;
  readonly coverExchanges: number;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly benignAccounts: number;
  readonly benignRequests: number;
  readonly usageRows: number;
  readonly accountRows: number;
  readonly alerts: AlertCounts;
  readonly dailyCampaignExchanges: readonly number[];
}

function figuresOf(population: Population, usageRows: number, alerts: AlertCounts): Figures {
  const { profile, accounts, campaign } = population;
  const campaignExchanges = profile.daily.reduce((a, b) => a + b, 0);
  return {
    accounts: campaign,
    accountsUsed: Array.from({ length: campaign }, (_, i) => i).filter((a) => isUsed(population, a)).length,
    campaignExchanges,
    allExchanges: campaignExchanges + profile.coverRequests,
    coverExchanges: profile.coverRequests,
    firstDay: '2026-04-22',
    lastDay: '2026-06-05',
    benignAccounts: profile.benignAccounts,
    benignRequests: profile.benignRequests,
    usageRows,
    accountRows: accounts.count,
    alerts,
    dailyCampaignExchanges: profile.daily,
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
