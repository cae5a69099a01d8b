import type { IncomingHttpHeaders } from 'node:http';
import { type FieldError, invalidInput } from '@app/platform';

/**
 * Checks the headers of a CloudEvent in binary mode, whose body is the alert itself. A request without them is none.
 * @throws InvalidInputError naming the header
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 */
export function binaryEvent(headers: IncomingHttpHeaders): void {
  if (headers['ce-specversion'] === undefined) return;
  const errors: FieldError[] = [];
  if (headers['ce-specversion'] !== '1.0') errors.push({ pointer: '#ce-specversion', detail: 'must be 1.0' });
  for (const name of ['ce-id', 'ce-source', 'ce-type'])
    if (!String(headers[name] ?? '').trim())
      errors.push({ pointer: `#${name}`, detail: 'is needed in binary mode' });
  if (errors.length > 0) throw invalidInput(errors);
}
