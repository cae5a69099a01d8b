import { ACCOUNTS_FILE, USAGE_FILE } from '../usage-columns';
import { UsageSourceError } from './read-only.problems';
import { type LabColumn, sourceShape } from './source-sql';

const columns = (types: Record<string, string>): LabColumn[] =>
  Object.entries(types).map(([name, type]) => ({ name, type }));

const OURS = columns({
  request_id: 'String',
  ts: "DateTime64(6, 'Asia/Tokyo')",
  account_id: 'LowCardinality(String)',
  model: 'LowCardinality(String)',
  input_tokens: 'UInt32',
  output_tokens: 'UInt64',
  status: 'Nullable(UInt16)',
  stored: 'DateTime',
});
const TABLE = { database: 'gateway', table: 'requests' };

const refusal = (make: () => unknown): string => {
  try {
    make();
  } catch (error) {
    if (error instanceof UsageSourceError) return error.message;
    throw error;
  }
  throw new Error('was not refused');
};

describe("Reading a lab's table", () => {
  it('takes instants and numbers as they are, and checks text like an import', () => {
    const { read, rows, faults } = sourceShape(USAGE_FILE, TABLE, OURS, 'stored');
    expect(rows).toContain("toDateTime64(toTimeZone(assumeNotNull(ts), 'UTC'), 3, 'UTC')");
    expect(rows).toContain("CAST(assumeNotNull(input_tokens), 'UInt32')");
    // A wider number may be too large: it is read as text and refused as such.
    expect(rows).toContain('toUInt32OrNull(`output_tokens`)');
    expect(rows).toContain('FROM `gateway`.`requests`');
    expect(read).toContain('AS docket_at');
    expect(faults.filter(({ column }) => column === 'status')).toEqual([
      { column: 'status', when: 'isNull(status)', reason: 'is missing' },
    ]);
    expect(faults.map(({ column }) => column)).toContain('output_tokens');
  });

  it('names what is missing or of no use', () => {
    const without = OURS.filter(({ name }) => name !== 'model');
    expect(refusal(() => sourceShape(USAGE_FILE, TABLE, without, 'stored'))).toBe(
      'gateway.requests has nothing to read model from.',
    );
    expect(refusal(() => sourceShape(USAGE_FILE, TABLE, OURS, 'loaded'))).toContain('has no column "loaded"');
    expect(refusal(() => sourceShape(USAGE_FILE, TABLE, OURS, 'model'))).toContain(
      'a watermark is a DateTime',
    );
    const listed = columns({ account_id: 'Array(String)', created_at: 'Date' });
    expect(refusal(() => sourceShape(ACCOUNTS_FILE, TABLE, listed))).toContain('is Array(String)');
  });

  it('quotes names, whatever they are', () => {
    const name = 'a`b\\c';
    const { rows } = sourceShape(
      ACCOUNTS_FILE,
      {
        database: 'lab`s',
        table: 'x',
        mapping: {
          kind: 'accounts',
          unknownColumns: 'ignore',
          columns: [{ column: 'account_id', from: [name] }],
        },
      },
      columns({ [name]: 'String', created_at: 'DateTime' }),
    );
    expect(rows).toContain('toString(`a\\`b\\\\c`)');
    expect(rows).toContain('FROM `lab\\`s`.`x`');
  });
});
