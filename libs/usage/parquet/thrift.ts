/** The bytes are no such structure. */
export class ThriftError extends Error {}

/** Types of Thrift's compact protocol. */
export const THRIFT = {
  true: 1,
  false: 2,
  i8: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  map: 11,
  struct: 12,
  uuid: 13,
} as const;

/** A structure: its fields by number. What is passed over has no value. */
export type ThriftStruct = Map<number, ThriftField>;

export interface ThriftField {
  type: number;
  value: ThriftValue;
}

export interface ThriftList {
  type: number;
  items: ThriftValue[];
}

export type ThriftValue = number | boolean | Buffer | ThriftList | ThriftStruct;

/** Deeper than any footer, shallower than what exhausts the stack. */
const DEEPEST = 32;

/**
 * Reads a structure of Thrift's compact protocol. Maps are not read: no field of a Parquet footer that is needed is one.
 * @see https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export class ThriftReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  /** @throws ThriftError */
  struct(depth = 0): ThriftStruct {
    if (depth > DEEPEST) throw new ThriftError('it is nested too deeply');
    const fields: ThriftStruct = new Map();
    let id = 0;
    for (;;) {
      const header = this.byte();
      if (header === 0) return fields;
      const type = header & 15;
      id = header >> 4 > 0 ? id + (header >> 4) : this.zigzag();
      const value =
        type === THRIFT.true || type === THRIFT.false ? type === THRIFT.true : this.value(type, depth);
      fields.set(id, { type, value });
    }
  }

  private value(type: number, depth: number): ThriftValue {
    switch (type) {
      case THRIFT.true:
      case THRIFT.false:
        return this.byte() === 1;
      case THRIFT.i8:
        return this.byte();
      case THRIFT.i16:
      case THRIFT.i32:
      case THRIFT.i64:
        return this.zigzag();
      case THRIFT.double:
        return this.take(8);
      case THRIFT.binary:
        return this.take(this.varint());
      case THRIFT.list:
      case THRIFT.set:
        return this.list(depth);
      case THRIFT.struct:
        return this.struct(depth + 1);
      case THRIFT.uuid:
        return this.take(16);
      default:
        throw new ThriftError(`it has a field of the type ${type}`);
    }
  }

  private list(depth: number): ThriftList {
    const header = this.byte();
    const size = header >> 4 === 15 ? this.varint() : header >> 4;
    const type = header & 15;
    // Each item has a byte at least: a number beyond that is no number of items.
    if (size > this.bytes.length - this.at) throw new ThriftError('it ends too early');
    return { type, items: Array.from({ length: size }, () => this.value(type, depth + 1)) };
  }

  private byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new ThriftError('it ends too early');
    return byte;
  }

  private take(length: number): Buffer {
    if (length > this.bytes.length - this.at) throw new ThriftError('it ends too early');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** Exact up to 2^53, which no offset of a file goes beyond. */
  private varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      if (factor > 2 ** 63) throw new ThriftError('a number does not end');
    }
  }

  private zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}

/** Writes a structure as the reader reads it, fields in order of their numbers. */
export function writeStruct(fields: ThriftStruct): Buffer {
  const pieces: Buffer[] = [];
  let last = 0;
  for (const [id, { type, value }] of [...fields].sort(([a], [b]) => a - b)) {
    const of = typeof value === 'boolean' ? (value ? THRIFT.true : THRIFT.false) : type;
    const delta = id - last;
    pieces.push(
      delta > 0 && delta < 16
        ? Buffer.from([(delta << 4) | of])
        : Buffer.concat([Buffer.from([of]), zigzag(id)]),
    );
    if (typeof value !== 'boolean') pieces.push(written(type, value));
    last = id;
  }
  pieces.push(Buffer.from([0]));
  return Buffer.concat(pieces);
}

function written(type: number, value: ThriftValue): Buffer {
  if (typeof value === 'boolean') return Buffer.from([value ? 1 : 2]);
  if (typeof value === 'number') return type === THRIFT.i8 ? Buffer.from([value]) : zigzag(value);
  if (Buffer.isBuffer(value))
    return type === THRIFT.binary ? Buffer.concat([varint(value.length), value]) : value;
  if (value instanceof Map) return writeStruct(value);
  const { length } = value.items;
  const header =
    length < 15
      ? Buffer.from([(length << 4) | value.type])
      : Buffer.concat([Buffer.from([0xf0 | value.type]), varint(length)]);
  return Buffer.concat([header, ...value.items.map((item) => written(value.type, item))]);
}

const zigzag = (value: number): Buffer => varint(value < 0 ? -value * 2 - 1 : value * 2);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}
