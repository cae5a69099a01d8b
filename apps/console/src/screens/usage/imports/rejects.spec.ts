import { csvRows } from './rejects';

describe('rows of CSV', () => {
  it.each([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['f.csv,7,ts,"is no instant, but ""soon"""', [['f.csv', '7', 'ts', 'is no instant, but "soon"']]],
    [
      'f.csv,8,,"two\nlines"\r\nf.csv,9,,x',
      [
        ['f.csv', '8', '', 'two\nlines'],
        ['f.csv', '9', '', 'x'],
      ],
    ],
    ['', []],
  ])('%j', (text, rows) => expect(csvRows(text)).toEqual(rows));
});
