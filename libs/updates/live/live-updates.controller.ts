import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  Describe,
  ForbiddenError,
  NotFoundError,
  sha256,
  TooManyRequestsError,
  UnavailableError,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { CurrentActor, SESSION_COOKIE, SignedIn } from '@app/access';
import { lastUpdate, UpdatesQuery, UpdateView } from './live.dto';
import { type LiveConnection, LiveUpdates } from './live-updates.service';

/** What is done, told while it is done. */
@ApiTags('updates')
@Controller('v1/updates')
export class LiveUpdatesController {
  constructor(private readonly updates: LiveUpdates) {}

  @Get()
  @SignedIn()
  @Describe('Live updates, as server-sent events', {
    description:
      'For people; programs get webhooks. Each update is an act of the record that the reader has the right to read about: `id` is its place in the audit chain, `event` the action, `data` says to what and by whom, without contents. Without `Last-Event-ID` or `after` it begins with `ready` and goes on from now; with one of them it goes on exactly after it. Who is more than 10,000 acts behind gets `reset`, has to read anew what it shows, and goes on from now. A comment every 15 seconds shows that the connection lives; it ends with the session.',
    problems: [ForbiddenError, NotFoundError, TooManyRequestsError, UnavailableError],
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    schema: { type: 'string' },
    description: 'The id of the last update that the reader has.',
  })
  @ApiExtraModels(UpdateView)
  @ApiOkResponse({
    description: 'A stream that does not end; `data` of an update is an `UpdateView`.',
    content: { 'text/event-stream': { schema: { $ref: getSchemaPath(UpdateView) } } },
  })
  async read(
    @CurrentActor() actor: Actor,
    @Query() query: UpdatesQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    // A detector reads its own alerts only, which an act does not show.
    if (actor.kind !== 'user')
      throw new ForbiddenError('Live updates are for people; a program is told by webhooks.');
    const session = sha256((request.cookies as Record<string, string>)[SESSION_COOKIE] ?? '');
    const after = lastUpdate(lastEventId, query.after);
    await this.updates.open(actor, { session, after, caseId: query.case }, connection(request, response));
  }
}

function connection(request: Request, response: Response): LiveConnection {
  return {
    open() {
      response.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        // A proxy that waits for the end would wait forever.
        'X-Accel-Buffering': 'no',
      });
      // Whoever asks for the head alone has it.
      if (request.method === 'HEAD') response.end();
    },
    write: (text) => !response.writableEnded && !response.destroyed && response.write(text),
    once: (event, listener) => response.once(event, listener),
    end: () => response.end(),
    destroy: () => response.destroy(),
    onClose: (listener) => response.once('close', listener),
    get isClosed() {
      return response.destroyed || response.closed;
    },
  };
}
