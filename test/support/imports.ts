import type { Readable } from 'node:stream';
import type { ImportView } from '../../libs/usage/imports.dto';
import type { TestApp } from './app';
import type { HttpClient } from './http-client';
import { until } from './until';

/** What is announced of a file beside its name. */
export interface Announcement {
  kind?: 'usage' | 'accounts';
  mappingId?: string;
  mapping?: object;
}

/** Somebody who imports files and reads what became of them. */
export class Importer {
  private constructor(readonly client: HttpClient) {}

  static async of(app: TestApp): Promise<Importer> {
    return new Importer(await app.as('analyst'));
  }

  async announce(fileName: string, o: Announcement = {}): Promise<ImportView> {
    const { status, body } = await this.client.post<ImportView>('/v1/imports', {
      kind: 'usage',
      fileName,
      ...o,
    });
    if (status !== 201) throw new Error(`announced in vain: ${JSON.stringify(body)}`);
    return body;
  }

  /** Announces a file, sends it, and waits until it is over. */
  async import(
    fileName: string,
    content: string | Buffer | Readable,
    o: Announcement = {},
  ): Promise<ImportView> {
    const { id } = await this.announce(fileName, o);
    const { status, body } = await this.client.put(`/v1/imports/${id}/content`, content);
    if (status !== 202) throw new Error(`sent in vain: ${JSON.stringify(body)}`);
    return this.over(id);
  }

  /** Waits until an import is over. @throws Error with what it waits for */
  over(id: string): Promise<ImportView> {
    return until(async () => {
      const found = await this.read(id);
      if (!['awaiting_content', 'loading'].includes(found.state)) return found;
      if (found.error !== null) throw new Error(`import ${id}: ${JSON.stringify(found)}`);
      return undefined;
    });
  }

  async read(id: string): Promise<ImportView> {
    return (await this.client.get<ImportView>(`/v1/imports/${id}`)).body;
  }

  /** Rejected lines without the header: file, line, column, reason. */
  async rejects(id: string): Promise<string[]> {
    const { body } = await this.client.get<string>(`/v1/imports/${id}/rejects`);
    return body.trim().split('\n').slice(1);
  }
}

/** Asks the engine of an app itself, past the application. */
export async function ask<T>(app: TestApp, sql: string): Promise<T[]> {
  const url = new URL(app.env['CLICKHOUSE_URL']!);
  url.searchParams.set('database', app.env['CLICKHOUSE_DATABASE'] ?? 'docket');
  url.searchParams.set('default_format', 'JSONEachRow');
  const answer = await fetch(url, { method: 'POST', body: sql });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/** The same, as the bytes of another format. */
export async function askBytes(app: TestApp, sql: string): Promise<Buffer> {
  const answer = await fetch(app.env['CLICKHOUSE_URL']!, { method: 'POST', body: sql });
  if (!answer.ok) throw new Error(await answer.text());
  return Buffer.from(await answer.arrayBuffer());
}
