import { Transform } from 'class-transformer';
import { ChoiceField, EXPORT_FORMATS, type ExportFormat, TextField, TextListField } from '@app/platform';
import { SEARCH_KINDS, type SearchKind } from '../fields/field';
import { QUERY_LIMITS } from '../language/query-fault';
import { ZONE } from '../search.dto';

/** As what, and which columns. */
export class ExportQuery {
  @ChoiceField(EXPORT_FORMATS, {
    optional: true,
    description: 'Goes before `Accept`; `ndjson` unless either says.',
  })
  format?: ExportFormat;
  @Transform(({ value }: { value: unknown }) =>
    value === undefined
      ? value
      : [value].flat().flatMap((part) => (typeof part === 'string' ? part.split(',') : [part])),
  )
  @TextListField({
    optional: true,
    minItems: 1,
    max: 40,
    maxItems: 40,
    description: 'In their order, with commas; `exportColumns` of `GET /v1/search/fields` lists them.',
    example: ['number', 'title', 'owner'],
  })
  columns?: string[];
  @TextField(ZONE) zone?: string;
}

/** What to export. */
export class SearchExportQuery extends ExportQuery {
  @ChoiceField(SEARCH_KINDS) kind!: SearchKind;
  @TextField({
    optional: true,
    min: 0,
    max: QUERY_LIMITS.length,
    description: 'In the query language; nothing finds everything.',
    example: 'severity:>=3 stage:New',
  })
  q?: string;
}
