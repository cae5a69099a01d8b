import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  Clock,
  ConflictError,
  Describe,
  IllegalTransitionError,
  InvalidInputError,
  NotFoundError,
  type Page,
  PageOf,
  PageQuery,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { ImportRefusedError } from './import.problems';
import { CreateImport, ImportView, toImportView } from './imports.dto';
import { ReadOnlyUsageError } from './read-only/read-only.problems';
import { Imports } from './imports.service';

/** Files of usage and accounts. */
@ApiTags('usage')
@Controller('v1/imports')
export class ImportsController {
  constructor(
    private readonly imports: Imports,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow('usage.import')
  @Describe('Announce a file', {
    description: 'Then PUT its bytes to `content`.',
    problems: [ImportRefusedError, NotFoundError, ReadOnlyUsageError],
  })
  @ApiCreatedResponse({ type: ImportView })
  async create(@CurrentActor() actor: Actor, @Body() body: CreateImport): Promise<ImportView> {
    return toImportView(await this.imports.create(actor, body), this.clock.now());
  }

  @Put(':id/content')
  @HttpCode(202)
  @Allow('usage.import')
  @Describe('Upload the file and start loading it', {
    description:
      'The bytes as they are, gzip included, as `application/octet-stream`. There is no limit of size.',
    problems: [NotFoundError, IllegalTransitionError, InvalidInputError],
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiAcceptedResponse({ type: ImportView })
  async receive(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: Request,
  ): Promise<ImportView> {
    // A JSON type would have been read and parsed as a request of our own before it came here.
    if (request.readableEnded)
      throw new InvalidInputError('Send the file as application/octet-stream, and not empty.');
    return toImportView(await this.imports.receive(actor, id, request), this.clock.now());
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Allow('usage.import')
  @Describe('End an import before its rows count', {
    problems: [NotFoundError, IllegalTransitionError, ConflictError],
  })
  @ApiOkResponse({ type: ImportView })
  async cancel(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ImportView> {
    return toImportView(await this.imports.cancel(actor, id), this.clock.now());
  }

  @Get()
  @Allow('usage.read')
  @Describe('Imports, latest first')
  @ApiOkResponse({ type: PageOf(ImportView) })
  async list(@Query() query: PageQuery): Promise<Page<ImportView>> {
    const { items, nextCursor } = await this.imports.list(query);
    return { items: items.map((found) => toImportView(found, this.clock.now())), nextCursor };
  }

  @Get(':id')
  @Allow('usage.read')
  @Describe('An import and how far it is', { problems: [NotFoundError] })
  @ApiOkResponse({ type: ImportView })
  async find(@Param('id', ParseUUIDPipe) id: string): Promise<ImportView> {
    return toImportView(await this.imports.find(id), this.clock.now());
  }

  @Get(':id/rejects')
  @Allow('usage.read')
  @Describe('The rejected lines', {
    description: 'CSV: `file,line,column,reason`.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  async rejects(
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { name, content } = await this.imports.rejects(id);
    response.attachment(name);
    return new StreamableFile(content, { type: 'text/csv; charset=utf-8' });
  }
}
