/** What may be wrong with a value, as the engine finds it and as a person is told. */
export interface Fault {
  /** SQL condition over the value as text. */
  when: string;
  reason: string;
}

/** A column of an import file: how its text becomes the engine's value, and what is refused. */
export interface Column {
  name: string;
  required: boolean;
  /** Type in the engine's table. */
  type: string;
  /** SQL of the value, from the text that passed `faults`. */
  value: string;
  /** In the order in which they are told: the first that holds is the reason. */
  faults: readonly Fault[];
}

/** A kind of import file and the table that it fills. */
export interface FileKind {
  kind: 'usage' | 'accounts' | 'withdrawals';
  table: string;
  columns: readonly Column[];
  /** Column that counts once. */
  key: string;
  /** SQL of the key's 64-bit hash over the table's own columns. */
  keyHash: string;
  /** A column computed from the values, by the SQL of each. */
  extra: { name: string; type: string; of: (values: ReadonlyMap<string, string>) => string };
  /** Numbers beside texts, as SQL of the table's own columns. */
  numbers: readonly { name: string; type: string; sql: string }[];
  partitionBy: string;
  orderBy: string;
  /** Sums that the engine keeps beside the rows, by what they are of. */
  projections: readonly Projection[];
}

/** Sums over the rows of each part, kept by the engine itself: it answers from them whatever asks for no more. */
export interface Projection {
  name: string;
  /** SQL that the rows are grouped by. */
  by: readonly string[];
  /** SQL of what is summed. */
  sums: readonly string[];
}

/** Longest text of a value, bytes: ids, hashes and names are short; anything longer is not one. */
export const MAX_TEXT = 1_000;

interface Options {
  required?: boolean;
  /** Few different values in many rows. */
  few?: boolean;
}

const quoted = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

/** Optional values are null when empty; required ones are missing then. */
const column = (
  name: string,
  type: string,
  convert: (text: string) => string,
  malformed: Fault[],
  { required = false, few = false }: Options = {},
): Column => {
  const nullable = required ? type : `Nullable(${type})`;
  const text = `\`${name}\``;
  const missing = { when: `ifNull(${text}, '') = ''`, reason: 'is missing' };
  const value = required ? `assumeNotNull(${convert(text)})` : convert(`nullIf(${text}, '')`);
  const faults = malformed.map(({ when, reason }) => ({
    when: `ifNull(${text}, '') != '' AND (${when})`,
    reason,
  }));
  return {
    name,
    required,
    type: few ? `LowCardinality(${nullable})` : nullable,
    value,
    faults: required ? [missing, ...faults] : faults,
  };
};

const same = (text: string): string => text;

// RFC 3339 with an offset, or a blank for the T and UTC when no offset is given. The engine's own parser would take
// much more (25 o'clock, American dates, numbers), and guess.
const DATE = '20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const TIME = '([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\\\.[0-9]{1,9})?';
const OFFSET = '(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])';
const INSTANT = `^${DATE}(T${TIME}${OFFSET}| ${TIME}${OFFSET}?)$`;

/** Makers of columns by what their values are. */
export const faultable = {
  text(name: string, options?: Options): Column {
    return column(
      name,
      'String',
      same,
      [
        { when: `length(\`${name}\`) > ${MAX_TEXT}`, reason: `is longer than ${MAX_TEXT} bytes` },
        { when: `NOT isValidUTF8(assumeNotNull(\`${name}\`))`, reason: 'is not UTF-8' },
      ],
      options,
    );
  },

  uint(name: string, bits: 16 | 32 | 64, options?: Options): Column {
    const convert = (text: string): string => `toUInt${bits}OrNull(${text})`;
    const reason = `is not an unsigned integer of ${bits} bits`;
    return column(
      name,
      `UInt${bits}`,
      convert,
      [{ when: `${convert(`\`${name}\``)} IS NULL`, reason }],
      options,
    );
  },

  instant(name: string, options?: Options): Column {
    const convert = (text: string): string => `parseDateTime64BestEffortOrNull(${text}, 3, 'UTC')`;
    const reason =
      'is not an instant (RFC 3339 with an offset, or YYYY-MM-DD HH:MM:SS[.fff] in UTC, of the years 2000 to 2099)';
    const when = `NOT match(assumeNotNull(\`${name}\`), '${INSTANT}') OR ${convert(`\`${name}\``)} IS NULL`;
    return column(name, `DateTime64(3, 'UTC')`, convert, [{ when, reason }], options);
  },

  choice(name: string, values: readonly string[], options?: Options): Column {
    const faults = [
      { when: `\`${name}\` NOT IN (${quoted(values)})`, reason: `is none of: ${values.join(', ')}` },
    ];
    return column(name, 'String', same, faults, { few: true, ...options });
  },

  country(name: string): Column {
    const when = `NOT match(assumeNotNull(\`${name}\`), '^[A-Z]{2}$')`;
    return column(name, 'String', same, [{ when, reason: 'is not an ISO 3166-1 alpha-2 code' }], {
      few: true,
    });
  },

  /** Kept as text: as it was written is how it is shown and compared. */
  address(name: string): Column {
    const text = `assumeNotNull(\`${name}\`)`;
    const faults = [
      {
        when: `NOT isIPv4String(${text}) AND NOT isIPv6String(${text})`,
        reason: 'is not an IPv4 or IPv6 address',
      },
    ];
    return column(name, 'String', same, faults);
  },

  bool(name: string): Column {
    const convert = (text: string): string => `(lower(${text}) IN ('true', '1'))`;
    const when = `lower(assumeNotNull(\`${name}\`)) NOT IN ('true', 'false', '1', '0')`;
    return column(name, 'Bool', convert, [{ when, reason: 'is neither true nor false' }]);
  },
};
