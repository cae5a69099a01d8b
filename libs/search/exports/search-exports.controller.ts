import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  Describe,
  type ExportFormat,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  TooManyRequestsError,
  UnavailableError,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { CurrentActor, SignedIn } from '@app/access';
import { InvalidQueryError, SearchTooBroadError } from '../search.problems';
import { ExportQuery, SearchExportQuery } from './search-exports.dto';
import { SearchExports } from './search-exports.service';

const REFUSALS = [
  InvalidInputError,
  InvalidQueryError,
  ForbiddenError,
  SearchTooBroadError,
  TooManyRequestsError,
  UnavailableError,
];
const TEXT = { schema: { type: 'string' } } as const;
const FILE = {
  description:
    'NDJSON: a first line `{"export": …}`, a `{"row": …}` a line, and `{"end": …}` with the number of rows last; a file whose last line is not `end` is not whole, and a `problem` there says why. CSV: a connection that breaks off leaves a file that is not whole. Of both the trailers `x-export-lines` and `x-export-sha256` follow a whole one.',
  content: { 'application/x-ndjson': TEXT, 'text/csv': TEXT },
};
const STREAMED =
  'Streamed at any size, newest first (accounts and entities by their value), whatever the order of a list: so no row comes twice or is left out because it changed meanwhile. Each row is as it was when it was read. A CSV has the names of people and things in one column and their ids in another, lists as JSON, instants in UTC, and an apostrophe before text that a spreadsheet would take for a formula.';

/** What a search finds, as a file. */
@ApiTags('search')
@Controller('v1')
export class SearchExportsController {
  constructor(private readonly exports: SearchExports) {}

  @Get('search/export')
  @SignedIn()
  @Describe('Export what a query finds, as CSV or NDJSON', { description: STREAMED, problems: REFUSALS })
  @ApiOkResponse(FILE)
  async search(
    @CurrentActor() actor: Actor,
    @Query() { kind, q = '', columns, format, zone }: SearchExportQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.exports.send(
      actor,
      { kind, q, columns, format: format ?? acceptedBy(request), zone },
      response,
    );
  }

  @Get('views/:id/export')
  @SignedIn()
  @Describe('Export what a saved view finds, as CSV or NDJSON', {
    description: `The search is yours, whoever made the view: your rights, and \`me\` is you. ${STREAMED}`,
    problems: [...REFUSALS, NotFoundError],
  })
  @ApiOkResponse(FILE)
  async view(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { columns, format, zone }: ExportQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.exports.sendView(
      actor,
      id,
      { columns, format: format ?? acceptedBy(request), zone },
      response,
    );
  }
}

/** The format that the client would rather have. */
const acceptedBy = (request: Request): ExportFormat =>
  request.accepts(['application/x-ndjson', 'text/csv']) === 'text/csv' ? 'csv' : 'ndjson';
