import { Readable } from 'node:stream';
import { Controller, Get, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Describe } from '@app/platform';
import { Audit } from '@app/audit';
import { Allow } from './allow.decorator';

export class AuditFaultView {
  @ApiProperty({ example: '4711' }) sequence!: string;
  @ApiProperty() reason!: string;
}

export class AuditVerdictView {
  @ApiProperty() verified!: boolean;
  @ApiProperty({ description: 'Sealed events checked.' }) events!: number;
  @ApiProperty({ description: 'Events that wait for their seal.' }) pending!: number;
  @ApiProperty({ description: 'Hash of the last link.' }) head!: string;
  @ApiProperty({ required: false }) fault?: AuditFaultView;
}

/** The record, for those who check it. It stands here, not in audit, because it asks who may. */
@ApiTags('audit')
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly audit: Audit) {}

  @Get('verification')
  @Allow('audit.read')
  @Describe('Verify the audit chain', {
    description: 'Recomputes every hash, checks order and gaps, and that no event stands outside the chain.',
  })
  @ApiOkResponse({ type: AuditVerdictView })
  verify(): Promise<AuditVerdictView> {
    return this.audit.verify();
  }

  @Get('export')
  @Allow('audit.read')
  @Describe('The sealed chain as NDJSON', {
    description: 'One link a line: `{sequence, hash, event}`. `docket verify FILE` checks it offline.',
  })
  @ApiOkResponse({ content: { 'application/x-ndjson': { schema: { type: 'string' } } } })
  export(): StreamableFile {
    return new StreamableFile(Readable.from(this.lines()), {
      type: 'application/x-ndjson',
      disposition: 'attachment; filename="audit.ndjson"',
    });
  }

  private async *lines(): AsyncGenerator<string> {
    for await (const page of this.audit.links())
      yield `${page.map((link) => JSON.stringify(link)).join('\n')}\n`;
  }
}
