import { send } from '../../../api/send';

/** A line that was not loaded, and why. */
export interface Reject {
  line: string;
  column: string;
  reason: string;
}

/** Bytes of the list that are read; all of it is a file to download. */
const MOST = 64 << 10;

/** The first rejected lines of an import: there may be millions. */
export async function firstRejects(importId: string): Promise<Reject[]> {
  const response = await send(new Request(`/v1/imports/${importId}/rejects`));
  if (!response.ok || !response.body) return [];
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let isWhole = false;
  while (text.length < MOST && !isWhole) {
    const { done, value } = await reader.read();
    isWhole = done;
    text += value ?? '';
  }
  await reader.cancel();
  const rows = csvRows(text);
  return (isWhole ? rows : rows.slice(0, -1))
    .slice(1)
    .map(([, line = '', column = '', reason = '']) => ({ line, column, reason }));
}

/** Rows of CSV as RFC 4180 has it. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (end === '' && row.length === 0 && quoted === undefined && plain === '') break;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
    if (end === '') break;
  }
  return rows;
}
