import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Describe, NotFoundError } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { EvidenceView, toEvidenceView, VerificationView } from './evidence.dto';
import { EvidenceMissingError } from './evidence.problems';
import { Evidence } from './evidence.service';

/** Evidence items and their bytes. */
@ApiTags('evidence')
@Controller('v1/evidence')
export class EvidenceController {
  constructor(private readonly evidence: Evidence) {}

  @Get(':id')
  @Allow('cases.read')
  @Describe('An evidence item with its custody log', { problems: [NotFoundError] })
  @ApiOkResponse({ type: EvidenceView })
  async find(@Param('id', ParseUUIDPipe) id: string): Promise<EvidenceView> {
    return toEvidenceView(await this.evidence.find(id), await this.evidence.custody(id));
  }

  @Get(':id/content')
  @Allow('cases.read')
  @Describe('The bytes of an evidence item', {
    description:
      'Adds an entry to the custody log. `Repr-Digest` carries the SHA-256 that was kept (RFC 9530).',
    problems: [NotFoundError, EvidenceMissingError],
  })
  @ApiOkResponse({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  async content(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { item, content } = await this.evidence.open(actor, id);
    // Always a download: a file that somebody sent in must not run as a page of this site.
    response.attachment(item.name).setHeader('Content-Type', item.mediaType);
    response.setHeader('Repr-Digest', `sha-256=:${Buffer.from(item.sha256, 'hex').toString('base64')}:`);
    return new StreamableFile(content, { length: item.bytes });
  }

  @Post(':id/verify')
  @HttpCode(200)
  @Allow('cases.read')
  @Describe('Compare the bytes on the disk with those that were kept', {
    description: 'For all who may read them. Adds an entry to the custody log.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: VerificationView })
  async verify(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<VerificationView> {
    return { intact: await this.evidence.verify(id, actor) };
  }
}
