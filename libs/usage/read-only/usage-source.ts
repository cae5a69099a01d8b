import { contentHash } from '@app/platform';
import type { Mapping } from '../mappings/column-mapping';

/** A table or view of the lab's, and how its columns are read as ours. */
export interface SourceTable {
  database: string;
  table: string;
  /** Undefined where the columns have our names. */
  mapping?: Mapping | undefined;
}

/** The lab's own tables, which Docket reads and never writes. */
export interface UsageSource {
  usage: SourceTable;
  /** The lab's column that says when a row came into the table: what a snapshot is pinned by. */
  watermark: string;
  /** Seconds that a row may be on its way: a snapshot ends so long before it is taken. */
  lagSeconds: number;
  /** Undefined where accounts are imported as everywhere else. */
  accounts?: SourceTable | undefined;
}

/** What a snapshot says of where its rows lie. */
export interface SnapshotSource {
  usage: string;
  accounts: string | null;
  watermark: string;
  /** Rows that came after this instant are not in it, RFC 3339. */
  until: string;
  /** Of tables, watermark and mapping: under another one the same rows may be other figures. */
  definitionHash: string;
}

/** A table as people write it. */
export const nameOf = ({ database, table }: SourceTable): string => `${database}.${table}`;

/** What decides how the lab's rows of usage are read, as one hash. */
export const definitionHash = ({ usage, watermark }: UsageSource): string =>
  contentHash({ table: nameOf(usage), mapping: usage.mapping ?? null, watermark });
