import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, request } from 'undici';
import { faultOf, guardedLookup } from './address-guard';
import { WebhooksOptions } from './webhooks.options';

/** The whole attempt, from the name's resolution to the end of the answer, ms. */
const ATTEMPT_TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** An answer's body means nothing; so much of it is taken off the line, bytes. */
const ANSWER_LIMIT = 16_384;
const NOTE_LIMIT = 300;

/** What came of one attempt. */
export interface Attempt {
  httpStatus: number | null;
  /** Why it failed; null when the receiver took it. */
  note: string | null;
}

/** Sends signed events over HTTP, to addresses that may be called and nowhere else. */
@Injectable()
export class WebhookSender implements OnApplicationShutdown {
  private readonly agent: Agent;

  constructor(private readonly options: WebhooksOptions) {
    this.agent = new Agent({
      connect: { timeout: CONNECT_TIMEOUT_MS, lookup: guardedLookup(options.allowsLoopback) },
      headersTimeout: ATTEMPT_TIMEOUT_MS,
      bodyTimeout: ATTEMPT_TIMEOUT_MS,
      maxHeaderSize: ANSWER_LIMIT,
    });
  }

  /** Never throws; follows no redirect. */
  async send(url: string, headers: Record<string, string>, body: string): Promise<Attempt> {
    // An address is connected to without being looked up, so it is checked here; the rules may have changed since.
    const fault = faultOf(url, this.options.allowsLoopback);
    if (fault) return { httpStatus: null, note: `The URL ${fault}.` };
    try {
      const answer = await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/cloudevents+json', 'user-agent': 'Docket', ...headers },
        body,
        dispatcher: this.agent,
        // A connection that the receiver has just closed must not cost an attempt.
        reset: true,
        signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
      });
      const httpStatus = answer.statusCode;
      await answer.body.dump({ limit: ANSWER_LIMIT }).catch(() => undefined);
      if (httpStatus >= 200 && httpStatus < 300) return { httpStatus, note: null };
      const isRedirect = httpStatus >= 300 && httpStatus < 400;
      return {
        httpStatus,
        note: isRedirect ? `Answered ${httpStatus}; redirects are not followed.` : `Answered ${httpStatus}.`,
      };
    } catch (error) {
      return { httpStatus: null, note: noteOf(error, new URL(url)) };
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }
}

/** Why no answer came; several addresses that all refuse make an error without a message. */
function noteOf(error: unknown, { hostname }: URL): string {
  const { name, code, message } = error as Partial<NodeJS.ErrnoException>;
  if (name === 'TimeoutError') return `No answer came within ${ATTEMPT_TIMEOUT_MS / 1_000} s.`;
  if (code === 'ENOTFOUND') return `The name ${hostname} is not known.`;
  return (message || code || 'No answer came.').slice(0, NOTE_LIMIT);
}
