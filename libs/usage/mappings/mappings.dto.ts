import { ApiProperty } from '@nestjs/swagger';
import {
  ChoiceField,
  ObjectField,
  ObjectListField,
  PageQuery,
  TextField,
  TextListField,
  ValuesField,
} from '@app/platform';
import { FILE_KINDS, type ImportKind } from '../usage-columns';
import {
  type Mapping,
  type MappedColumn,
  MOST_NAME,
  MOST_VALUE,
  UNKNOWN_COLUMNS,
  type UnknownColumns,
} from './column-mapping';
import { type Conversion, CONVERSION_NAMES } from './conversion-sql';
import type { ImportMapping } from './import-mapping.entity';

const KINDS = Object.keys(FILE_KINDS);

/** How one of our columns comes about. */
export class MappedColumnInput implements MappedColumn {
  @TextField({ max: MOST_NAME, description: 'The column of Docket.', example: 'ts' }) column!: string;
  @TextListField({
    max: MOST_NAME,
    minItems: 1,
    maxItems: 10,
    optional: true,
    description: "Names in the lab's file; the first that is not empty counts.",
    example: ['startTime'],
  })
  from?: string[];
  @ChoiceField(CONVERSION_NAMES, {
    optional: true,
    description: 'What becomes of the value before it is checked.',
    example: 'instant',
  })
  as?: Conversion;
  @ValuesField({
    optional: true,
    description: "Values by the lab's words, after the conversion.",
    example: { claude_code: 'agentic_coding' },
  })
  values?: Record<string, string>;
  @TextField({
    min: 0,
    max: MOST_VALUE,
    optional: true,
    description: 'For words that are not among `values`, which stay as they are otherwise.',
  })
  otherwise?: string;
  @TextField({
    min: 0,
    max: MOST_VALUE,
    optional: true,
    description: 'Where the file has none: a constant when there is no `from`.',
  })
  value?: string;
}

/** How a lab's columns are read. */
export class MappingInput implements Mapping {
  @ChoiceField(KINDS, { example: 'usage' }) kind!: ImportKind;
  @ChoiceField(UNKNOWN_COLUMNS, {
    description:
      'What to do with columns that are neither mapped nor ours: they are never stored, either way.',
    example: 'ignore',
  })
  unknownColumns!: UnknownColumns;
  @ObjectListField(() => MappedColumnInput, {
    maxItems: 50,
    description: 'Columns that are not named are read under their own name.',
  })
  columns!: MappedColumnInput[];
}

/** A mapping to keep. */
export class SaveMapping {
  @TextField({ max: 100, example: 'gateway-logs' }) name!: string;
  @TextField({ min: 0, max: 2_000, optional: true }) description?: string;
  @ObjectField(() => MappingInput) mapping!: MappingInput;
}

/** Which mappings to list. */
export class MappingsQuery extends PageQuery {
  @TextField({ max: 100, optional: true, description: 'Versions of one mapping.' }) name?: string;
}

export class ImportMappingView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ description: 'Rises with each change; the latest is first in the list.' }) version!: number;
  @ApiProperty() description!: string;
  @ApiProperty({ type: () => MappingInput }) mapping!: Mapping;
  @ApiProperty({ description: 'SHA-256 of the mapping; an import keeps it.' }) hash!: string;
  @ApiProperty() createdBy!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

export function toMappingView(found: ImportMapping): ImportMappingView {
  const { id, name, version, description, mapping, hash, createdBy, createdAt } = found;
  return {
    id,
    name,
    version,
    description,
    mapping,
    hash,
    createdBy,
    createdAt: createdAt.toISOString(),
  };
}
