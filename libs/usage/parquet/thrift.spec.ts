import fc from 'fast-check';
import {
  THRIFT,
  ThriftError,
  type ThriftField,
  ThriftReader,
  type ThriftStruct,
  writeStruct,
} from './thrift';

const number = fc
  .integer({ min: -(2 ** 52), max: 2 ** 52 })
  .map((value): ThriftField => ({ type: THRIFT.i64, value }));
const bytes = fc
  .uint8Array({ maxLength: 300 })
  .map((value): ThriftField => ({ type: THRIFT.binary, value: Buffer.from(value) }));
const bool = fc.boolean().map((value): ThriftField => ({ type: value ? THRIFT.true : THRIFT.false, value }));
const numbers = fc
  .array(fc.integer({ min: -1_000, max: 1_000_000 }), { maxLength: 40 })
  .map((items): ThriftField => ({ type: THRIFT.list, value: { type: THRIFT.i32, items } }));
const field = fc.oneof(number, bytes, bool, numbers);
const structure: fc.Arbitrary<ThriftStruct> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 400 }), field), { maxLength: 20 })
  .map((fields) => new Map(fields.sort(([a], [b]) => a - b)));

describe('a structure of the compact protocol', () => {
  it('is read as it was written, structures within it too', () => {
    fc.assert(
      fc.property(structure, fc.array(structure, { maxLength: 20 }), (outer, items) => {
        const whole: ThriftStruct = new Map([
          ...outer,
          [500, { type: THRIFT.list, value: { type: THRIFT.struct, items } }],
          [501, { type: THRIFT.struct, value: outer }],
        ]);
        expect(new ThriftReader(writeStruct(whole)).struct()).toEqual(whole);
      }),
    );
  });

  it('is refused when it is cut, and never read beyond', () => {
    fc.assert(
      fc.property(structure, fc.nat(), (one, at) => {
        const text = writeStruct(new Map([...one, [500, { type: THRIFT.i32, value: 7 }]]));
        expect(() => new ThriftReader(text.subarray(0, at % text.length)).struct()).toThrow(ThriftError);
      }),
    );
  });

  it('may be any bytes: an error or a structure, and no more memory than they', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (any) => {
        try {
          new ThriftReader(Buffer.from(any)).struct();
        } catch (error) {
          expect(error).toBeInstanceOf(ThriftError);
        }
      }),
    );
  });
});
