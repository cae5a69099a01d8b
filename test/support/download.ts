import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

/** A file as it came in. */
export interface Downloaded {
  text: string;
  /** Lines of an NDJSON. */
  lines: Record<string, Record<string, unknown>>[];
  headers: IncomingHttpHeaders;
  trailers: Record<string, string | undefined>;
}

/** Begins a download; the answer is read as fast as the test reads it. */
export function beginDownload(url: string, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => get(url, { agent: false, headers }, resolve).on('error', reject));
}

/** Reads an answer to its end. @throws Error when it breaks off */
export async function readDownload(answer: IncomingMessage): Promise<Downloaded> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  const isLines = answer.headers['content-type'] === 'application/x-ndjson';
  return {
    text,
    lines: isLines
      ? text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Downloaded['lines'][number])
      : [],
    headers: answer.headers,
    trailers: answer.trailers,
  };
}
