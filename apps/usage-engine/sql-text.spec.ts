import fc from 'fast-check';
import { MultiStatementError, quote, Statement } from './sql-text';

const FILE = { path: '/spool/1' };

describe('Statement', () => {
  test.each([
    ['SELECT 1', 'read'],
    ["-- it's\n /* ; */ WITH 1 AS a SELECT a", 'read'],
    ['(SELECT 1) UNION ALL (SELECT 2)', 'read'],
    ['INSERT INTO t SELECT 1', 'insert'],
    ["KILL QUERY WHERE query_id = 'a'", 'kill'],
    ['ALTER TABLE a MOVE PARTITION 1 TO TABLE b', 'other'],
  ])('%s is of kind %s', (sql, kind) => expect(new Statement(sql).kind).toBe(kind));

  test.each([
    ['INSERT INTO t FORMAT CSV', true],
    ['INSERT INTO t (a, format) VALUES', true],
    ["INSERT INTO t SELECT * FROM input('a UInt8') FORMAT CSV", true],
    ['INSERT INTO t SELECT 1', false],
    ["INSERT INTO t SELECT 'FORMAT CSV'", false],
    ['INSERT INTO t VALUES (1)', false],
    ['SELECT 1 FORMAT CSV', false],
  ])('%s takes rows of the request: %s', (sql, takes) => expect(new Statement(sql).takesRows).toBe(takes));

  test.each([
    ['SELECT 1', "SELECT 1\nINTO OUTFILE '/spool/1' TRUNCATE FORMAT TSV"],
    ['SELECT 1 FORMAT CSV;', "SELECT 1 \nINTO OUTFILE '/spool/1' TRUNCATE FORMAT CSV"],
    [
      'SELECT format(a, 1) FROM t SETTINGS x = 1 -- end',
      "SELECT format(a, 1) FROM t SETTINGS x = 1 -- end\nINTO OUTFILE '/spool/1' TRUNCATE FORMAT TSV",
    ],
  ])('%s is answered into a file', (sql, into) => expect(new Statement(sql).into(FILE, 'TSV')).toBe(into));

  test.each([
    [
      'INSERT INTO t (a) FORMAT CSV',
      /^INSERT INTO t \(a\)\s+FROM INFILE '\/spool\/1' COMPRESSION 'gzip'\s+FORMAT CSV$/,
    ],
    [
      'INSERT INTO t SETTINGS x = 1 FORMAT CSV',
      /^INSERT INTO t\s+FROM INFILE .*'gzip'\s+SETTINGS x = 1\s+FORMAT CSV$/,
    ],
    ['INSERT INTO t VALUES', /^INSERT INTO t\s+FROM INFILE .*'gzip'\s+FORMAT Values$/],
    [
      "INSERT INTO t SELECT a + 1 FROM input('a UInt8, b Array(String)') WHERE a > 1 FORMAT CSVWithNames",
      /^INSERT INTO t SELECT a \+ 1 FROM file\('\/spool\/1', 'CSVWithNames', 'a UInt8, b Array\(String\)', 'gzip'\) WHERE a > 1\s*$/,
    ],
  ])('%s reads its rows from a file', (sql, from) => {
    expect(new Statement(sql).from({ ...FILE, compression: 'gzip' })).toMatch(from);
  });

  test('a KILL by the client’s id leaves strings alone', () => {
    const kill = new Statement("KILL QUERY WHERE query_id = 'query_id SYNC' SYNC").killingByComment();
    expect(kill).toBe("KILL QUERY WHERE Settings['log_comment'] = 'query_id SYNC' ASYNC");
  });

  test('a second statement is refused, a semicolon at the end or in rows is not', () => {
    expect(() => new Statement('SELECT 1; DROP TABLE t')).toThrow(MultiStatementError);
    expect(String(new Statement('SELECT 1 ; -- end'))).toBe('SELECT 1 ');
    const rows = "INSERT INTO t FORMAT CSV\n1;2\n'";
    expect(String(new Statement(rows, true))).toBe(rows);
  });

  test('nothing inside a literal is taken for SQL', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom("'", '\\', ';', '`', '"', '-', '/', '*', 'FORMAT CSV', 'a', '\n', ')'),
        }),
        (text) => {
          const sql = `SELECT ${quote(text)} FORMAT JSON`;
          expect(new Statement(sql).format).toBe('JSON');
          expect(new Statement(sql).into(FILE, 'TSV')).toBe(
            `SELECT ${quote(text)} \nINTO OUTFILE '/spool/1' TRUNCATE FORMAT JSON`,
          );
        },
      ),
    );
  });
});
