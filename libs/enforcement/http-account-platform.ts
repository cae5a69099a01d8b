import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'undici';
import { Clock } from '@app/platform';
import { AccountPlatform, type PlatformAnswer, type PlatformCall } from './account-platform';
import { EnforcementOptions } from './enforcement.options';
import { readAnswer } from './platform-answer';
import { RateLimit } from './rate-limit';

/** Calls under way at once at most. */
const PLATFORM_CONNECTIONS = 80;
const ANSWER_TIMEOUT_MS = 10_000;

/** The account platform over HTTP: `POST /v1/accounts/{id}/{ban|reinstate}` with an Idempotency-Key. */
@Injectable()
export class HttpAccountPlatform extends AccountPlatform implements OnApplicationShutdown {
  private readonly limit: RateLimit;
  private readonly pool: Pool | undefined;
  private readonly headers: Record<string, string>;
  private readonly basePath: string;

  constructor(
    private readonly options: EnforcementOptions,
    private readonly clock: Clock,
  ) {
    super();
    const url = options.platform && new URL(options.platform.url);
    const token = options.platform?.token;
    this.limit = new RateLimit(options.ratePerSecond);
    this.basePath = url ? url.pathname.replace(/\/$/, '') : '';
    this.headers = {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
    this.pool =
      url &&
      new Pool(url.origin, {
        connections: PLATFORM_CONNECTIONS,
        connectTimeout: ANSWER_TIMEOUT_MS,
        headersTimeout: ANSWER_TIMEOUT_MS,
        bodyTimeout: ANSWER_TIMEOUT_MS,
      });
  }

  get isConfigured(): boolean {
    return this.pool !== undefined;
  }

  get ratePerSecond(): number {
    return this.options.ratePerSecond;
  }

  turn(): Promise<void> {
    return this.limit.turn();
  }

  async send(call: PlatformCall, since: Date): Promise<PlatformAnswer> {
    if (!this.pool) return { is: 'locked_out', httpStatus: null, note: 'No platform is configured.' };
    try {
      const { statusCode, headers, body } = await this.pool.request({
        method: 'POST',
        path: `${this.basePath}/v1/accounts/${encodeURIComponent(call.accountId)}/${call.action}`,
        headers: { ...this.headers, 'idempotency-key': call.idempotencyKey },
        body: JSON.stringify({ reason: call.reason, reference: call.reference }),
      });
      return readAnswer({ status: statusCode, headers, body: await body.text() }, since, this.clock.now());
    } catch (error) {
      // A refused connection, a cut one, a timeout: whether the platform acted is not known.
      return {
        is: 'unclear',
        httpStatus: null,
        note: error instanceof Error ? error.message.slice(0, 300) : 'No answer came.',
      };
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.close();
  }
}
