/** One event of a stream. */
export interface StreamEvent {
  id: string;
  event: string;
  data: string;
}

export interface StreamOptions {
  signal: AbortSignal;
  /** The id of the last event that is known; the stream goes on behind it. */
  after: () => string | undefined;
  tell: (event: StreamEvent) => void;
}

/** How long to wait before coming back: longer each time that nothing came, ms. */
const PAUSES = [1_000, 3_000, 10_000, 30_000];

/**
 * Reads server-sent events until it is told to end, and comes back after every break. `EventSource` cannot be used: it
 * hears only events whose names it was told beforehand, and gives up for good when it is refused once.
 */
export async function readEvents(url: string, options: StreamOptions): Promise<void> {
  for (let failed = 0; !options.signal.aborted;) {
    const heard = await readOnce(url, options).catch(() => false);
    failed = heard ? 0 : Math.min(failed + 1, PAUSES.length - 1);
    if (!options.signal.aborted) await new Promise((resolve) => setTimeout(resolve, PAUSES[failed]));
  }
}

/** @returns whether anything came */
async function readOnce(url: string, { signal, after, tell }: StreamOptions): Promise<boolean> {
  const last = after();
  const headers = { accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}) };
  const response = await fetch(url, { signal, headers, cache: 'no-store' });
  if (!response.ok || !response.body) return false;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let heard = false;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return heard;
    heard = true;
    const blocks = (text + value).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parse(block);
      if (event) tell(event);
    }
  }
}

/** @see WHATWG HTML, server-sent events */
function parse(block: string): StreamEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name && value !== undefined) fields.set(name, value);
  }
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return { id: fields.get('id') ?? '', event: fields.get('event') ?? 'message', data };
}
