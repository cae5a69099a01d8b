import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, HttpClient } from '../http-client';
import type { ImportConfig } from './import-config';

/** Times that something is tried again without any progress in between. */
const TRIES = 10;
const LONGEST_WAIT_MS = 15_000;

/** A refusal as the api tells it. */
interface Problem {
  title?: string;
  detail?: string;
}

/** The api answers that it will not; trying again is of no use. */
export class RefusedError extends Error {
  constructor(
    readonly status: number,
    body: unknown,
  ) {
    const { title, detail } = (body ?? {}) as Problem;
    super(detail ?? title ?? `The api answers ${status}.`);
  }
}

/** What a send gives. */
type Send<T> = (client: HttpClient) => Promise<Answer<T>>;

/** Somebody who imports over HTTP, and tries again what may pass by itself. */
export class ImportClient {
  private constructor(private readonly http: HttpClient) {}

  /** Signs in, unless a key says who it is. @throws RefusedError */
  static async open(api: string, config: ImportConfig): Promise<ImportClient> {
    const url = api.replace(/\/+$/, '');
    if (config.DOCKET_KEY)
      return new ImportClient(new HttpClient(url, { authorization: `Bearer ${config.DOCKET_KEY}` }));
    if (!config.DOCKET_EMAIL || !config.DOCKET_PASSWORD)
      throw new Error(
        'Say who imports: DOCKET_KEY, or DOCKET_EMAIL and DOCKET_PASSWORD, in the environment.',
      );
    const anonymous = new ImportClient(new HttpClient(url));
    const { headers } = await anonymous.send((client) =>
      client.post('/v1/session', { email: config.DOCKET_EMAIL, password: config.DOCKET_PASSWORD }),
    );
    const cookie = [headers['set-cookie']].flat()[0]?.split(';')[0];
    return new ImportClient(new HttpClient(url, { cookie: cookie ?? '' }));
  }

  /** Sends until it is answered with a success. @throws RefusedError on a refusal; Error when nothing answers for long */
  async send<T = Record<string, unknown>>(send: Send<T>): Promise<Answer<T>> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.try(send, tries);
      if (answer) return answer;
      await sleep(Math.min(LONGEST_WAIT_MS, 250 * 2 ** tries));
    }
  }

  private async try<T>(send: Send<T>, tries: number): Promise<Answer<T> | undefined> {
    let answer: Answer<T>;
    try {
      answer = await send(this.http);
    } catch (error) {
      if (tries >= TRIES) throw error;
      return undefined;
    }
    if (answer.status < 400) return answer;
    const mayPass = answer.status >= 500 || answer.status === 429;
    if (mayPass && tries < TRIES) return undefined;
    throw new RefusedError(answer.status, answer.body);
  }
}
