import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { filePieces } from '@app/platform';
import { type ImportClient, RefusedError } from './import-client';
import type { SourcePath } from './sources';

/** What the api says of an import, as far as it is shown. */
export interface ImportState {
  id: string;
  no: number;
  state: 'awaiting_content' | 'loading' | 'done' | 'failed' | 'cancelled';
  read: number;
  loaded: number;
  rejected: number;
  known: number;
  error: string | null;
  warning: string | null;
  progress: { phase: string; bytesDone: number; bytesTotal: number; rowsPerSecond: number };
}

/** Where each file is announced, and what is said of it beside its name. */
export interface Announcement {
  path: '/v1/imports' | '/v1/withdrawals';
  body: object;
}

/** A part that is sent in one request. */
const PART_BYTES = 32 << 20;
const LOOK_MS = 500;

/**
 * Brings a file to the api, from where an earlier run was cut off: the same file announced the same way is the same
 * import for a day.
 */
export async function upload(
  client: ImportClient,
  { path, name }: SourcePath,
  announcement: Announcement,
  progress: (line: string) => void,
): Promise<ImportState> {
  const { size, mtimeMs } = await stat(path);
  const body = { ...announcement.body, fileName: name };
  const key = createHash('sha256')
    .update(JSON.stringify([body, size, mtimeMs]))
    .digest('hex');
  const announce = (headers?: Record<string, string>) =>
    client.send<ImportState>((http) => http.post(announcement.path, body, headers));
  const { body: announced } = await announce({ 'idempotency-key': key });
  let found = await look(client, announced.id);
  if (found.state === 'failed' || found.state === 'cancelled') found = (await announce()).body;
  if (found.state !== 'awaiting_content') return found;
  const content = `/v1/imports/${found.id}/content`;
  const hash = hashOf(path);
  for (;;) {
    const offset = await offsetOf(client, content);
    if (offset >= size) break;
    const end = Math.min(offset + PART_BYTES, size);
    progress(`${name}: ${megabytes(offset)} of ${megabytes(size)} MB sent`);
    await sendPart(client, content, path, offset, end);
  }
  const complete = { 'upload-complete': '?1', 'repr-digest': `sha-256=:${await hash}:` };
  return finish(client, found.id, content, size, complete);
}

/** Waits until the api has loaded a file, or refused it. */
export async function untilOver(
  client: ImportClient,
  begun: ImportState,
  name: string,
  progress: (line: string) => void,
): Promise<ImportState> {
  let found = begun;
  while (found.state === 'loading') {
    const { phase, rowsPerSecond } = found.progress;
    progress(
      `${name}: ${found.read.toLocaleString('en-US')} rows ${phase}, ${rowsPerSecond.toLocaleString('en-US')}/s${found.error ? ` (${found.error})` : ''}`,
    );
    await sleep(LOOK_MS);
    found = await look(client, found.id);
  }
  return found;
}

async function look(client: ImportClient, id: string): Promise<ImportState> {
  return (await client.send<ImportState>((http) => http.get(`/v1/imports/${id}`))).body;
}

async function offsetOf(client: ImportClient, content: string): Promise<number> {
  const { headers } = await client.send((http) => http.head(content));
  return Number(headers['upload-offset']);
}

/** A part that is cut off is no failure: what arrived is asked for, and the rest sent. */
async function sendPart(
  client: ImportClient,
  content: string,
  path: string,
  offset: number,
  end: number,
): Promise<void> {
  const headers = {
    'content-type': 'application/partial-upload',
    'content-length': String(end - offset),
    'upload-offset': String(offset),
  };
  try {
    await client.send((http) => http.patch(content, filePieces(path, { start: offset, end }), headers));
  } catch (error) {
    if (!(error instanceof RefusedError) || error.status !== 409) throw error;
  }
}

/** The end may have been taken although its answer was lost: the import says so. */
async function finish(
  client: ImportClient,
  id: string,
  content: string,
  size: number,
  headers: Record<string, string>,
): Promise<ImportState> {
  const all = { 'content-type': 'application/partial-upload', 'upload-offset': String(size), ...headers };
  try {
    await client.send((http) => http.patch(content, Buffer.alloc(0), all));
  } catch (error) {
    if (!(error instanceof RefusedError) || error.status !== 409) throw error;
  }
  return look(client, id);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of filePieces(path)) hash.update(bytes);
  return hash.digest('base64');
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
