import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from '../generator/generate';
import type { VariantName } from '../generator/variants';
import type { Figures } from './report';

/** Makes the data of this seed, scale and topology unless it is there already, and says how far it is. */
export async function generateOnce(
  dir: string,
  truthDir: string,
  seed: number,
  scale: number,
  progress: (line: string) => void,
  variant?: VariantName,
): Promise<void> {
  if (existsSync(join(dir, 'manifest.json'))) return;
  await rm(dir, { recursive: true, force: true });
  await generate({
    seed,
    scale,
    ...(variant ? { variant } : {}),
    out: dir,
    truthOut: truthDir,
    onProgress: ({ rows, totalRows, rowsPerSecond, remainingSeconds }) =>
      progress(
        `  ${rows.toLocaleString('en-US')} of ${totalRows.toLocaleString('en-US')} rows, ${Math.round(rowsPerSecond).toLocaleString('en-US')} rows/s, ${Math.ceil(remainingSeconds)} s left`,
      ),
  });
}

/** The truth, read only for the report's last column. */
export async function readTruth(truthDir: string): Promise<Figures> {
  const truth = JSON.parse(await readFile(join(truthDir, 'figures.json'), 'utf8')) as Figures;
  const { accounts, campaignExchanges, allExchanges, firstDay, lastDay } = truth;
  return { accounts, campaignExchanges, allExchanges, firstDay, lastDay };
}
