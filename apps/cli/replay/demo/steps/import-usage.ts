import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { filePieces } from '@app/platform';
import { secondsSince, type Step, type Story, waitFor } from '../story';

interface ImportView {
  id: string;
  fileName: string;
  state: 'awaiting_content' | 'loading' | 'done' | 'failed' | 'cancelled';
  loaded: number;
  rejected: number;
  known: number;
  error: string | null;
  progress: { phase: string; rowsPerSecond: number };
}

/** Files on their way at once: one is uploaded while others load, and the uploads do not fill the disk. */
const IN_FLIGHT = 4;

/** The analyst uploads the account file and the usage files; the worker loads them. */
export const importUsage: Step = {
  name: '3 import',
  async play(story) {
    const start = performance.now();
    const files = [join(story.generatedDir, 'accounts.csv'), ...(await usageFiles(story))];
    const open = new Set<string>();
    const done: ImportView[] = [];
    for (const [at, file] of files.entries()) {
      const id = await uploaded(story, file);
      open.add(id);
      if (at === Math.floor(files.length / 2)) story.chaos.strike('worker', 'step 3');
      if (open.size >= IN_FLIGHT) done.push(await oneDone(story, open));
      story.progress(
        `  ${done.length} of ${files.length} files loaded, ${rowsOf(done).toLocaleString('en-US')} rows, ${Math.round(rowsOf(done) / secondsSince(start)).toLocaleString('en-US')} rows/s`,
      );
    }
    while (open.size > 0) done.push(await oneDone(story, open));
    const isAccounts = (one: ImportView): boolean => one.fileName === 'accounts.csv';
    const accountRows = done.filter(isAccounts).reduce((sum, one) => sum + one.loaded, 0);
    const usageRows = rowsOf(done) - accountRows;
    const rejected = done.reduce((sum, one) => sum + one.rejected, 0);
    story.state.results['imports'] = { usageRows, accountRows, rejected, seconds: secondsSince(start) };
    story.say(
      `  ${usageRows.toLocaleString('en-US')} usage rows and ${accountRows.toLocaleString('en-US')} accounts loaded, ${rejected} rejected`,
    );
  },
};

async function usageFiles({ generatedDir }: Story): Promise<string[]> {
  const names = await readdir(join(generatedDir, 'usage'));
  return names.toSorted().map((name) => join(generatedDir, 'usage', name));
}

/** Registers and uploads a file; one that an earlier run has uploaded already is left as it is. */
async function uploaded({ cast: { analyst }, state }: Story, file: string): Promise<string> {
  const fileName = basename(file);
  const kind = fileName === 'accounts.csv' ? 'accounts' : 'usage';
  const id = (state.imports[fileName] ??= (
    await analyst.post<{ id: string }>('/v1/imports', { kind, fileName })
  ).id);
  await state.save();
  const { state: reached } = await analyst.get<ImportView>(`/v1/imports/${id}`);
  if (reached === 'awaiting_content')
    await analyst.upload(`/v1/imports/${id}/content`, () => filePieces(file), 'text/csv');
  return id;
}

/** Waits until any of the open imports is done, and takes it out. */
async function oneDone({ cast: { analyst } }: Story, open: Set<string>): Promise<ImportView> {
  return waitFor('an import', async () => {
    for (const id of open) {
      const view = await analyst.get<ImportView>(`/v1/imports/${id}`);
      if (view.state === 'failed' || view.state === 'cancelled')
        throw new Error(`import of ${view.fileName}: ${view.error ?? view.state}`);
      if (view.state === 'done') {
        open.delete(id);
        return view;
      }
    }
    return undefined;
  });
}

const rowsOf = (imports: ImportView[]): number => imports.reduce((sum, one) => sum + one.loaded, 0);
