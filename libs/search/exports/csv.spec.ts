import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvOf } from './csv';

const GUARDED = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

describe('rows as CSV', () => {
  it('are lines of RFC 4180', () => {
    expect(
      csvOf([
        ['number', 'title'],
        [1, 'a "quoted" one, with comma'],
        [2, 'two\nlines'],
        [3, null],
      ]),
    ).toBe('number,title\r\n1,"a ""quoted"" one, with comma"\r\n2,"two\nlines"\r\n3,\r\n');
  });

  it.each([
    ['=HYPERLINK("http://192.0.2.1")', `"'=HYPERLINK(""http://192.0.2.1"")"`],
    ['+1', "'+1"],
    ['-1+1', "'-1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['＝1', "'＝1"],
  ])('have no formula of %j', (text, cell) => {
    expect(csvOf([[text]])).toBe(`${cell}\r\n`);
  });

  it('keep numbers, also negative ones, truth values and lists', () => {
    expect(csvOf([[-1.5, 0, true, false, ['a', 'b;c']]])).toBe('-1.5,0,true,false,"[""a"",""b;c""]"\r\n');
  });

  it('are read again as what they were, but for the guard', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), (rows) => {
        const read = parse(csvOf(rows), { record_delimiter: '\r\n' }) as string[][];
        expect(read).toEqual(rows.map((row) => row.map((cell) => (GUARDED.test(cell) ? `'${cell}` : cell))));
      }),
    );
  });
});
