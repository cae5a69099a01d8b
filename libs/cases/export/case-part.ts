/** A part of a case as its export has it: rows in the order of their keys, each as JSON. */
export interface CasePart {
  /** The one member of its lines. */
  name: string;
  /** What the rows are, for whoever reads the file. */
  description: string;
  /** Tables and the condition; `$1` is the case, `$2` the case and all that were merged into it. */
  from: string;
  /** Unique together, in the order of the lines, which all rise. */
  keys: readonly { column: string; type: 'uuid' | 'text' | 'int' | 'bigint' }[];
  /** SQL of the members. */
  members: Readonly<Record<string, string>>;
  /** Rows of the first look, where each may be heavy. */
  first?: number;
}

/** An instant as JSON has it everywhere here. */
export const at = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
/** The name of a person, where it is one. */
export const userName = (id: string): string => `(SELECT u.name FROM users u WHERE u.id::text = ${id}::text)`;
