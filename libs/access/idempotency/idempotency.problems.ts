import { problem } from '@app/platform';

/** The key was used before with another request. */
export class IdempotencyKeyReusedError extends problem({
  slug: 'idempotency-key-reused',
  status: 422,
  title: 'The idempotency key belongs to another request',
  remedy: 'Use a new key for a new request; repeat a key only with the very same method, path and body.',
}) {}

/** The first request with this key has not been answered yet. */
export class IdempotencyKeyInFlightError extends problem({
  slug: 'idempotency-key-in-flight',
  status: 409,
  title: 'A request with this idempotency key is still being worked on',
  remedy: 'Wait a moment and repeat the request with the same key.',
}) {}
