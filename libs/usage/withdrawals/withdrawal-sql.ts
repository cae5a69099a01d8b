/** DDL of the rows of usage that were withdrawn, by the place at which each lies. `import_no` is that of the withdrawal. */
export const WITHDRAWN_ROWS = `CREATE TABLE IF NOT EXISTS withdrawn_rows (import_no UInt32, place UInt64)
  ENGINE = ReplacingMergeTree ORDER BY (import_no, place)`;

/** SQL of where a row of usage lies, import and line in one number: no two rows have the same. */
export const PLACE = 'bitShiftLeft(toUInt64(import_no), 32) + line';

/** SQL of a list of import numbers, which may be empty; no import has the number 0. */
export const numbers = (importNos: readonly number[]): string => `(${[0, ...importNos].join(', ')})`;

/** Places of the rows that imports withdraw, of which `are` says which: `IN (…)`. */
export const withdrawnBy = (are: string): string => `SELECT place FROM withdrawn_rows WHERE import_no ${are}`;

/**
 * SQL condition under which none of these imports withdraws a row of usage. Where they withdraw nothing, the engine sees
 * it before it begins and reads no line numbers.
 */
export const isNotWithdrawnBy = (imports: string): string =>
  `((SELECT count() FROM withdrawn_rows WHERE import_no IN ${imports}) = 0 OR ${PLACE} NOT IN (${withdrawnBy(`IN ${imports}`)}))`;

/** SQL condition under which a row of usage counts where exactly these imports do. */
export const countsAmong = (imports: string): string =>
  `import_no IN ${imports} AND ${isNotWithdrawnBy(imports)}`;

/** SQL condition under which a row of usage is of a request that a table names. */
export const namedIn = (table: string): string =>
  `request_hash IN (SELECT request_hash FROM ${table}) AND request_id IN (SELECT request_id FROM ${table})`;
