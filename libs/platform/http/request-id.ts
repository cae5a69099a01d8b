import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

/** Gives every request an id that the answer carries and the log repeats; a caller's own is kept when it is harmless. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.headers['x-request-id'];
  response.setHeader(
    'x-request-id',
    typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID(),
  );
  next();
}
