import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { STRICT, toFieldErrors } from '../problems/validation.pipe';
import { BoolField, FlagField, InstantField, ObjectListField, TextField, UuidField } from './fields';

class Part {
  @TextField() name!: string;
}

class Body {
  @ObjectListField(() => Part, { optional: true, maxItems: 3 }) parts?: Part[];
  @TextField({ optional: true }) text?: string;
  @BoolField({ optional: true }) isOn?: boolean;
  @UuidField({ optional: true, nullable: true }) owner?: string | null;
  @InstantField({ optional: true }) at?: string;
  @FlagField() all: boolean = false;
}

const faults = (body: object): string[] =>
  toFieldErrors(validateSync(plainToInstance(Body, body), { ...STRICT, stopAtFirstError: true })).map(
    (fault) => fault.pointer,
  );

describe('the fields of a request', () => {
  it('tell null from what is left out', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ owner: null })).toEqual([]);
    expect(faults({ text: null, isOn: null })).toEqual(['/text', '/isOn']);
  });

  it.each(['2026-06-05T17:20:00Z', '2026-06-05T17:20:00.123456+02:00', '2028-02-29T23:59-05:00'])(
    'take %s as an instant',
    (at) => {
      expect(faults({ at })).toEqual([]);
    },
  );

  it.each([
    '2026-06-05',
    '2026-06-05T17:20:00',
    '2026-W23-5T17:20:00Z',
    '2026-156T17:20:00Z',
    '2026-06-05T17:20:60Z',
    '2026-02-29T00:00:00Z',
    '2026-06-05T17Z',
    0,
  ])('do not take %s as an instant', (at) => {
    expect(faults({ at })).toEqual(['/at']);
  });

  it.each([[[[]]], [[null]], [['a']], [[{ name: 'a' }, []]]])(
    'do not take %j as a list of objects',
    (parts) => {
      expect(faults({ parts })).toEqual(['/parts']);
    },
  );

  it('read true and false from a query, and nothing else', () => {
    expect(plainToInstance(Body, { all: 'true' }).all).toBe(true);
    expect(plainToInstance(Body, { all: 'false' }).all).toBe(false);
    expect(faults({ all: 'yes' })).toEqual(['/all']);
  });
});
