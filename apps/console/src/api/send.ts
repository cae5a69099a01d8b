import { ProblemError } from './problem-error';
import { sessionGate } from './session-gate';

/** Refusals of these mean what they say: wrong credentials, or simply that nobody is signed in yet. */
const OPEN = ['/v1/session', '/v1/me', '/v1/invitations/accept'];

/** Pauses before an act is sent again under its key, ms. Reads are tried again by TanStack Query. */
const PAUSES = [400, 1_500];

/**
 * Sends a request. Every POST carries an `Idempotency-Key`, so one that got no answer is sent again and done once. When
 * the session has ended, the person signs in over the page that they were on, and the request goes out again.
 * @throws ProblemError when nobody answers
 */
export async function send(request: Request): Promise<Response> {
  const isPost = request.method === 'POST';
  if (isPost) request.headers.set('Idempotency-Key', randomKey());
  for (const pause of isPost ? [...PAUSES, undefined] : [undefined]) {
    const response = await fetch(request.clone()).catch((error: unknown) => {
      if (request.signal.aborted) throw error;
    });
    if (response?.status === 401 && !OPEN.includes(new URL(request.url).pathname)) {
      await sessionGate.signIn();
      return send(request);
    }
    // 409 with Retry-After: the first try is still being worked on.
    const isWaiting = response?.status === 409 && response.headers.has('retry-after');
    if (response && !(isWaiting && pause)) return response;
    if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw ProblemError.unreachable();
}

/** Not `crypto.randomUUID`, which only pages of a secure origin have. */
function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
