import type { Readable } from 'node:stream';
import { request } from 'undici';

/** An answer with its body parsed if it is JSON. */
export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: T;
}

/** Bodies that are sent as they are; anything else is sent as JSON. */
type Body = object | string | Buffer | AsyncIterable<Buffer> | undefined;

/** Someone who talks to the api over HTTP with credentials of their own. */
export class HttpClient {
  constructor(
    private readonly baseUrl: string,
    /** The headers that say who it is. */
    readonly headers: Record<string, string> = {},
  ) {}

  get<T = Record<string, unknown>>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send('GET', path, undefined, headers);
  }
  head(path: string): Promise<Answer> {
    return this.send('HEAD', path, undefined, {});
  }
  post<T = Record<string, unknown>>(
    path: string,
    body: Body = {},
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    return this.send('POST', path, body, headers);
  }
  patch<T = Record<string, unknown>>(
    path: string,
    body: Body,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    return this.send('PATCH', path, body, headers);
  }
  put<T = Record<string, unknown>>(
    path: string,
    body: Body,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    return this.send('PUT', path, body, headers);
  }
  delete<T = Record<string, unknown>>(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    return this.send('DELETE', path, undefined, headers);
  }

  private async send<T>(
    method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    path: string,
    body: Body,
    extra: Record<string, string>,
  ): Promise<Answer<T>> {
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body) || isPieces(body);
    const answer = await request(this.baseUrl + path, {
      method,
      headers: {
        ...this.headers,
        ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
        ...extra,
      },
      // It takes whatever can be iterated, and asks for a piece when the one before has gone; its types do not say so.
      ...(body === undefined ? {} : { body: isRaw ? (body as Readable) : JSON.stringify(body) }),
    }).catch((error: Error) => {
      // An error of a socket does not say what was asked.
      throw new Error(`${method} ${path}: ${error.message}`, { cause: error });
    });
    const text = await answer.body.text();
    const isJson =
      /json/.test(String(answer.headers['content-type'])) &&
      !/ndjson/.test(String(answer.headers['content-type']));
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: (isJson && text ? JSON.parse(text) : text) as T,
    };
  }
}

const isPieces = (body: Body): body is AsyncIterable<Buffer> =>
  typeof body === 'object' && Symbol.asyncIterator in body;
