import fc from 'fast-check';
import { cutCsv, cutLines, type CsvRecord, scanCsv } from './csv-records';

function records(text: string, last = true): CsvRecord[] {
  const found: CsvRecord[] = [];
  scanCsv(Buffer.from(text), last, (record) => found.push(record));
  return found;
}

const slices = (text: string): string[] => records(text).map(({ start, end }) => text.slice(start, end));

/** A value as RFC 4180 writes it. */
const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;

describe('scanCsv', () => {
  it('gives each record its line and its number of values', () => {
    expect(records('a,b\nc,d,e\r\nf')).toEqual([
      { start: 0, end: 3, line: 0, fields: 2 },
      { start: 4, end: 9, line: 1, fields: 3 },
      { start: 11, end: 12, line: 2, fields: 1 },
    ]);
  });

  it('keeps commas, doubled quotes and line breaks within quotes, and counts the lines behind them', () => {
    expect(records('"a,""\n",b\nc,d\n').map(({ line, fields }) => [line, fields])).toEqual([
      [0, 2],
      [2, 2],
    ]);
  });

  it('passes empty lines over', () => {
    expect(records('a\n\n\r\nb\n').map((record) => record.line)).toEqual([0, 3]);
  });

  it('does not let a quote that is never closed swallow the lines behind it', () => {
    const [first, second] = records('a,"b\nc,d\n');
    expect(first).toMatchObject({ line: 0, fault: 'has a quote that is never closed' });
    expect(second).toEqual({ start: 5, end: 8, line: 1, fields: 2 });
  });

  it('does so in the middle of a long text too', () => {
    const text = `a,"b\n${'c,d\n'.repeat(400_000)}`;
    const found = records(text);
    expect(found).toHaveLength(400_001);
    expect(found.filter((record) => record.fault)).toHaveLength(1);
    expect(found.at(-1)!.line).toBe(400_000);
  });

  it('finds again what was written, whatever the values are', () => {
    const value = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', 'é') });
    fc.assert(
      fc.property(fc.array(fc.array(value, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const lines = rows.map((row) => row.map(quoted).join(','));
        const text = `${lines.join('\n')}\n`;
        const bytes = Buffer.from(text);
        const found: string[] = [];
        scanCsv(bytes, false, ({ start, end }) => found.push(bytes.toString('utf8', start, end)));
        expect(found).toEqual(lines);
      }),
    );
  });
});

describe('cutCsv', () => {
  it('leaves the record that is not whole yet', () => {
    expect(cutCsv(Buffer.from('a,b\nc,"d\n'), false)).toMatchObject({ end: 4, records: 1, lines: 1 });
  });

  it('calls a text plain exactly when every record is one line with something on it', () => {
    const plain = (text: string): boolean => cutCsv(Buffer.from(text), true).plain;
    expect(plain('a,b\nc,d')).toBe(true);
    expect(plain('"a",b\n"c",d\n')).toBe(true);
    expect(plain('a,b\n\nc,d')).toBe(false);
    expect(plain('"a\n",b\nc,d\n')).toBe(false);
    expect(plain('"a",b\n\r\nc,d\n')).toBe(false);
  });

  it('counts the same records and lines as the scan, however the text is cut', () => {
    const value = fc.oneof(
      fc.constantFrom('', 'a', '"b"', '"c\nd"', '"e""f"'),
      fc.string({ unit: fc.constantFrom('x', '"') }),
    );
    const text = fc
      .array(fc.array(value, { minLength: 1, maxLength: 3 }))
      .map((rows) => rows.map((row) => row.join(',')).join('\n'));
    fc.assert(
      fc.property(text, (whole) => {
        const found = cutCsv(Buffer.from(whole), true);
        expect(found.end).toBe(Buffer.byteLength(whole));
        if (!found.plain) expect(found.records).toBe(slices(whole).length);
        else expect(found.records).toBe(found.lines);
      }),
    );
  });
});

describe('cutLines', () => {
  it('counts a last line without a line break only at the end of the text', () => {
    expect(cutLines(Buffer.from('{}\n{}'), false)).toEqual({ end: 3, records: 1, lines: 1, plain: true });
    expect(cutLines(Buffer.from('{}\n{}'), true)).toEqual({ end: 5, records: 2, lines: 2, plain: true });
  });

  it('passes empty lines over but counts them as lines', () => {
    expect(cutLines(Buffer.from('{}\n\r\n\n{}\n'), true)).toMatchObject({
      records: 2,
      lines: 4,
      plain: false,
    });
  });
});
