/** What ClickHouse's HTTP interface answers to exceptions other than its usual 500. */
const STATUS: Readonly<Record<number, readonly string[]>> = {
  400: [
    'CANNOT_PARSE_TEXT',
    'CANNOT_PARSE_ESCAPE_SEQUENCE',
    'CANNOT_PARSE_QUOTED_STRING',
    'CANNOT_PARSE_DATE',
    'CANNOT_PARSE_DATETIME',
    'CANNOT_PARSE_NUMBER',
    'CANNOT_PARSE_DOMAIN_VALUE_FROM_STRING',
    'CANNOT_PARSE_IPV4',
    'CANNOT_PARSE_IPV6',
    'CANNOT_PARSE_UUID',
    'CANNOT_PARSE_INPUT_ASSERTION_FAILED',
    'UNKNOWN_ELEMENT_IN_AST',
    'UNKNOWN_TYPE_OF_AST_NODE',
    'TOO_DEEP_AST',
    'TOO_BIG_AST',
    'UNEXPECTED_AST_STRUCTURE',
    'SYNTAX_ERROR',
    'INCORRECT_DATA',
    'TYPE_MISMATCH',
    'VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE',
    'BAD_REQUEST_PARAMETER',
  ],
  401: ['REQUIRED_PASSWORD'],
  403: ['AUTHENTICATION_FAILED', 'UNKNOWN_USER', 'WRONG_PASSWORD', 'ACCESS_DENIED'],
  404: [
    'UNKNOWN_TABLE',
    'UNKNOWN_FUNCTION',
    'UNKNOWN_IDENTIFIER',
    'UNKNOWN_TYPE',
    'UNKNOWN_STORAGE',
    'UNKNOWN_DATABASE',
    'UNKNOWN_SETTING',
    'UNKNOWN_DIRECTION_OF_SORTING',
    'UNKNOWN_AGGREGATE_FUNCTION',
    'UNKNOWN_FORMAT',
    'UNKNOWN_DATABASE_ENGINE',
    'UNKNOWN_TYPE_OF_QUERY',
  ],
  408: ['TIMEOUT_EXCEEDED'],
  413: ['QUERY_IS_TOO_LARGE'],
  501: ['NOT_IMPLEMENTED'],
};

/** A failure as ClickHouse tells it: `Code: N. DB::Exception: text (NAME)`. */
export class EngineException extends Error {
  /** ClickHouse's number of the error. */
  readonly code: number;
  /** HTTP status that ClickHouse gives it. */
  readonly status: number;

  constructor(message: string) {
    super(message);
    this.code = Number(/Code: (\d+)/.exec(message)?.[1] ?? 1001);
    const name = [...message.matchAll(/\(([A-Z][A-Z0-9_]{2,})\)/g)].at(-1)?.[1] ?? '';
    this.status = Number(Object.keys(STATUS).find((status) => STATUS[Number(status)]?.includes(name)) ?? 500);
  }

  /**
   * The exception behind any error of the engine, in one line of the client's terms: the doubled prefix of a
   * failure while reading rows from a file is made single, and the file is called what it is to the client.
   */
  static of(error: unknown, spoolDir: string): EngineException {
    if (error instanceof EngineException) return error;
    const text = error instanceof Error ? error.message : String(error);
    const told = text
      .replace(/^Query failed: /, '')
      .replace(/^(Code: \d+\. DB::Exception: )(?:Code: \d+\. DB::Exception: )+/, '$1')
      .replaceAll(new RegExp(`${escapeRegExp(spoolDir)}/[\\w.-]+`, 'g'), '(request body)');
    return new EngineException(
      /^Code: \d+/.test(told) ? told : `Code: 1001. DB::Exception: ${told} (STD_EXCEPTION)`,
    );
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
