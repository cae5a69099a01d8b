import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Keeps a second replay out of a directory in which one runs, whose data it would take away.
 * What one that was killed has left keeps nobody out.
 * @returns what lets the next one in
 * @throws Error naming the process that runs
 */
export async function claimDirectory(dir: string): Promise<() => Promise<void>> {
  const file = join(dir, 'running.pid');
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  if (holder && holder !== process.pid && (await isReplay(holder))) {
    throw new Error(
      `A replay is running in ${dir} (process ${holder}). Stop it first, or give another --dir.`,
    );
  }
  await mkdir(dir, { recursive: true });
  await writeFile(file, String(process.pid));
  return () => rm(file, { force: true });
}

/** Whether the process lives and, where that can be seen, is a replay and not another that was given its number. */
async function isReplay(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'replay');
  return commandLine.includes('replay');
}
