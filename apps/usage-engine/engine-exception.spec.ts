import { EngineException } from './engine-exception';

describe('EngineException', () => {
  test.each([
    ['Code: 60. DB::Exception: Table default.t does not exist. (UNKNOWN_TABLE)', 60, 404],
    ['Code: 62. DB::Exception: Syntax error. (SYNTAX_ERROR)', 62, 400],
    ['Code: 241. DB::Exception: (a) too much (of it). (MEMORY_LIMIT_EXCEEDED)', 241, 500],
    ['Code: 516. DB::Exception: No. (AUTHENTICATION_FAILED)', 516, 403],
  ])('%s', (message, code, status) => expect(new EngineException(message)).toMatchObject({ code, status }));

  test('tells a bad row once, and no path of this machine', () => {
    const told =
      'Query failed: Code: 27. DB::Exception: Code: 27. DB::Exception: Cannot parse: (at row 2) (in file/uri /var/spool.d/ab-1): while reading. (CANNOT_PARSE_INPUT_ASSERTION_FAILED)';
    expect(EngineException.of(new Error(told), '/var/spool.d').message).toBe(
      'Code: 27. DB::Exception: Cannot parse: (at row 2) (in file/uri (request body)): while reading. (CANNOT_PARSE_INPUT_ASSERTION_FAILED)',
    );
  });

  test('an error without a code is a STD_EXCEPTION', () => {
    expect(EngineException.of(new Error('disk on fire'), '/spool')).toMatchObject({
      code: 1001,
      status: 500,
    });
  });
});
