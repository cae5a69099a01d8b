import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { json, text, type Request, type RequestHandler, type Response } from 'express';
import { textTypesOf } from '@app/platform';
import type { ActingRequest } from '@app/access';
import { refuseDeepBody } from './body-depth';

/** A CloudEvent, and a batch of them, are JSON as well. */
const JSON_TYPES = ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json'];

const LIMIT = '32mb';

const readers = (limit: string): RequestHandler[] => [
  json({ type: JSON_TYPES, limit, verify: refuseDeepBody }),
  text({ type: 'application/x-ndjson', limit }),
];

/** Holds a batch of 10,000 alerts and a list of several 100,000 accounts; files are streamed, not parsed. */
const OF_SOMEONE = readers(LIMIT);
/** What anybody may send: to sign in, to accept an invitation. */
const OF_ANYONE = readers('64kb');

/**
 * Reads the body once the caller has been let in. It is a guard because guards stand in a row: the one that recognises
 * the caller comes before it, and all that looks at the body comes after.
 */
@Injectable()
export class BodyReader implements CanActivate {
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<ActingRequest>();
    const types = textTypesOf(context.getHandler());
    const files = request.actor && types.length > 0 ? [text({ type: types, limit: LIMIT })] : [];
    for (const reader of [...(request.actor ? OF_SOMEONE : OF_ANYONE), ...files])
      await read(reader, request, http.getResponse<Response>());
    return true;
  }
}

function read(reader: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    void reader(request, response, (error?: unknown) => (error ? reject(error as Error) : resolve()));
  });
}
