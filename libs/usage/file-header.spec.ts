import { firstRowNames, formatOf, headerNames } from './file-header';
import { shapeOf } from './file-shape';
import type { FileKind } from './file-columns';
import { ImportRefusedError } from './import.problems';
import { ACCOUNTS_FILE, USAGE_FILE } from './usage-columns';

const REQUIRED = 'request_id,ts,account_id,model,input_tokens,output_tokens,status';

const csvColumns = (kind: FileKind, header: string) => shapeOf(kind, 1, 'csv', headerNames(header)).fields;

describe('formatOf', () => {
  it.each([
    ['a.csv', { format: 'csv', gzip: false }],
    ['A.CSV.GZ', { format: 'csv', gzip: true }],
    ['a.ndjson', { format: 'ndjson', gzip: false }],
    ['a.jsonl.gz', { format: 'ndjson', gzip: true }],
  ])('%s', (name, expected) => expect(formatOf(name)).toEqual(expected));

  it.each(['a.parquet.gz', 'a.xlsx', 'csv', 'a.gz', 'a.csv.zip'])('refuses %s by name', (name) => {
    expect(() => formatOf(name)).toThrow(ImportRefusedError);
    expect(() => formatOf(name)).toThrow(name);
  });
});

describe('the columns of a CSV file', () => {
  it('takes columns in any order, quoted or not, behind a byte order mark', () => {
    const names = csvColumns(
      USAGE_FILE,
      `\uFEFF"status",model,${REQUIRED.replace(',model', '').replace(',status', '')}\r`,
    ).map((column) => column.name);
    expect(names).toEqual([
      'status',
      'model',
      'request_id',
      'ts',
      'account_id',
      'input_tokens',
      'output_tokens',
    ]);
  });

  it.each([
    [`${REQUIRED},prompt`, 'Unknown column "prompt"'],
    [REQUIRED.replaceAll(',', ';'), 'separated by commas, not by ";"'],
    [REQUIRED.replaceAll(',', '\t'), 'separated by commas, not by tabs'],
    ['prompt', 'Unknown column "prompt"'],
    [REQUIRED.replace('ts', 'when'), /^Unknown column "when"; .* The file lacks "ts"\.$/],
    ['request_id,ts,account_id,model,status', 'lacks "input_tokens", "output_tokens"'],
    [`${REQUIRED},ts`, 'has "ts" more than once'],
    [REQUIRED.toUpperCase(), 'Unknown column'],
    ['', 'has no header row'],
    ['"request_id', 'has no header row'],
  ])('refuses %j', (header, reason) => {
    expect(() => csvColumns(USAGE_FILE, header)).toThrow(ImportRefusedError);
    expect(() => csvColumns(USAGE_FILE, header)).toThrow(reason);
  });

  it('has other columns for accounts', () => {
    expect(csvColumns(ACCOUNTS_FILE, 'created_at,account_id')).toHaveLength(2);
    expect(() => csvColumns(ACCOUNTS_FILE, 'account_id,created_at,email')).toThrow('Unknown column "email"');
  });
});

describe('firstRowNames', () => {
  it('gives the members of an object and refuses anything else', () => {
    expect(firstRowNames('{"request_id":"a","x":1}')).toEqual(['request_id', 'x']);
    expect(() => firstRowNames('[1]')).toThrow('Line 1 is not a JSON object');
  });
});
