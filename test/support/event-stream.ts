import { request } from 'undici';
import type { HttpClient } from './http-client';
import { PATIENCE_MS } from './until';

/** One event of a stream of server-sent events. */
export interface StreamEvent {
  id: string;
  event: string;
  data: Record<string, unknown>;
}

/** A reader of server-sent events, as a browser is one: it keeps the id of the last block, also of one without data. */
export class EventStream {
  readonly events: StreamEvent[] = [];
  lastEventId = '';
  isEnded = false;
  private readonly stopping = new AbortController();
  private waiting: (() => void)[] = [];
  private rest = '';

  private constructor(
    readonly status: number,
    readonly headers: Record<string, string | string[] | undefined>,
  ) {}

  /** Connects. @throws Error when the answer is no stream */
  static async open(
    url: string,
    client: HttpClient,
    path = '/v1/updates',
    lastEventId?: string,
  ): Promise<EventStream> {
    const stopping = new AbortController();
    const answer = await request(url + path, {
      headers: { ...client.headers, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) },
      signal: stopping.signal,
      bodyTimeout: 0,
    });
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${await answer.body.text()}`);
    const stream = new EventStream(answer.statusCode, answer.headers);
    stream.stopping.signal.addEventListener('abort', () => stopping.abort());
    void stream.read(answer.body);
    return stream;
  }

  /** Waits for the first event that is asked for. @throws Error when the stream ends before, or nothing like it comes */
  async until(isIt: (event: StreamEvent) => boolean): Promise<StreamEvent> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = this.events.find(isIt);
      if (found) return found;
      if (this.isEnded || Date.now() > until)
        throw new Error(`not told: ${this.events.map(({ event }) => event).join(', ')}`);
      await this.next();
    }
  }

  /** Waits for the end of the stream. @throws Error when it does not end */
  async untilEnded(): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    while (!this.isEnded) {
      if (Date.now() > until) throw new Error('the stream does not end');
      await this.next();
    }
  }

  close(): void {
    this.stopping.abort();
  }

  private next(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, 500);
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private async read(body: AsyncIterable<Buffer>): Promise<void> {
    try {
      for await (const chunk of body) {
        this.rest += chunk.toString('utf8');
        const blocks = this.rest.split('\n\n');
        this.rest = blocks.pop()!;
        for (const block of blocks) this.take(block);
        this.wake();
      }
    } catch {
      // Closed by either side: what was told until then was told.
    }
    this.isEnded = true;
    this.wake();
  }

  private wake(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }

  private take(block: string): void {
    const fields = new Map(block.split('\n').map((line) => line.split(/: ?(.*)/s) as [string, string]));
    this.lastEventId = fields.get('id') ?? this.lastEventId;
    const data = fields.get('data');
    if (data === undefined) return;
    this.events.push({
      id: this.lastEventId,
      event: fields.get('event') ?? 'message',
      data: JSON.parse(data) as Record<string, unknown>,
    });
  }
}
