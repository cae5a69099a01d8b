import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { map, type Observable } from 'rxjs';
import { sha256 } from '../canonical-json';
import { invalidInput } from '../problems/to-problem';

/** Of the digest as many characters as keep two lists of one client apart; a cursor is no secret. */
const MARK_LENGTH = 12;

/**
 * Binds every list's cursors to the list: its path, filters and order. A cursor is a place in one order; in another it
 * would leave items out without a word. Only the size of the page may change from one page to the next.
 */
@Injectable()
export class CursorBinding implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    if (request.method !== 'GET') return next.handle();
    const mark = markOf(request);
    const { cursor } = request.query;
    if (typeof cursor === 'string') {
      const [given, key, ...rest] = cursor.split('.');
      if (given !== mark || !key || rest.length > 0)
        throw invalidInput([
          { pointer: '?cursor', detail: 'is not a cursor of this list with these filters and this order' },
        ]);
      Object.defineProperty(request, 'query', { value: { ...request.query, cursor: key } });
    }
    return next.handle().pipe(map((answer) => bound(answer, mark)));
  }
}

function markOf(request: Request): string {
  const filters = Object.entries(request.query)
    .filter(([name]) => name !== 'cursor' && name !== 'limit')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([request.path.replace(/\/$/, ''), filters])).slice(0, MARK_LENGTH);
}

function bound(answer: unknown, mark: string): unknown {
  if (typeof answer !== 'object' || answer === null || !('nextCursor' in answer)) return answer;
  return typeof answer.nextCursor === 'string'
    ? { ...answer, nextCursor: `${mark}.${answer.nextCursor}` }
    : answer;
}
