import type { ChunkMemory } from './chunk-memory';
import { firstRowNames, formatOf, headerNames } from './file-header';
import { assertKnown, type FileShape, readNames, shapeOf } from './file-shape';
import type { Import } from './import.entity';
import { ImportRefusedError } from './import.problems';
import { type ParquetChunk, parquetChunks } from './parquet/parquet-chunks';
import { ParquetFile } from './parquet/parquet-file';
import { isGzip, sourceBytes } from './source-bytes';
import { type Chunk, cutChunks, type Damage, firstLine } from './source-chunks';
import { LOADED_KINDS } from './usage-columns';

/** A place in a file: bytes, or row groups, that are behind one, and the line on which one is. */
export interface Place {
  offset: number;
  line: number;
}

/** A file as it is loaded. */
export interface SourceFile {
  shape: FileShape;
  /** Where its rows begin. */
  start: Place;
  /** @param memory what the chunks of text are read into, if there is some */
  chunks(at: Place, memory?: ChunkMemory): AsyncGenerator<Chunk | ParquetChunk, Damage | undefined>;
}

/** What of an import says how its file is read. */
export type FileFacts = Pick<Import, 'kind' | 'no' | 'fileName' | 'mapping'>;

/**
 * What a file is, by its name and its first line or its footer.
 * @param chunkBytes bytes of a chunk of text, about; of Parquet they are row groups
 * @throws ImportRefusedError
 */
export async function openSource(facts: FileFacts, path: string, chunkBytes: number): Promise<SourceFile> {
  const { no, mapping } = facts;
  const kind = LOADED_KINDS[facts.kind];
  const { format, gzip } = formatOf(facts.fileName);
  if (format === 'parquet') {
    const file = await ParquetFile.open(path);
    const shape = shapeOf(kind, no, format, file.names, mapping);
    const names = shape.fields.map((field) => field.name);
    file.assertFlat(names);
    return { shape, start: { offset: 0, line: 1 }, chunks: (at) => parquetChunks(file, names, at) };
  }
  await assertPacked(path, gzip);
  const chunks: SourceFile['chunks'] = (at, memory) =>
    cutChunks(sourceBytes(path, gzip, at.offset), format, at, chunkBytes, memory);
  const first = await firstLine(sourceBytes(path, gzip, 0));
  if (format === 'ndjson') {
    const shape = shapeOf(kind, no, format, undefined, mapping);
    const names = firstRowNames(first.text);
    if (!shape.skipsUnknown) assertKnown(kind, names, readNames(kind, mapping));
    return { shape, start: { offset: 0, line: 1 }, chunks };
  }
  const shape = shapeOf(kind, no, format, headerNames(first.text), mapping);
  return { shape, start: { offset: first.offset, line: 2 }, chunks };
}

/** A name that says otherwise than the file makes of it a single wrong line. @throws ImportRefusedError */
async function assertPacked(path: string, gzip: boolean): Promise<void> {
  const found = await isGzip(path);
  if (found === undefined || found === gzip) return;
  throw new ImportRefusedError(
    gzip
      ? 'The name ends in .gz, and the file is not gzip.'
      : 'The file is gzip: announce it under a name that ends in .gz.',
  );
}
