import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';

/** What is so of one account, as only the judge knows it. */
export interface TrueAccount {
  label: 'campaign' | 'benign' | 'hard_negative';
  /** Name of the cluster of a campaign account; empty otherwise. */
  cluster: string;
  /** Kind of innocent account, or `never_used`. */
  class: string;
}

/** The truth of each account. @throws Error naming a column or label that is not there */
export async function readTruthOf(file: string): Promise<Map<string, TrueAccount>> {
  const accounts = new Map<string, TrueAccount>();
  for await (const row of rowsOf(file)) {
    const { account_id: id, label } = row;
    if (!id || (label !== 'campaign' && label !== 'benign' && label !== 'hard_negative'))
      throw new Error(`${file}: every row needs an account_id and a label, not ${JSON.stringify(row)}`);
    accounts.set(id, { label, cluster: row['cluster'] ?? '', class: row['class'] ?? '' });
  }
  return accounts;
}

/** The accounts that detectors name, from a file with a column `account_id`. */
export async function readSeeds(file: string): Promise<string[]> {
  const seeds = new Set<string>();
  for await (const { account_id: id } of rowsOf(file)) {
    if (!id) throw new Error(`${file} needs a column account_id`);
    seeds.add(id);
  }
  return [...seeds].sort();
}

/**
 * The accounts that the first `share` of each detector's alerts name. A detector that has seen only a part of a
 * campaign is the ordinary case; the rest must be found.
 */
export async function seedsOfAlerts(directory: string, share: number): Promise<string[]> {
  const named = new Set<string>();
  for (const name of await readdir(directory)) {
    const lines = (await readFile(join(directory, name), 'utf8')).split('\n').filter(Boolean);
    for (const line of lines.slice(0, Math.ceil(lines.length * share))) {
      const alert = JSON.parse(line) as {
        resources?: { type: string; uid: string }[];
        subjects?: { accounts: string[] };
      };
      for (const { type, uid } of alert.resources ?? []) if (type === 'account') named.add(uid);
      for (const account of alert.subjects?.accounts ?? []) named.add(account);
    }
  }
  return [...named].sort();
}

/** The file, or the files of a directory in order of their names. */
export async function filesAt(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  return (await readdir(path)).toSorted().map((name) => join(path, name));
}

/** Rows of a CSV or NDJSON file, gzipped or not, as their columns. */
async function* rowsOf(file: string): AsyncGenerator<Record<string, string | undefined>> {
  const raw = createReadStream(file);
  const bytes: Readable = file.toLowerCase().endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  if (/\.(ndjson|jsonl)(\.gz)?$/i.test(file)) {
    for await (const line of createInterface({ input: bytes, crlfDelay: Infinity }))
      if (line.trim()) yield JSON.parse(line) as Record<string, string>;
    return;
  }
  yield* bytes.pipe(parse({ columns: true, bom: true }));
}
