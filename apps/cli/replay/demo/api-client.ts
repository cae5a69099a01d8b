import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, HttpClient } from '../../http-client';

/** The api refused something that the story expected it to do. */
export class ApiError extends Error {
  constructor(
    what: string,
    readonly answer: Answer,
  ) {
    super(`${what}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
}

const PATIENCE_MS = 120_000;

/**
 * One person or detector of the story. Answers other than 2xx are errors, except that what only says "not just now"
 * (a restarting database, a limit, a dropped connection) is tried again, as a patient client would.
 */
export class ApiClient {
  private readonly http: HttpClient;

  constructor(
    readonly url: string,
    credentials: Record<string, string> = {},
  ) {
    this.http = new HttpClient(url, credentials);
  }

  async get<T = Record<string, unknown>>(path: string): Promise<T> {
    return (await this.patiently('GET', path, () => this.http.get<T>(path))).body;
  }

  async post<T = Record<string, unknown>>(
    path: string,
    body: object | string | Buffer = {},
    headers: Record<string, string> = {},
  ): Promise<T> {
    return (await this.patiently('POST', path, () => this.http.post<T>(path, body, headers))).body;
  }

  async patch<T = Record<string, unknown>>(
    path: string,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<T> {
    return (await this.patiently('PATCH', path, () => this.http.patch<T>(path, body, headers))).body;
  }

  /** Sends a file's bytes; `open` is called for each try. */
  async upload<T = Record<string, unknown>>(
    path: string,
    open: () => AsyncIterable<Buffer>,
    type: string,
  ): Promise<T> {
    return (await this.patiently('PUT', path, () => this.http.put<T>(path, open(), { 'content-type': type })))
      .body;
  }

  /** The bare answer, whatever its status: for what is meant to be refused. */
  raw(): HttpClient {
    return this.http;
  }

  /** Every item of a paged list. */
  async *all<T>(path: string): AsyncGenerator<T> {
    let cursor: string | null = null;
    do {
      const at: string = cursor
        ? `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`
        : '';
      const page: { items: T[]; nextCursor: string | null } = await this.get(path + at);
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor);
  }

  private async patiently<T>(
    method: string,
    path: string,
    call: () => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await call().catch((error: unknown) => {
        if (Date.now() > until) throw error;
        return undefined;
      });
      if (answer && answer.status < 300) return answer;
      const isPassing = !answer || answer.status === 503 || answer.status === 429;
      if (!isPassing || Date.now() > until) throw new ApiError(`${method} ${path}`, answer as Answer);
      await sleep(Number(answer?.headers['retry-after'] ?? 0) * 1_000 || 300);
    }
  }
}
