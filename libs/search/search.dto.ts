import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, PageQuery, TextField } from '@app/platform';
import { FIELD_TYPES, type Field, SEARCH_KINDS, type SearchKind } from './fields/field';
import { QUERY_LIMITS } from './language/query-fault';
import { SEARCHED } from './fields/searched-kinds';
import type { FoundOfKind, Hit } from './search.service';

const KINDS_OR_ALL = ['all', ...SEARCH_KINDS] as const;
export const ZONE = {
  optional: true,
  max: 60,
  description: 'IANA time zone in which days and months are meant; UTC unless said.',
  example: 'Europe/Berlin',
};

/** What to look for. */
export class SearchQuery extends PageQuery {
  @ChoiceField(KINDS_OR_ALL, {
    optional: true,
    description: '`all`, which is meant unless said, gives the first few of every kind and no further pages.',
  })
  kind?: (typeof KINDS_OR_ALL)[number];
  @TextField({
    optional: true,
    min: 0,
    max: QUERY_LIMITS.length,
    description: 'In the query language; nothing finds everything.',
    example: 'severity:>=3 stage:New "fake accounts" -owner:me',
  })
  q?: string;
  @TextField({
    optional: true,
    max: 20,
    description: 'One of the `sorts` of the kind; the first unless said.',
  })
  sort?: string;
  @TextField(ZONE) zone?: string;
}

/** Of which kind the fields are asked for. */
export class FieldsQuery {
  @ChoiceField(SEARCH_KINDS, { optional: true }) kind?: SearchKind;
}

/** A stretch of text. */
export class SnippetPartView {
  @ApiProperty({ description: 'Plain text: escape it to show it.' }) text!: string;
  @ApiProperty({ description: 'It is what was looked for.' }) isMatch!: boolean;
}

/** One thing that was found. */
export class HitView {
  @ApiProperty({ enum: SEARCH_KINDS }) kind!: SearchKind;
  @ApiProperty({ description: 'Of an account or entity unique only together with the case.' }) id!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ type: [SnippetPartView] }) snippet!: SnippetPartView[];
  @ApiProperty({
    format: 'uuid',
    type: String,
    nullable: true,
    description: 'The case that it is of; detectors are not told.',
  })
  caseId!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) caseNumber!: number | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What the columns of a view show, by name.',
  })
  values!: Record<string, unknown>;
}

/** What of one kind was found, when all were searched. */
export class FoundOfKindView {
  @ApiProperty({ enum: SEARCH_KINDS }) kind!: SearchKind;
  @ApiProperty({ type: [HitView], description: 'The first few.' }) items!: HitView[];
  @ApiProperty({ type: 'integer', description: 'How many there are at least.' }) atLeast!: number;
  @ApiProperty({ description: 'There are more than were counted.' }) isMore!: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why the query means nothing for this kind, which then has nothing.',
  })
  leftOut!: string | null;
}

/** What was found. */
export class SearchView {
  @ApiProperty({ type: [HitView], description: 'Of the kind asked for; empty when all were searched.' })
  items!: Hit[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `cursor` for the next page; null on the last.',
  })
  nextCursor!: string | null;
  @ApiProperty({
    type: [FoundOfKindView],
    description: 'When all kinds were searched, each that the caller may read.',
  })
  kinds!: FoundOfKind[];
}

/** A field that a query can name. */
export class FieldView {
  @ApiProperty() name!: string;
  @ApiProperty({ enum: FIELD_TYPES }) type!: Field['type'];
  @ApiProperty() description!: string;
  @ApiProperty({ example: 'severity:>=3' }) example!: string;
  @ApiProperty({ type: [String], description: 'What may follow the name.' }) operators!: string[];
  @ApiProperty({
    type: [String],
    nullable: true,
    description: 'All values that there are, where they are few.',
  })
  values!: string[] | null;
}

/** A kind of thing that can be searched. */
export class SearchedKindView {
  @ApiProperty({ enum: SEARCH_KINDS }) kind!: SearchKind;
  @ApiProperty({ type: [FieldView] }) fields!: FieldView[];
  @ApiProperty({
    type: [String],
    description: 'Fields in any of which a word without a field is looked for.',
  })
  byDefault!: string[];
  @ApiProperty({ type: [String], description: 'The first is used unless another is asked for.' })
  sorts!: string[];
  @ApiProperty({ type: [String], description: 'What a view can have as columns.' }) columns!: string[];
  @ApiProperty({ type: [String], description: 'What an export can have as columns.' })
  exportColumns!: string[];
}

/** What may follow a field's name, by its type. */
const OPERATORS: Readonly<Record<Field['type'], readonly string[]>> = {
  text: [':word', ':word*', ':"a phrase"', ':*'],
  keyword: [':value', ':value*', ':*'],
  number: [':n', ':>n', ':>=n', ':<n', ':<=n', ':[a TO b]', ':{a TO b}', ':*'],
  time: [':day', ':>time', ':>=time', ':<time', ':<=time', ':[a TO b]', ':{a TO b}', ':*'],
  user: [':me', ':none', ':name', ':id', ':*'],
  boolean: [':true', ':false'],
  reference: [':none', ':name', ':id', ':*'],
};

/** A kind as the api describes it. */
export const toSearchedKindView = (
  kind: SearchKind,
  fields: Field[],
  columns: string[],
  exportColumns: string[],
): SearchedKindView => ({
  kind,
  fields: fields.map((field) => ({
    name: field.name,
    type: field.type,
    description: field.description,
    example: field.example,
    operators: [...OPERATORS[field.type]],
    values: field.type === 'keyword' && field.values ? [...field.values] : null,
  })),
  byDefault: SEARCHED[kind].contains.length > 0 ? columns.slice(0, 1) : [...SEARCHED[kind].byDefault],
  sorts: Object.keys(SEARCHED[kind].sorts),
  columns,
  exportColumns,
});
