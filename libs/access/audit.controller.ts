import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import {
  decodeCursor,
  Describe,
  InstantField,
  type Page,
  PageOf,
  PageQuery,
  TextField,
  toPage,
  UuidField,
} from '@app/platform';
import { Audit, type RecordedEvent } from '@app/audit';
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

/** Which events to list. */
export class AuditEventsQuery extends PageQuery {
  @TextField({
    optional: true,
    max: 100,
    description: 'An action, or a noun: every action on it.',
    example: 'order',
  })
  action?: string;
  @TextField({ optional: true, description: 'Id of the person or detector, or name of the job, that acted.' })
  actorId?: string;
  @TextField({ optional: true, description: 'Id of what was acted on.' }) subjectId?: string;
  @UuidField({ optional: true }) caseId?: string;
  @InstantField({ optional: true }) from?: string;
  @InstantField({ optional: true, description: 'Before this instant.' }) to?: string;
}

/** An event of the record. */
export class AuditEventView {
  @ApiProperty() id!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Its place in the chain; null while it waits for its seal.',
  })
  sequence!: string | null;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ enum: ['user', 'detector', 'system'] }) actorKind!: string;
  @ApiProperty() actorId!: string;
  @ApiProperty() actorName!: string;
  @ApiProperty({ example: 'order.approved' }) action!: string;
  @ApiProperty() subjectKind!: string;
  @ApiProperty() subjectId!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) caseId!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true }) details!: Record<string, unknown>;
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

  @Get('events')
  @Allow('audit.read')
  @Describe('The events of the record, the latest first')
  @ApiOkResponse({ type: PageOf(AuditEventView) })
  async events(@Query() query: AuditEventsQuery): Promise<Page<RecordedEvent>> {
    const { limit, cursor, from, to, ...filter } = query;
    const rows = await this.audit.eventsBefore({
      ...filter,
      from: from ? new Date(from) : undefined,
      to: to ? new Date(to) : undefined,
      before: cursor ? String(decodeCursor(cursor, 1)[0]) : undefined,
      limit: limit + 1,
    });
    return toPage(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
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
