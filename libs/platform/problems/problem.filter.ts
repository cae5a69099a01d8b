import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { toProblem } from './to-problem';

/** Answers every error as `application/problem+json`; a 5xx is logged whole under the request's id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = toProblem(error);
    const requestId = response.getHeader('x-request-id');
    if (typeof requestId === 'string') problem.instance = `urn:request:${requestId}`;
    if (problem.status >= 500) {
      this.logger.error(
        `${request.method} ${request.path} ${String(requestId)}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
    // An answer that has begun (a stream) cannot become a problem any more: cut it, so that the client sees it is short.
    if (response.headersSent) {
      response.destroy(error instanceof Error ? error : undefined);
      return;
    }
    if (typeof problem['retryAfterSeconds'] === 'number')
      response.setHeader('Retry-After', String(problem['retryAfterSeconds']));
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}
