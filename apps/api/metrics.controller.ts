import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, register } from 'prom-client';
import { DataSource } from 'typeorm';
import { Describe } from '@app/platform';
import { Public } from '@app/access';

collectDefaultMetrics();
const seconds = new Histogram({
  name: 'docket_http_request_seconds',
  help: 'Time to answer, by method, route and status.',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});
const outbox = new Gauge({ name: 'docket_outbox_messages', help: 'Jobs decided on and not yet queued.' });
const unsealed = new Gauge({
  name: 'docket_audit_unsealed_events',
  help: 'Audit events that wait for their seal.',
});

/** Times every request under its route's pattern, never its path: ids would make a series each. */
export function countRequest(request: Request, response: Response, next: NextFunction): void {
  const end = seconds.startTimer({ method: request.method });
  response.on('finish', () => {
    const route = (request.route as { path?: string } | undefined)?.path ?? 'none';
    end({ route, status: String(response.statusCode) });
  });
  next();
}

@ApiTags('operation')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly db: DataSource) {}

  @Get()
  @Public()
  @Header('content-type', register.contentType)
  @Describe('Metrics for Prometheus', {
    description: 'Counts and times only; no names. Keep it off the public network by your proxy.',
  })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  async metrics(): Promise<string> {
    const rows: { outbox: string; unsealed: string }[] = await this.db.query(
      'SELECT (SELECT count(*) FROM outbox_messages) AS outbox, (SELECT count(*) FROM audit_pending) AS unsealed',
    );
    outbox.set(Number(rows[0]!.outbox));
    unsealed.set(Number(rows[0]!.unsealed));
    return register.metrics();
  }
}
