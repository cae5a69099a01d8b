import { ProblemError } from '../../../api/problem-error';
import { send } from '../../../api/send';

/** Bytes of a part: what is lost when a connection is cut. */
const PART = 8 << 20;
/** Pauses before going on after a break, ms. */
const PAUSES = [500, 2_000, 5_000];

/** How much of the file is there already. @throws ProblemError */
async function offsetOf(url: string, signal: AbortSignal): Promise<number> {
  const response = await send(new Request(url, { method: 'HEAD', signal }));
  if (!response.ok) throw ProblemError.of(undefined, response);
  return Number(response.headers.get('Upload-Offset'));
}

/**
 * Sends a file part by part and goes on where it was cut: after a break of the connection by itself, after the page was
 * left when the same file is chosen again. @throws ProblemError when it is refused, or nobody answers for long
 */
export async function upload(
  importId: string,
  file: File,
  o: { signal: AbortSignal; tell: (sent: number) => void },
): Promise<void> {
  const url = `/v1/imports/${importId}/content`;
  for (let failed = 0; ;) {
    try {
      let offset = await offsetOf(url, o.signal);
      for (;;) {
        o.tell(offset);
        const end = Math.min(file.size, offset + PART);
        const isLast = end === file.size;
        const headers = {
          'Content-Type': 'application/partial-upload',
          'Upload-Offset': String(offset),
          'Upload-Complete': isLast ? '?1' : '?0',
        };
        const body = file.slice(offset, end);
        const response = await send(new Request(url, { method: 'PATCH', headers, body, signal: o.signal }));
        if (!response.ok) throw ProblemError.of(await response.json().catch(() => undefined), response);
        failed = 0;
        offset = end;
        if (isLast) return o.tell(offset);
      }
    } catch (error) {
      const problem = ProblemError.from(error);
      const pause = problem.status === 0 ? PAUSES[failed] : undefined;
      if (pause === undefined || o.signal.aborted) throw error;
      failed += 1;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
