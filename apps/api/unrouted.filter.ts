import { type ArgumentsHost, Catch, NotFoundException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { MethodNotAllowedError, ProblemFilter } from '@app/platform';
import type { ConsolePage } from './console';

/** A route as express holds it. */
interface Layer {
  route?: { methods: Record<string, boolean> };
  match(path: string): boolean;
}

/**
 * Answers what no route took: with the console where a browser asks for a page, so that every link into it can be sent
 * around, and with 405 where the path is known with other methods. Only the router throws Nest's own
 * exception; the rooms say what is not there by `NotFoundError`.
 */
@Catch(NotFoundException)
export class UnroutedFilter extends ProblemFilter {
  constructor(private readonly page: ConsolePage) {
    super();
  }

  override catch(error: NotFoundException, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    if (this.page.answer(request, host.switchToHttp().getResponse<Response>())) return;
    const allowed = methodsOf(request);
    if (allowed.length === 0) return super.catch(error, host);
    host.switchToHttp().getResponse<Response>().setHeader('Allow', allowed.join(', '));
    super.catch(
      new MethodNotAllowedError(`${request.path} does not take ${request.method}.`, { allowed }),
      host,
    );
  }
}

function methodsOf(request: Request): string[] {
  const { stack } = (request.app as unknown as { router: { stack: Layer[] } }).router;
  const methods = stack
    .filter((layer) => layer.route !== undefined && layer.match(request.path))
    .flatMap((layer) => Object.keys(layer.route!.methods).map((method) => method.toUpperCase()));
  return [...new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)].sort();
}
