import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * The one text of a JSON value that is hashed and signed.
 * Integers beyond 2^53 must come as strings. @see RFC 8785 (JCS)
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** SHA-256 of the canonical text, lower-case hex. */
export function contentHash(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** SHA-256 of bytes or UTF-8 text, lower-case hex. */
export function sha256(data: string | Buffer): string {
  return hash('sha256', data, 'hex');
}
