import type { PlatformAnswer } from './account-platform';

/** Wait where the platform asks for one without saying how long, ms. */
const DEFAULT_WAIT_MS = 1_000;
/** A pause longer than this is taken in pieces, ms. */
const MAX_WAIT_MS = 15 * 60_000;
const NOTE_CHARACTERS = 300;

/** What came over the wire. */
export interface WireAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/**
 * Reads the platform's answer.
 * @param since start of the order's execution: an account that changed before was so already
 */
export function readAnswer(answer: WireAnswer, since: Date, now: Date): PlatformAnswer {
  const { status } = answer;
  const body = parse(answer.body);
  const note = noteOf(body, status);
  if (status >= 200 && status < 300) return { ...readSuccess(body, since), httpStatus: status, note: null };
  if (status === 401 || status === 403) return { is: 'locked_out', httpStatus: status, note };
  if (status === 404) return { is: 'unknown_account', httpStatus: status, note };
  if (status === 409) return { is: readConflict(body), httpStatus: status, note };
  if (status === 429)
    return {
      is: 'limited',
      waitMs: retryAfterMs(answer.headers['retry-after'], now),
      httpStatus: status,
      note,
    };
  if (status === 503 && answer.headers['retry-after'] !== undefined) {
    return {
      is: 'limited',
      waitMs: retryAfterMs(answer.headers['retry-after'], now),
      httpStatus: status,
      note,
    };
  }
  if (status >= 500 || status === 408 || status === 425) return { is: 'unclear', httpStatus: status, note };
  return { is: 'refused', httpStatus: status, note };
}

/** `Retry-After` in either of its forms, ms. @see RFC 9110 section 10.2.3 */
export function retryAfterMs(header: string | string[] | undefined, now: Date): number {
  const value = Array.isArray(header) ? header[0] : header;
  if (value === undefined) return DEFAULT_WAIT_MS;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - now.getTime();
  if (!Number.isFinite(ms)) return DEFAULT_WAIT_MS;
  return Math.min(MAX_WAIT_MS, Math.max(0, ms));
}

/** `changedAt` is when the account took its present status; null means that no call ever changed it. */
function readSuccess(body: Record<string, unknown>, since: Date): { is: 'done' | 'already_so' } {
  const { changedAt } = body;
  const isOlder =
    changedAt === null || (typeof changedAt === 'string' && Date.parse(changedAt) < since.getTime());
  return { is: isOlder ? 'already_so' : 'done' };
}

function readConflict(body: Record<string, unknown>): 'protected' | 'already_so' | 'refused' {
  const { reason } = body;
  if (reason === 'protected') return 'protected';
  return typeof reason === 'string' && reason.startsWith('already') ? 'already_so' : 'refused';
}

function noteOf(body: Record<string, unknown>, status: number): string {
  const said = [body['title'], body['detail']].filter((part): part is string => typeof part === 'string');
  return (said.join(': ') || `The platform answered ${status}.`)
    .replaceAll('\u0000', '')
    .slice(0, NOTE_CHARACTERS);
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
