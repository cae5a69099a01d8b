import { readdir, readFile } from 'node:fs/promises';

const EVERY_MS = 1_000;

/**
 * Watches the resident memory of processes and keeps the highest of each, MiB. PostgreSQL is a family of processes
 * that share memory: it is summed proportionally. Where there is no /proc, nothing is reported.
 */
export class PeakMemory {
  private readonly peaks = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly pids: () => Record<string, number>) {
    this.timer = setInterval(() => void this.sample(), EVERY_MS);
    this.timer.unref();
  }

  /** Looks once more and gives the peaks. */
  async stop(): Promise<Record<string, number>> {
    clearInterval(this.timer);
    await this.sample();
    return Object.fromEntries(this.peaks);
  }

  private async sample(): Promise<void> {
    for (const [name, pid] of Object.entries(this.pids())) {
      const mib = name === 'postgres' ? await familyMiB(pid) : await highWaterMiB(pid);
      if (mib !== undefined) this.peaks.set(name, Math.max(mib, this.peaks.get(name) ?? 0));
    }
  }
}

async function highWaterMiB(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kib = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
  return kib ? Math.round(Number(kib) / 1024) : undefined;
}

async function familyMiB(postmaster: number): Promise<number | undefined> {
  const tasks = await readdir(`/proc/${postmaster}/task`).catch(() => []);
  const children = await Promise.all(
    tasks.map((task) => readFile(`/proc/${postmaster}/task/${task}/children`, 'utf8').catch(() => '')),
  );
  const pids = [postmaster, ...children.join(' ').split(/\s+/).filter(Boolean)];
  const sizes = await Promise.all(
    pids.map(async (pid) => {
      const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
      return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
    }),
  );
  const kib = sizes.reduce((sum, size) => sum + size, 0);
  return kib > 0 ? Math.round(kib / 1024) : undefined;
}
