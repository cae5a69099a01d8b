import {
  Controller,
  Head,
  Header,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiNoContentResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import {
  Clock,
  ConflictError,
  Describe,
  IllegalTransitionError,
  invalidInput,
  InvalidInputError,
  NotFoundError,
} from '@app/platform';
import { UploadDigestError, UploadOffsetError } from './import.problems';
import { ImportView, toImportView } from './imports.dto';
import { Uploads } from './uploads.service';

/** Uploads that go on where they were cut. */
@ApiTags('usage')
@Controller('v1/imports')
export class UploadsController {
  constructor(
    private readonly uploads: Uploads,
    private readonly clock: Clock,
  ) {}

  @Head(':id/content')
  @HttpCode(204)
  @Allow('usage.import')
  @Header('Cache-Control', 'no-store')
  @Describe('How many bytes of the file are there', {
    description: '`Upload-Offset` says it, and `Upload-Complete` whether that is all (`?1`).',
    problems: [NotFoundError],
  })
  @ApiNoContentResponse({ description: 'In the headers.' })
  async state(
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const { offset, isComplete } = await this.uploads.state(id);
    response.setHeader('Upload-Offset', offset).setHeader('Upload-Complete', isComplete ? '?1' : '?0');
  }

  @Patch(':id/content')
  @Allow('usage.import')
  @Describe('Upload a part of the file', {
    description:
      'From the byte `Upload-Offset` on, as `application/partial-upload` or `application/octet-stream`. What arrived before a connection was cut stays; HEAD says how much. `Upload-Complete: ?1` ends the file, with this part or an empty one, and starts loading it; `Repr-Digest: sha-256=:…:` is compared with the whole.',
    problems: [
      NotFoundError,
      IllegalTransitionError,
      InvalidInputError,
      UploadOffsetError,
      UploadDigestError,
      ConflictError,
    ],
  })
  @ApiHeader({ name: 'Upload-Offset', required: true, schema: { type: 'integer', minimum: 0 } })
  @ApiHeader({ name: 'Upload-Complete', required: false, schema: { type: 'string', enum: ['?0', '?1'] } })
  @ApiHeader({
    name: 'Repr-Digest',
    required: false,
    schema: { type: 'string' },
    description: 'RFC 9530, `sha-256=:BASE64:`, of the whole file.',
  })
  @ApiConsumes('application/partial-upload')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiNoContentResponse({ description: 'The part is there; `Upload-Offset` says where the next one begins.' })
  @ApiAcceptedResponse({ type: ImportView, description: 'The file is whole and will be loaded.' })
  async append(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Headers() headers: Record<string, string | undefined>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView | undefined> {
    if (request.body !== undefined)
      throw new InvalidInputError('Send the part as application/partial-upload.');
    const isLast = completeOf(headers['upload-complete']);
    const part = {
      offset: offsetOf(headers['upload-offset']),
      isLast,
      sha256: isLast ? digestOf(headers['repr-digest']) : undefined,
      content: request,
    };
    const result = await this.uploads.append(actor, id, part);
    if (typeof result === 'number') {
      response.status(204).setHeader('Upload-Offset', result).setHeader('Upload-Complete', '?0');
      return undefined;
    }
    response.status(202).setHeader('Upload-Offset', result.bytes!).setHeader('Upload-Complete', '?1');
    return toImportView(result, this.clock.now());
  }
}

/** @throws InvalidInputError */
function offsetOf(text: string | undefined): number {
  if (text === undefined || !/^\d{1,15}$/.test(text))
    throw invalidInput([{ pointer: '#Upload-Offset', detail: 'must be a number of bytes' }]);
  return Number(text);
}

/** @throws InvalidInputError */
function completeOf(text: string | undefined): boolean {
  if (text !== undefined && text !== '?0' && text !== '?1')
    throw invalidInput([{ pointer: '#Upload-Complete', detail: 'must be ?0 or ?1' }]);
  return text === '?1';
}

/** Hex of the SHA-256 among the digests; others are passed over. @throws InvalidInputError */
function digestOf(text: string | undefined): string | undefined {
  const found = /(?:^|,)\s*sha-256=(:[^:]*:)?/.exec(text ?? '');
  if (!found) return undefined;
  const hash = Buffer.from(found[1]?.slice(1, -1) ?? '', 'base64');
  if (hash.length !== 32)
    throw invalidInput([{ pointer: '#Repr-Digest', detail: 'must be sha-256=:BASE64: of 32 bytes' }]);
  return hash.toString('hex');
}
