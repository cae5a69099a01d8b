import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import {
  ConflictError,
  Describe,
  InvalidInputError,
  NotFoundError,
  type Page,
  PageOf,
  PageQuery,
  TooLargeError,
} from '@app/platform';
import { ImportRefusedError } from '../import.problems';
import { UsageEngineAwayError } from '../usage.problems';
import { Batches, type TakenBatch } from './batches.service';
import { BatchQuery, CreateStream, ImportBatchView, ImportStreamView, toStreamView } from './streams.dto';
import { ReadOnlyUsageError } from '../read-only/read-only.problems';
import { Streams } from './streams.service';
import { BusyError } from './turns';

/** Bytes of a batch, unpacked. */
const MOST_BYTES = 32 << 20;

/** Standing imports. */
@ApiTags('usage')
@Controller('v1/import-streams')
export class StreamsController {
  constructor(
    private readonly streams: Streams,
    private readonly batches: Batches,
  ) {}

  @Post()
  @Allow('usage.import')
  @Describe('Make a standing import', {
    description: 'For a log shipper. The same said again is the same stream.',
    problems: [InvalidInputError, NotFoundError, ConflictError, ReadOnlyUsageError],
  })
  @ApiCreatedResponse({ type: ImportStreamView })
  async create(@CurrentActor() actor: Actor, @Body() body: CreateStream): Promise<ImportStreamView> {
    return toStreamView(await this.streams.create(actor, body));
  }

  @Get()
  @Allow('usage.read')
  @Describe('Standing imports by name')
  @ApiOkResponse({ type: PageOf(ImportStreamView) })
  async list(@Query() query: PageQuery): Promise<Page<ImportStreamView>> {
    const { items, nextCursor } = await this.streams.list(query);
    return { items: items.map(toStreamView), nextCursor };
  }

  @Get(':id')
  @Allow('usage.read')
  @Describe('A standing import', { problems: [NotFoundError] })
  @ApiOkResponse({ type: ImportStreamView })
  async find(@Param('id', ParseUUIDPipe) id: string): Promise<ImportStreamView> {
    return toStreamView(await this.streams.find(id));
  }

  @Post(':id/batches')
  @HttpCode(200)
  @Allow('usage.import')
  @Describe('Send a batch of rows', {
    description:
      'NDJSON, or CSV with a header, up to 32 MiB unpacked, also with `Content-Encoding: gzip`. It is answered when the rows are stored, so a batch that was not answered is sent again: the same batch, and the same request, count once. The next snapshot sees it.',
    problems: [
      NotFoundError,
      ImportRefusedError,
      ConflictError,
      InvalidInputError,
      TooLargeError,
      BusyError,
      UsageEngineAwayError,
    ],
  })
  @ApiConsumes('application/x-ndjson', 'text/csv')
  @ApiBody({ schema: { type: 'string' } })
  @ApiOkResponse({ type: ImportBatchView })
  async take(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { batch }: BatchQuery,
    @Req() request: Request,
  ): Promise<TakenBatch> {
    const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
    if (type !== 'text/csv' && type !== 'application/x-ndjson')
      throw new InvalidInputError('Send the batch as application/x-ndjson or text/csv.');
    const content = await contentOf(request);
    return this.batches.take(actor, id, { batch, format: type === 'text/csv' ? 'csv' : 'ndjson', content });
  }

  @Post(':id/close')
  @HttpCode(200)
  @Allow('usage.import')
  @Describe('End a standing import', {
    description: 'It takes no batch any more; what it has is brought in.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: ImportStreamView })
  async close(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ImportStreamView> {
    return toStreamView(await this.streams.close(actor, id));
  }
}

/** The rows, unpacked. What is text of lines has been read before; CSV has not. @throws TooLargeError, InvalidInputError */
async function contentOf(request: Request): Promise<Buffer> {
  const read: unknown = request.body;
  if (read !== undefined) return Buffer.from(typeof read === 'string' ? read : '');
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += (piece as Buffer).length;
    if (bytes > MOST_BYTES) throw new TooLargeError('A batch has up to 32 MiB.');
    pieces.push(piece as Buffer);
  }
  const coding = request.headers['content-encoding'] ?? 'identity';
  if (coding === 'identity') return Buffer.concat(pieces);
  if (coding !== 'gzip') throw new InvalidInputError('A batch is packed by gzip or not at all.');
  try {
    return await promisify(gunzip)(Buffer.concat(pieces), { maxOutputLength: MOST_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new TooLargeError('A batch has up to 32 MiB unpacked.');
    throw new InvalidInputError('The batch cannot be unpacked.');
  }
}
