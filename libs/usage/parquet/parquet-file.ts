import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ImportRefusedError } from '../import.problems';
import {
  THRIFT,
  type ThriftField,
  type ThriftList,
  ThriftReader,
  type ThriftStruct,
  type ThriftValue,
  writeStruct,
} from './thrift';

const MAGIC = Buffer.from('PAR1');
/** A footer describes each column of each row group with some hundred bytes. */
const MAX_FOOTER = 256 << 20;

/** Numbers of the footer's fields. @see https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift */
const FILE = { version: 1, schema: 2, rows: 3, groups: 4, encryption: 8 } as const;
const ELEMENT = { repetition: 3, name: 4, children: 5 } as const;
const GROUP = { columns: 1, bytes: 2, rows: 3 } as const;
const COLUMN = { path: 1, offset: 2, meta: 3, crypto: 8 } as const;
const META = { compressed: 7, dataPage: 9, dictionaryPage: 11 } as const;
/** What describes a column's pages. Statistics, indexes and filters point elsewhere and are not needed. */
const META_KEPT = [1, 2, 3, 4, 5, 6, 7, 9, 11];
const REPEATED = 2;

/** A column at the top of the schema that is one value in each row. */
interface Leaf {
  name: string;
  element: ThriftStruct;
  /** Its place among the columns of a row group. */
  at: number;
}

/** Row groups of a file, with the columns that are wanted alone, as a Parquet file of their own. */
export interface ParquetPart {
  /** Bytes of the file that it takes. */
  bytes: number;
  /** The part from its start, any number of times. */
  content(): Readable;
}

/**
 * A Parquet file by its footer. The engine reads the rows; it is given row groups one after the other and of them the
 * columns that are read, so that neither side holds a file and what is not read does not travel.
 */
export class ParquetFile {
  private constructor(
    private readonly path: string,
    readonly bytes: number,
    private readonly root: ThriftStruct,
    private readonly leaves: ReadonlyMap<string, Leaf>,
    /** Names at the top of the schema, in order; those of lists and structures among them. */
    readonly names: readonly string[],
    private readonly groups: readonly ThriftStruct[],
  ) {}

  /** @throws ImportRefusedError on what is no Parquet file, or one that is encrypted */
  static async open(path: string): Promise<ParquetFile> {
    const { footer, bytes } = await readFooter(path);
    try {
      const file = new ThriftReader(footer).struct();
      if (file.has(FILE.encryption)) throw new ImportRefusedError('The Parquet file is encrypted.');
      const schema = structs(file.get(FILE.schema));
      const { leaves, names } = topOf(schema);
      const found = new ParquetFile(path, bytes, schema[0]!, leaves, names, structs(file.get(FILE.groups)));
      found.assertGroups(bytes - footer.length - 8);
      return found;
    } catch (error) {
      if (error instanceof ImportRefusedError) throw error;
      throw new ImportRefusedError(`The footer of the Parquet file cannot be read: ${messageOf(error)}.`);
    }
  }

  /** Rows by row group. */
  get rowsOfGroups(): number[] {
    return this.groups.map((group) => numberAt(group, GROUP.rows));
  }

  /** Compressed bytes of these columns by row group. */
  bytesOfGroups(names: readonly string[]): number[] {
    return this.groups.map((group) =>
      names.reduce((sum, name) => sum + numberAt(this.metaOf(group, name), META.compressed), 0),
    );
  }

  /** Whether a column is one value in each row. */
  has(name: string): boolean {
    return this.leaves.has(name);
  }

  /** @throws ImportRefusedError naming those that are lists or structures */
  assertFlat(names: readonly string[]): void {
    const nested = names.filter((name) => !this.leaves.has(name));
    if (nested.length > 0)
      throw new ImportRefusedError(
        `${nested.map((name) => JSON.stringify(name)).join(', ')}: a list or structure is no value of a column.`,
      );
  }

  /** Row groups `from` to `to`, that one not among them, with these columns. */
  part(from: number, to: number, names: readonly string[]): ParquetPart {
    const leaves = names.map((name) => this.leaves.get(name)!);
    const ranges: { start: number; length: number }[] = [];
    let at = MAGIC.length;
    const groups = this.groups.slice(from, to).map((group) => {
      const columns = leaves.map(({ name }) => {
        const meta = this.metaOf(group, name);
        const range = rangeOf(meta);
        ranges.push(range);
        const moved = new Map([...meta].filter(([id]) => META_KEPT.includes(id)));
        for (const id of [META.dataPage, META.dictionaryPage]) {
          const offset = moved.has(id) ? numberAt(moved, id) : 0;
          if (offset > 0) moved.set(id, i64(offset - range.start + at));
          else moved.delete(id);
        }
        const column = new Map([
          [COLUMN.offset, i64(at)],
          [COLUMN.meta, struct(moved)],
        ]);
        at += range.length;
        return column;
      });
      return new Map<number, ThriftField>([
        [GROUP.columns, list(columns)],
        [GROUP.bytes, group.get(GROUP.bytes)!],
        [GROUP.rows, group.get(GROUP.rows)!],
      ]);
    });
    const footer = writeStruct(
      new Map<number, ThriftField>([
        [FILE.version, { type: THRIFT.i32, value: 2 }],
        [FILE.schema, list([this.rootOf(leaves.length), ...leaves.map(({ element }) => element)])],
        [FILE.rows, i64(groups.reduce((sum, group) => sum + numberAt(group, GROUP.rows), 0))],
        [FILE.groups, list(groups)],
      ]),
    );
    const { path } = this;
    return {
      bytes: at - MAGIC.length,
      content: () => Readable.from(bytesOf(path, ranges, footer), { objectMode: false }),
    };
  }

  private rootOf(children: number): ThriftStruct {
    return new Map([...this.root, [ELEMENT.children, { type: THRIFT.i32, value: children }]]);
  }

  private metaOf(group: ThriftStruct, name: string): ThriftStruct {
    const column = structs(group.get(GROUP.columns))[this.leaves.get(name)!.at];
    const meta = column?.get(COLUMN.meta)?.value;
    if (!(meta instanceof Map))
      throw new ImportRefusedError(`The Parquet file does not say where ${name} is.`);
    return meta;
  }

  /** Every range lies within the file: a footer may say anything. */
  private assertGroups(end: number): void {
    for (const group of this.groups) {
      numberAt(group, GROUP.rows);
      for (const [name, { at }] of this.leaves) {
        const column = structs(group.get(GROUP.columns))[at];
        if (column?.has(COLUMN.path) || column?.has(COLUMN.crypto))
          throw new ImportRefusedError(`The column ${name} lies in another file or is encrypted.`);
        const { start, length } = rangeOf(this.metaOf(group, name));
        if (start < MAGIC.length || start + length > end)
          throw new ImportRefusedError(`The column ${name} does not lie within the Parquet file.`);
      }
    }
  }
}

async function readFooter(path: string): Promise<{ footer: Buffer; bytes: number }> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const read = async (from: number, length: number): Promise<Buffer> => {
      const buffer = Buffer.alloc(length);
      for (let at = 0; at < length;) {
        const { bytesRead } = await handle.read(buffer, at, length - at, from + at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return buffer;
    };
    const tail = size >= 12 ? await read(size - 8, 8) : Buffer.alloc(8);
    const length = tail.readUInt32LE(0);
    if (tail.subarray(4).equals(Buffer.from('PARE')))
      throw new ImportRefusedError('The Parquet file is encrypted.');
    if (!tail.subarray(4).equals(MAGIC) || length > Math.min(size - 12, MAX_FOOTER))
      throw new ImportRefusedError('This is not a Parquet file, or not all of it: it has no footer.');
    return { footer: await read(size - 8 - length, length), bytes: size };
  } finally {
    await handle.close();
  }
}

/** The columns at the top of the schema, which is a tree written in one row. */
function topOf(schema: ThriftStruct[]): { leaves: Map<string, Leaf>; names: string[] } {
  const leaves = new Map<string, Leaf>();
  const names: string[] = [];
  let at = 1;
  let leaf = 0;
  const skip = (): void => {
    const children = childrenOf(schema[at++]);
    if (children === 0) leaf += 1;
    for (let child = 0; child < children; child += 1) skip();
  };
  for (let child = childrenOf(schema[0]); child > 0; child -= 1) {
    const element = schema[at]!;
    const text = element.get(ELEMENT.name)?.value;
    if (!Buffer.isBuffer(text)) throw new Error('it has a column without a name');
    const name = text.toString('utf8');
    names.push(name);
    const isOne = childrenOf(element) === 0 && element.get(ELEMENT.repetition)?.value !== REPEATED;
    if (isOne && !leaves.has(name)) leaves.set(name, { name, element, at: leaf });
    skip();
  }
  return { leaves, names };
}

function childrenOf(element: ThriftStruct | undefined): number {
  if (!element) throw new Error('its schema ends too early');
  return element.has(ELEMENT.children) ? numberAt(element, ELEMENT.children) : 0;
}

/** Where a column's pages lie: the dictionary, where there is one, is before them. */
function rangeOf(meta: ThriftStruct): { start: number; length: number } {
  const data = numberAt(meta, META.dataPage);
  const dictionary = meta.has(META.dictionaryPage) ? numberAt(meta, META.dictionaryPage) : 0;
  return {
    start: dictionary > 0 ? Math.min(data, dictionary) : data,
    length: numberAt(meta, META.compressed),
  };
}

async function* bytesOf(
  path: string,
  ranges: readonly { start: number; length: number }[],
  footer: Buffer,
): AsyncGenerator<Buffer> {
  yield MAGIC;
  for (const { start, length } of ranges) {
    if (length === 0) continue;
    yield* createReadStream(path, { start, end: start + length - 1, highWaterMark: 1 << 20 });
  }
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  yield Buffer.concat([footer, length, MAGIC]);
}

function structs(field: ThriftField | undefined): ThriftStruct[] {
  const items = (field?.value as ThriftList | undefined)?.items;
  if (!Array.isArray(items) || !items.every((item) => item instanceof Map))
    throw new Error('it lacks a list that it must have');
  return items;
}

function numberAt(fields: ThriftStruct, id: number): number {
  const value = fields.get(id)?.value;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new Error('it lacks a number that it must have');
  return value;
}

const i64 = (value: number): ThriftField => ({ type: THRIFT.i64, value });
const struct = (value: ThriftStruct): ThriftField => ({ type: THRIFT.struct, value });
const list = (items: ThriftValue[]): ThriftField => ({
  type: THRIFT.list,
  value: { type: THRIFT.struct, items },
});
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
