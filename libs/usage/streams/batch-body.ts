import { cutCsv, cutLines } from '../csv-records';
import { headerNames } from '../file-header';
import { type FileShape, shapeOf } from '../file-shape';
import { ImportRefusedError } from '../import.problems';
import type { Mapping } from '../mappings/column-mapping';
import type { Chunk } from '../source-chunks';
import { FILE_KINDS, type ImportKind } from '../usage-columns';

/** Formats of a batch. */
export type BatchFormat = 'csv' | 'ndjson';

/** A batch as it is loaded: its shape and its one chunk, once it is known where its lines go. */
export interface BatchBody {
  lines: number;
  records: number;
  shape(importNo: number): FileShape;
  /** @param firstLine the line that the batch's first line gets */
  chunk(firstLine: number): Chunk;
}

/** Reads a batch as far as its form. @throws ImportRefusedError */
export function readBatch(
  of: { kind: ImportKind; mapping: Mapping | null },
  format: BatchFormat,
  content: Buffer,
): BatchBody {
  const kind = FILE_KINDS[of.kind];
  const headerEnd = format === 'csv' ? content.indexOf(10) + 1 : 0;
  if (format === 'csv' && headerEnd === 0)
    throw new ImportRefusedError('The batch has no rows behind a header.');
  const names =
    format === 'csv' ? headerNames(content.subarray(0, headerEnd).toString('utf8').trimEnd()) : undefined;
  const shape = (no: number): FileShape => shapeOf(kind, no, format, names, of.mapping);
  shape(0);
  const bytes = content.subarray(headerEnd);
  const cut = format === 'csv' ? cutCsv(bytes, true) : cutLines(bytes, true);
  const before = format === 'csv' ? 1 : 0;
  return {
    lines: cut.lines + before,
    records: cut.records,
    shape,
    chunk: (firstLine) => ({
      ...cut,
      bytes,
      firstLine: firstLine + before,
      nextOffset: bytes.length,
      fileBytes: bytes.length,
    }),
  };
}
