import type { Permission } from '@app/access';

/** How the values of a field are compared, and so which operators it takes. */
export const FIELD_TYPES = ['text', 'keyword', 'number', 'time', 'user', 'boolean', 'reference'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** What can be searched. */
export const SEARCH_KINDS = ['cases', 'alerts', 'accounts', 'entities', 'notes'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

interface Described {
  name: string;
  /** For the console and for help. */
  description: string;
  example: string;
  /** A detector that looks for its own alerts does not know it. */
  staffOnly?: true;
}

/** Words in a text; `document` is the indexed expression that contains it, when it is not indexed by itself. */
interface TextField extends Described {
  type: 'text';
  column: string;
  /** `tsvector` expression of an index over this column and others. */
  document?: string;
  /** Nothing indexes it: the words are looked for in the text first, which costs a tenth. */
  isScanned?: true;
}

/** An exact value or the beginning of one. */
interface KeywordField extends Described {
  type: 'keyword';
  column: string;
  /** It is a list, and one of it is meant. */
  isList?: true;
  /** It lies in rows of another table: a condition in which `?` stands for the condition on the column. */
  within?: string;
  /** All values that there are; others are refused, and the case of letters does not matter. */
  values?: readonly string[];
  /** How values are stored. */
  normalise?: (value: string) => string;
}

interface NumberField extends Described {
  type: 'number';
  column: string;
  /** With decimals. */
  isDecimal?: true;
}

interface TimeField extends Described {
  type: 'time';
  column: string;
}

/** A condition that holds or not. */
interface BooleanField extends Described {
  type: 'boolean';
  /** The condition; `now()` of the search is `$now`. */
  condition: string;
}

/** Another thing, by id, by name or by number; `none` where there may be none. */
interface ReferenceField extends Described {
  type: 'user' | 'reference';
  column: string;
  /** The ids of what is called `?`; for a case its number. */
  byName: string;
  isByNumber?: true;
  /** It may be missing. */
  optional?: true;
  /** It lies in rows of another table: a condition in which `?` stands for the condition on the column. */
  within?: string;
  /** The column holds the id as text. */
  isText?: true;
}

export type Field = TextField | KeywordField | NumberField | TimeField | BooleanField | ReferenceField;

/** A key of an order: a column, what it is of, and its place in the row. */
export interface SortKey {
  column: string;
  type: 'int' | 'uuid' | 'text' | 'timestamptz';
}

/** A kind of thing that can be searched: where it lies, who may see it, by what it is found and how it is shown. */
export interface SearchedKind {
  kind: SearchKind;
  permission: Permission;
  /** Table and alias. */
  from: string;
  alias: string;
  /** What never comes up: merged cases, retracted notes. */
  base: string;
  /** For a detector: which rows are its own; without it the kind is closed to detectors. */
  ownOf?: (parameter: string) => string;
  /** Left out unless the query names the field. */
  hidden?: { unlessNamed: string; condition: string };
  fields: readonly Field[];
  /** Fields that a word without a field is looked for in: any of them. */
  byDefault: readonly string[];
  /** Columns that a word without a field is looked for within. */
  contains: readonly string[];
  /**
   * Each ends in a key that is unique; all its keys have one direction. Exports go by the first, whose keys never
   * change, so that a row that changes while they run neither comes twice nor is left out.
   */
  sorts: Readonly<Record<string, { direction: 'ASC' | 'DESC'; keys: readonly SortKey[] }>>;
  /** SQL of what a hit shows, by the name of the value. */
  shown: Readonly<Record<string, string>>;
  /** SQL of what an export has besides, by the name of the column. */
  exported: Readonly<Record<string, string>>;
  /** SQL of a hit's id, heading, text to cut a snippet from, and case. */
  id: string;
  title: string;
  text: string;
  caseId: string;
}

const USERS_BY_NAME = `SELECT u.id FROM users u WHERE lower(u.name) COLLATE "C" = lower(?)`;

/** A person: `me`, `none`, an id or a full name. */
export const userField = (
  o: Described & { column: string; optional?: true; within?: string; isText?: true },
): ReferenceField => ({ ...o, type: 'user', byName: USERS_BY_NAME });

/** A case by its number or id. */
export const caseField = (o: Described & { column: string; optional?: true }): ReferenceField => ({
  ...o,
  type: 'reference',
  byName: 'SELECT r.id FROM cases r WHERE r.number = ?::int',
  isByNumber: true,
});

/** An instant as JSON has it everywhere here. */
export const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Id and name of a person or thing, or null. */
export const named = (table: 'users' | 'teams' | 'detectors' | 'alert_queues', id: string): string =>
  `(SELECT jsonb_build_object('id', r.id, 'name', r.name) FROM ${table} r WHERE r.id = ${id})`;

/** Number of a case. */
export const caseNumber = (id: string): string => `(SELECT r.number FROM cases r WHERE r.id = ${id})`;

/** Whether a case stands by itself: what was merged is found through the case that it went into. */
export const notMerged = (caseId: string): string =>
  `EXISTS (SELECT FROM cases m WHERE m.id = ${caseId} AND m.merged_into_id IS NULL)`;
