import type { IncomingMessage, ServerResponse } from 'node:http';

/** Deeper than anything that a route takes, shallower than what exhausts the stack of what reads it. */
const DEEPEST = 64;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** Refuses a JSON body that is nested beyond reason, before it is parsed. For body-parser's `verify`. */
export function refuseDeepBody(_request: IncomingMessage, _response: ServerResponse, body: Buffer): void {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at]!;
    if (isText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (OPENING.has(byte)) {
      depth += 1;
      if (depth > DEEPEST)
        throw Object.assign(new Error(`it is nested more than ${DEEPEST} levels deep`), {
          status: 400,
          type: 'entity.nested.too.deeply',
        });
    } else if (CLOSING.has(byte)) depth -= 1;
  }
}
