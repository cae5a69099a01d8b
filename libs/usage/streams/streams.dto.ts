import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, ObjectField, TextField, UuidField } from '@app/platform';
import { RejectView } from '../imports.dto';
import { MappingInput } from '../mappings/mappings.dto';
import { FILE_KINDS, type ImportKind } from '../usage-columns';
import { REJECTS_SHOWN } from './batches.service';
import type { ImportStream } from './import-stream.entity';

const KINDS = Object.keys(FILE_KINDS);

/** A standing import to make. */
export class CreateStream {
  @TextField({ max: 100, example: 'gateway' }) name!: string;
  @ChoiceField(KINDS, { example: 'usage' }) kind!: ImportKind;
  @UuidField({ optional: true, description: "A kept mapping of the lab's columns." }) mappingId?: string;
  @ObjectField(() => MappingInput, { optional: true, description: 'A mapping for this stream alone.' })
  mapping?: MappingInput;
}

/** Which batch it is. */
export class BatchQuery {
  @TextField({
    max: 200,
    optional: true,
    description: "The sender's name of the batch; without one its bytes are its name.",
  })
  batch?: string;
}

export class ImportStreamView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: KINDS }) kind!: ImportKind;
  @ApiProperty({ type: String, nullable: true }) mappingHash!: string | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The import in which rows wait for the next snapshot.',
  })
  openImportId!: string | null;
  @ApiProperty({ description: 'Rows that came.' }) read!: number;
  @ApiProperty({ description: 'Of these, refused ones.' }) rejected!: number;
  @ApiProperty() createdBy!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) closedAt!: string | null;
  @ApiProperty({ enum: ['close'], isArray: true, description: 'What may be done now.' }) allowed!: 'close'[];
}

export class ImportBatchView {
  @ApiProperty() batch!: string;
  @ApiProperty({ format: 'uuid' }) importId!: string;
  @ApiProperty() read!: number;
  @ApiProperty() rejected!: number;
  @ApiProperty({ type: [RejectView], description: `The first ${REJECTS_SHOWN}, by line of the batch.` })
  rejects!: RejectView[];
  @ApiProperty({ description: 'It was there already; nothing was counted again.' }) isRepeat!: boolean;
}

export function toStreamView(stream: ImportStream): ImportStreamView {
  const { id, name, kind, mappingHash, openImportId, createdBy } = stream;
  return {
    id,
    name,
    kind,
    mappingHash,
    openImportId,
    read: Number(stream.read),
    rejected: Number(stream.rejected),
    createdBy,
    createdAt: stream.createdAt.toISOString(),
    closedAt: stream.closedAt?.toISOString() ?? null,
    allowed: stream.closedAt ? [] : ['close'],
  };
}
