import { readAccountFile } from './account-file';

const lines = (text: string) => readAccountFile('text/plain', text, 1_000);
const csv = (text: string) => readAccountFile('text/csv', text, 1_000);
const faultsOf = (read: () => unknown): [string, string][] => {
  try {
    read();
  } catch (error) {
    const { errors } = (error as { extensions: { errors: { pointer: string; detail: string }[] } })
      .extensions;
    return errors.map(({ pointer, detail }) => [pointer, detail]);
  }
  throw new Error('it was read');
};

describe('a file of accounts', () => {
  it('has an id a line, whatever ends the lines, and each account once', () => {
    const text = '\uFEFFacct-1\r\n\r\n  acct-2 \nacct-1\n\n"acct-3"\nKonto Ä/7';
    expect(lines(text).rows.map((row) => row.accountId)).toEqual([
      'acct-1',
      'acct-2',
      '"acct-3"',
      'Konto Ä/7',
    ]);
  });

  it('or is CSV, with reasons and shares where it has them; further columns are told', () => {
    const text =
      '\uFEFFAccount_ID,reason,email,share\r\n"acct-1","One card, ""shared"", seen twice",x@lab.example,0.4\r\n\r\nacct-2,,,\r\nacct-1,later,,1\r\n';
    expect(csv(text)).toEqual({
      rows: [
        { accountId: 'acct-1', reason: 'One card, "shared", seen twice', share: 0.4 },
        { accountId: 'acct-2' },
      ],
      ignoredColumns: ['email'],
    });
  });

  it('is refused by line, all faults at once', () => {
    const long = 'x'.repeat(201);
    expect(faultsOf(() => lines(`acct-1\n${long}\n\nac\u0000ct\n\uFFFD\uFFFD`))).toEqual([
      ['/lines/2', 'the id is longer than 200 characters'],
      ['/lines/4', 'has control characters'],
      ['/lines/5', 'is not text in UTF-8'],
    ]);
    expect(
      faultsOf(() => csv('account_id,share\nacct-1,2\n,0.5\nacct-3\nacct-4,0x1\nacct-5,1e0\nacct-6,NaN\n')),
    ).toEqual([
      ['/lines/2', 'share is not a number from 0 to 1'],
      ['/lines/3', 'account_id is empty'],
      ['/lines/4', 'has 1 fields where the header has 2'],
      ['/lines/5', 'share is not a number from 0 to 1'],
      ['/lines/6', 'share is not a number from 0 to 1'],
      ['/lines/7', 'share is not a number from 0 to 1'],
    ]);
    expect(faultsOf(() => lines('\u0001\n'.repeat(100_000)))).toHaveLength(50);
  });

  it.each([
    ['nothing', ''],
    ['blank lines', ' \r\n\n\t\n'],
  ])('is refused when it holds %s', (_, text) => {
    expect(faultsOf(() => lines(text))).toEqual([['', 'the file names no account']]);
    expect(faultsOf(() => csv(text))[0]![1]).toBe('the header has no column account_id');
  });

  it.each([
    ['no header', 'acct-1\nacct-2\n', 1],
    ['semicolons', 'account_id;reason\nacct-1;x\n', 1],
    ['a column twice', 'account_id,account_id\nacct-1,acct-2\n', 1],
    ['a quote that stands open', `account_id\nacct-1\n"acct-2\n${'acct-3\n'.repeat(5)}`, 3],
    ['text behind a quote', 'account_id\n"acct-1"x\n', 2],
    ['a picture', `\uFFFDPNG\r\n\u001a\n${'\uFFFD\u0000,"'.repeat(100_000)}`, 1],
  ])('of CSV is refused for %s', (_, text) => {
    expect(faultsOf(() => csv(text))[0]![0]).toMatch(/^\/lines\/\d+$/);
  });

  it('names no more accounts than may come at once; repeats do not count', () => {
    const all = Array.from({ length: 1_001 }, (_, at) => `acct-${at}`);
    expect(lines([...all.slice(0, 1_000), 'acct-0'].join('\n')).rows).toHaveLength(1_000);
    expect(faultsOf(() => lines(all.join('\n')))).toEqual([
      ['/lines/1001', 'is beyond the 1000 accounts that a file may name'],
    ]);
    expect(faultsOf(() => csv(['account_id', ...all].join('\n')))).toEqual([
      ['/lines/1002', 'is beyond the 1000 accounts that a file may name'],
    ]);
  });
});
