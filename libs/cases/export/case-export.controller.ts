import { Controller, Get, Param, ParseUUIDPipe, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Describe, NotFoundError, TooManyRequestsError, UnavailableError } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { CaseExport } from './case-export.service';

/** A case to take along. */
@ApiTags('cases')
@Controller('v1/cases/:id/export')
export class CaseExportController {
  constructor(private readonly cases: CaseExport) {}

  @Get()
  @Allow('cases.read')
  @Describe('Export a whole case as NDJSON', {
    description:
      'Streamed at any size. Each line has one member, which says what it is of: first `export` with what follows, then the case, its members, violations, dates, assertions, merges and meetings, links, playbooks, tasks with their log, notes with every wording, entities, accounts with what was done to them, keys, evidence, alerts with every revision, what was taken out or proposed, and acts; `end` with the counts last. A file whose last line is not `end` is not whole, and a `problem` there says why. Each line is as it was when it was read.',
    problems: [NotFoundError, TooManyRequestsError, UnavailableError],
  })
  @ApiOkResponse({ content: { 'application/x-ndjson': { schema: { type: 'string' } } } })
  async export(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.cases.send(actor, id, response);
  }
}
