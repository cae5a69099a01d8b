import { parse } from 'csv-parse/sync';
import type { ImportClient } from './import-client';
import type { ImportState } from './upload';

/** Lines that are shown. */
const SHOWN = 20;
/** Above that many the list is large and says that the file is another one than was meant. */
const MOST_FETCHED = 10_000;

/** The first rejected lines of an import as `file:line: what is wrong`; none where there are very many. */
export async function firstRejects(client: ImportClient, { id, rejected }: ImportState): Promise<string[]> {
  if (rejected === 0 || rejected > MOST_FETCHED) return [];
  const { body } = await client.send<string>((http) => http.get(`/v1/imports/${id}/rejects`));
  const rows: Record<'file' | 'line' | 'column' | 'reason', string>[] = parse(body, {
    columns: true,
    to: SHOWN,
  });
  return rows.map(({ file, line, column, reason }) =>
    [`${file}:${line}:`, column, reason].filter((each) => each !== '').join(' '),
  );
}
