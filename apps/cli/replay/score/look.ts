import { basename } from 'node:path';
import { figure, filePieces } from '@app/platform';
import type { Cast } from '../demo/people';
import { waitFor } from '../demo/story';

/** A tier: what to ban, and what a person should look at first. */
export const TIERS = ['ban', 'review'] as const;
export type Tier = (typeof TIERS)[number];

/** What the product says about the accounts after its enrichment. */
export interface Looked {
  /** Tier of each account that is in one; nobody else is. */
  tiers: Map<string, Tier>;
  /** How likely each account that was weighed belongs to the campaign, 0 to 1. */
  scores: Map<string, number>;
  /** Why each of them was judged so, the weightiest reason first. */
  reasons: Map<string, readonly string[]>;
  clusters: Map<string, string>;
  /** Pairs of clusters that something rare ties to each other. */
  bridges: [string, string][];
  /** Seconds of each analyzer. */
  seconds: Record<string, number>;
}

interface ImportView {
  id: string;
  fileName: string;
  state: string;
  loaded: number;
  rejected: number;
  error: string | null;
}

/** What the api says of a run of the analyzers. */
export interface EnrichedRun {
  id: string;
  state: 'running' | 'done' | 'failed';
  startedAt: string;
  finishedAt: string | null;
  steps: { analyzer: string; seconds: number | null; error: string | null; findingId: string | null }[];
}

/** Files on their way at once. */
const IN_FLIGHT = 4;

/** Imports files, opens a case on the seeds and has the analyzers look at it, over HTTP as the lab's staff would. */
export async function lookAt(
  cast: Cast,
  data: { accounts: string; usage: readonly string[]; seeds: readonly string[] },
  { say, progress }: Record<'say' | 'progress', (line: string) => void>,
): Promise<Looked> {
  const rejected = await importAll(
    cast,
    [['accounts', data.accounts], ...data.usage.map((f) => ['usage', f] as const)],
    progress,
  );
  if (rejected > 0) say(`Rows rejected and left out: ${figure(rejected)}`);
  const { investigator } = cast;
  const snapshot = await investigator.post<{ id: string }>('/v1/snapshots', { note: 'For the score' });
  const { path, run } = await enrichCaseOf(cast, data.seeds, snapshot.id);
  return {
    ...(await tiersOf(cast, path)),
    ...(await clustersOf(cast, path)),
    seconds: Object.fromEntries(run.steps.map((step) => [step.analyzer, step.seconds ?? 0])),
  };
}

/** Opens a case on accounts that detectors name and waits until the analyzers have looked at it. */
export async function enrichCaseOf(
  { investigator }: Cast,
  seeds: readonly string[],
  snapshotId: string,
): Promise<{ path: string; run: EnrichedRun }> {
  const opened = await investigator.post<{ id: string }>('/v1/cases', {
    kind: 'distillation',
    title: 'Accounts that detectors name',
    severity: 3,
  });
  const path = `/v1/cases/${opened.id}`;
  await investigator.post(`${path}/accounts`, { accountIds: seeds, source: 'detectors' });
  const started = await investigator.post<EnrichedRun>(`${path}/enrichments`, { snapshotId });
  const run = await waitFor('the enrichment', async () => {
    const now = await investigator.get<EnrichedRun>(`${path}/enrichments/${started.id}`);
    if (now.state === 'failed')
      throw new Error(`enrichment failed: ${now.steps.map((step) => step.error ?? '').join(' ')}`);
    return now.state === 'done' ? now : undefined;
  });
  return { path, run };
}

/**
 * Uploads files, a few at once, and waits until they are loaded.
 * @returns how many rows were rejected
 * @throws Error when a file is not loaded
 */
export async function importAll(
  { analyst }: Cast,
  files: (readonly [kind: string, file: string])[],
  progress: (line: string) => void,
): Promise<number> {
  const open: string[] = [];
  let done = 0;
  let rejected = 0;
  const oneDone = async (): Promise<void> => {
    const id = open.shift()!;
    const look = async (): Promise<ImportView | undefined> => {
      const now = await analyst.get<ImportView>(`/v1/imports/${id}`);
      return ['done', 'failed', 'cancelled'].includes(now.state) ? now : undefined;
    };
    const view = await waitFor('an import', look, { everyMs: 200 });
    if (view.state !== 'done') throw new Error(`import of ${view.fileName}: ${view.error ?? view.state}`);
    rejected += view.rejected;
    progress(`  ${(done += 1)} of ${files.length} files loaded`);
  };
  for (const [kind, file] of files) {
    const { id } = await analyst.post<{ id: string }>('/v1/imports', { kind, fileName: basename(file) });
    await analyst.upload(`/v1/imports/${id}/content`, () => filePieces(file), 'application/octet-stream');
    open.push(id);
    if (open.length >= IN_FLIGHT) await oneDone();
  }
  while (open.length > 0) await oneDone();
  return rejected;
}

/** Accounts of the case by what the evidence suggests, and candidates outside it by their tier. */
async function tiersOf(
  { investigator }: Cast,
  path: string,
): Promise<Pick<Looked, 'tiers' | 'scores' | 'reasons'>> {
  const tiers = new Map<string, Tier>();
  const scores = new Map<string, number>();
  const reasons = new Map<string, readonly string[]>();
  interface Evidence {
    accountId: string;
    suggestion: 'confirm' | 'clear' | 'review' | null;
    score: number | null;
    because: string[];
  }
  for await (const row of investigator.all<Evidence>(`${path}/account-evidence?limit=1000`)) {
    if (row.suggestion === 'confirm') tiers.set(row.accountId, 'ban');
    if (row.suggestion === 'review') tiers.set(row.accountId, 'review');
    scores.set(row.accountId, row.score ?? 0);
    reasons.set(row.accountId, row.because);
  }
  interface Candidate {
    accountId: string;
    tier: 'ban' | 'review' | 'look_alike';
    score: number;
    because: string[];
  }
  for await (const row of investigator.all<Candidate>(`${path}/candidates?limit=1000`)) {
    if (row.tier !== 'look_alike') tiers.set(row.accountId, row.tier);
    scores.set(row.accountId, row.score);
    reasons.set(row.accountId, row.because);
  }
  return { tiers, scores, reasons };
}

async function clustersOf(
  { investigator }: Cast,
  path: string,
): Promise<Pick<Looked, 'clusters' | 'bridges'>> {
  const clusters = new Map<string, string>();
  const bridges: [string, string][] = [];
  interface Cluster {
    number: number;
    bridges: { to: number }[];
  }
  for await (const cluster of investigator.all<Cluster>(`${path}/clusters?limit=200`)) {
    const name = String(cluster.number);
    for (const { to } of cluster.bridges) bridges.push([name, String(to)]);
    for await (const { accountId } of investigator.all<{ accountId: string }>(
      `${path}/clusters/${name}/accounts?limit=1000`,
    ))
      clusters.set(accountId, name);
  }
  return { clusters, bridges };
}
