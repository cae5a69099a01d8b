import type { Tlp } from '@app/alerts';
import { SMALL_CELL } from './suppress';

/** What a pack says of itself: from what it was counted, by which rules, and what its files hash to. Plain JSON. */
export interface PackManifest {
  format: 'docket-evidence-pack';
  version: 1;
  packId: string;
  /** The case's number, as people name it. */
  case: string;
  tlp: Tlp;
  recipient: string;
  madeAt: string;
  snapshot: { id: string; takenAt: string; contentHash: string };
  countingRule: string;
  suppressionRule: string;
  pseudonyms: string;
  leftOut: string;
  /** SHA-256 of query and parameters. */
  queryHash: string;
  engineVersion: string;
  totals: { accounts: number; exchanges: number };
  tables: PackTableSummary[];
  files: PackFile[];
}

/** A table of a pack in one line. */
export interface PackTableSummary {
  name: PackTableName;
  isWithheld: boolean;
  cells: number;
  suppressed: number;
}

/** A file of a pack beside its manifest. */
export interface PackFile {
  name: string;
  bytes: number;
  sha256: string;
}

/** The files of a pack. */
export const PACK_FILES = {
  manifest: 'manifest.json',
  cells: 'cells.csv',
  accounts: 'accounts.csv',
} as const;

/** What the tables of a pack count by. */
export const PACK_TABLES = ['day', 'capability', 'model', 'cluster'] as const;
export type PackTableName = (typeof PACK_TABLES)[number];

export const COUNTING_RULE =
  'Accounts that a person confirmed as part of the campaign by the time of making. An exchange is a request of one of these accounts answered with a status from 200 to 299, each request once, without those on API keys that a person judged to carry cover traffic. In the tables by day, capability and model an account counts in each cell in which it has an exchange; in that by cluster each account counts once, used or not. Days are UTC.';
export const SUPPRESSION_RULE = `A cell with fewer than ${SMALL_CELL} accounts is suppressed, and further cells of its table with it, so that none can be computed from the rest and the totals. A table in which that is not possible is withheld.`;
export const PSEUDONYM_RULE =
  'HMAC-SHA256 of the account id under a key of this recipient and case, cut to 96 bits: the same account has the same pseudonym in every pack of this case to this recipient, and another for any other recipient. The lab can tell which account it is.';
export const LEFT_OUT =
  'No prompts, outputs, account ids, e-mail addresses, network addresses, API keys or payment instruments.';
