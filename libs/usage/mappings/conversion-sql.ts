/** What becomes of a lab's value before it is checked like any other. The set is closed: a mapping names one and holds no code. */
export const CONVERSIONS = {
  /** Without blanks around it. */
  trim: (text) => replaced(text, '^\\s+|\\s+$', '', 'All'),
  upper: (text) => `upper(${text})`,
  lower: (text) => `lower(${text})`,
  /** `1,234`, `1 234` and `12.0` are whole numbers to those who write them so. */
  integer: (text) => replaced(replaced(text, "[\\s,_']", '', 'All'), '\\.0+$', ''),
  /** An instant without an offset is UTC, `+00` is `+00:00`. */
  instant: (text) =>
    replaced(
      replaced(
        replaced(
          replaced(text, '(:\\d{2}(\\.\\d+)?) ?UTC$', '\\1Z'),
          '(:\\d{2}(\\.\\d+)?[+-]\\d{2})$',
          '\\1:00',
        ),
        '(:\\d{2}(\\.\\d+)?[+-]\\d{2})(\\d{2})$',
        '\\1:\\3',
      ),
      '(T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?)$',
      '\\1Z',
    ),
  epoch_seconds: (text) => epoch(text, 1_000),
  epoch_milliseconds: (text) => epoch(text, 1),
  epoch_microseconds: (text) => epoch(text, 0.001),
  /** `success`, `429 Too Many Requests` and the like as an HTTP status. */
  http_status: (text) => {
    const word = `lower(${replaced(text, '^\\s+|\\s+$', '', 'All')})`;
    const digits = replaced(text, '^\\s*(?:HTTP/[\\d.]+ )?(\\d{3})\\b.*$', '\\1');
    return `transform(${word}, [${STATUS_WORDS.map(([name]) => `'${name}'`).join(', ')}], [${STATUS_WORDS.map(([, status]) => `'${status}'`).join(', ')}], ${digits})`;
  },
  /** The address alone: the first of a list, without port, brackets and zone; IPv4 that came as IPv6 is IPv4. */
  address: (text) => STEPS_TO_ADDRESS.reduce((before, [pattern, by]) => replaced(before, pattern, by), text),
  boolean: (text) =>
    `multiIf(lower(${text}) IN ('t', 'y', 'yes', 'on'), 'true', lower(${text}) IN ('f', 'n', 'no', 'off'), 'false', ${text})`,
  /** The domain of an e-mail address. */
  domain: (text) => `lower(${replaced(text, '^.*@', '')})`,
  /** SHA-256, lower-case hex: for what may not be kept as it is. */
  sha256: (text) => `lower(hex(SHA256(nullIf(${text}, ''))))`,
  /** 64 bits in hexadecimal, with or without `0x`, as an unsigned number. */
  hex64: (text) =>
    `if(match(ifNull(${text}, ''), '^(0x)?[0-9A-Fa-f]{1,16}$'), toString(reinterpretAsUInt64(reverse(unhex(leftPad(${replaced(text, '^0x', '')}, 16, '0'))))), ${text})`,
  /** 64 bits that were kept as a signed number, as an unsigned one. */
  signed64: (text) => `ifNull(toString(reinterpretAsUInt64(toInt64OrNull(${text}))), ${text})`,
} as const satisfies Record<string, (text: string) => string>;

export type Conversion = keyof typeof CONVERSIONS;
export const CONVERSION_NAMES = Object.keys(CONVERSIONS) as Conversion[];

/** Words of gateways and clouds for how a request ended. */
const STATUS_WORDS = [
  ['success', 200],
  ['succeeded', 200],
  ['ok', 200],
  ['completed', 200],
  ['bad_request', 400],
  ['unauthorized', 401],
  ['blocked', 403],
  ['denied', 403],
  ['forbidden', 403],
  ['not_found', 404],
  ['rate_limited', 429],
  ['throttled', 429],
  ['cancelled', 499],
  ['canceled', 499],
  ['failure', 500],
  ['failed', 500],
  ['error', 500],
  ['timeout', 504],
] as const;

const STEPS_TO_ADDRESS = [
  ['^\\s*([^,\\s]*)[^\\n]*$', '\\1'],
  ['^\\[([^\\]]*)\\](:\\d+)?$', '\\1'],
  ['^(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+$', '\\1'],
  ['%.*$', ''],
  ['(?i)^::ffff:(\\d+\\.\\d+\\.\\d+\\.\\d+)$', '\\1'],
] as const;

/** The first second and the end of the years that an instant may have: outside of them nothing is converted. */
const [EARLIEST, END] = [946_684_800, 4_102_444_800];

/** SQL of an instant from a count since 1970; what is none stays as it is and is refused as such. */
function epoch(text: string, toMs: number): string {
  const ms = `round(toFloat64OrNull(${text}) * ${toMs})`;
  const held = `toInt64(least(greatest(ifNull(${ms}, 0.0), 0.0), ${END}000.0))`;
  return `if(ifNull(${ms} >= ${EARLIEST}000 AND ${ms} < ${END}000, 0), toString(fromUnixTimestamp64Milli(${held}, 'UTC')), ${text})`;
}

function replaced(text: string, pattern: string, by: string, how: 'One' | 'All' = 'One'): string {
  return `replaceRegexp${how}(${text}, ${sqlText(pattern)}, ${sqlText(by)})`;
}

/** A text as SQL has it. */
export function sqlText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** A name as SQL has it. */
export function sqlName(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
