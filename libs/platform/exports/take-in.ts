import type { Response } from 'express';
import { UnavailableError } from '../problems/common-problems';

/** Whoever an export was for has gone, or takes nothing any more. */
export class ClientGoneError extends Error {}

/** Bytes between two looks at whether the client takes anything. */
const SLICE = 65_536;

/** Writes bytes as fast as the client takes them. @throws ClientGoneError, UnavailableError when the process ends it */
export async function takeIn(
  response: Response,
  bytes: Buffer,
  signal: AbortSignal,
  patienceMs: number,
): Promise<void> {
  for (let from = 0; from < bytes.length; from += SLICE) {
    if (signal.aborted) throw ended();
    if (response.destroyed || response.closed) throw new ClientGoneError();
    if (!response.write(bytes.subarray(from, from + SLICE))) await drained(response, signal, patienceMs);
  }
}

function drained(response: Response, signal: AbortSignal, patienceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => (): void => {
      clearTimeout(timer);
      response.off('drain', onDrain);
      response.off('close', onClose);
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const onDrain = end(resolve);
    const onClose = end(() => reject(new ClientGoneError()));
    const onAbort = end(() => reject(ended()));
    const timer = setTimeout(onClose, patienceMs);
    response.once('drain', onDrain);
    response.once('close', onClose);
    signal.addEventListener('abort', onAbort);
  });
}

const ended = (): UnavailableError =>
  new UnavailableError('The export was ended: its time is over, or the process is closing.');
