import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../../apps/cli/replay/generator/generate';
import type { TestApp } from './app';

/** What is known of the generated case and never told to the application. */
export interface ReplayTruth {
  /** Label of each account: `campaign`, `benign` or `hard_negative`, with its class. */
  accounts: Map<string, { label: string; class: string }>;
  figures: {
    accounts: number;
    campaignExchanges: number;
    allExchanges: number;
    coverExchanges: number;
    firstDay: string;
    lastDay: string;
  };
}

/** A case whose data are imported and frozen, with every account that a detector named. */
export interface ReplayCase {
  caseId: string;
  snapshotId: string;
  named: string[];
  truth: ReplayTruth;
}

/** The June case at a scale, as files that a lab would hand over. */
export interface ReplayFiles {
  accounts: Buffer;
  usage: Buffer;
  named: string[];
  truth: ReplayTruth;
}

/** Generates the June case at a scale. */
export async function replayFiles(scale: number): Promise<ReplayFiles> {
  const directory = await mkdtemp(join(tmpdir(), 'docket-replay-'));
  try {
    const out = join(directory, 'data');
    const truthOut = join(directory, 'truth');
    await generate({ seed: 7, scale, out, truthOut, threads: 0 });
    return {
      accounts: await readFile(join(out, 'accounts.csv')),
      usage: await joined(join(out, 'usage')),
      named: await namedAccounts(join(out, 'alerts')),
      truth: await truthOf(truthOut),
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Generates the June case at a scale, imports it and opens a case on the accounts that the detectors name. */
export async function replayCase(app: TestApp, scale: number): Promise<ReplayCase> {
  const { accounts, usage, named, truth } = await replayFiles(scale);
  await importFile(app, 'accounts', 'accounts.csv', accounts);
  await importFile(app, 'usage', 'usage.csv', usage);
  const snapshot = await (await app.as('investigator')).post<{ id: string }>('/v1/snapshots', {});
  return { caseId: await caseOn(app, named), snapshotId: snapshot.body.id, named, truth };
}

/** Opens a case on accounts. */
export async function caseOn(app: TestApp, accountIds: readonly string[]): Promise<string> {
  const investigator = await app.as('investigator');
  const opened = await investigator.post<{ id: string }>('/v1/cases', {
    kind: 'distillation',
    title: 'Coordinated accounts',
    severity: 4,
  });
  await investigator.post(`/v1/cases/${opened.body.id}/accounts`, { accountIds, source: 'alerts' });
  return opened.body.id;
}

/** Imports one file and waits until it is loaded. @throws Error when it is not */
export async function importFile(
  app: TestApp,
  kind: 'usage' | 'accounts',
  fileName: string,
  content: string | Buffer,
): Promise<void> {
  const analyst = await app.as('analyst');
  const { body } = await analyst.post<{ id: string }>('/v1/imports', { kind, fileName });
  await analyst.put(`/v1/imports/${body.id}/content`, content);
  await app.drain();
  const done = (await analyst.get<{ state: string; error: string | null }>(`/v1/imports/${body.id}`)).body;
  if (done.state !== 'done')
    throw new Error(`the import of ${fileName} ended as ${done.state}: ${done.error}`);
}

/** The day files as one, under one header. */
async function joined(directory: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const name of (await readdir(directory)).sort()) {
    const day = await readFile(join(directory, name));
    parts.push(parts.length === 0 ? day : day.subarray(day.indexOf('\n') + 1));
  }
  return Buffer.concat(parts);
}

async function namedAccounts(directory: string): Promise<string[]> {
  const named = new Set<string>();
  for (const name of await readdir(directory)) {
    for (const line of (await readFile(join(directory, name), 'utf8')).trim().split('\n')) {
      const alert = JSON.parse(line) as {
        resources?: { type: string; uid: string }[];
        subjects?: { accounts: string[] };
      };
      for (const resource of alert.resources ?? []) if (resource.type === 'account') named.add(resource.uid);
      for (const account of alert.subjects?.accounts ?? []) named.add(account);
    }
  }
  return [...named].sort();
}

async function truthOf(directory: string): Promise<ReplayTruth> {
  const [, ...lines] = (await readFile(join(directory, 'accounts.csv'), 'utf8')).trim().split('\n');
  const accounts = new Map(
    lines.map((line) => {
      const [id, label, , kind] = line.split(',');
      return [id!, { label: label!, class: kind! }];
    }),
  );
  return {
    accounts,
    figures: JSON.parse(await readFile(join(directory, 'figures.json'), 'utf8')) as ReplayTruth['figures'],
  };
}
