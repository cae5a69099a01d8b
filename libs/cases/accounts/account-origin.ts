import type { AccountStatus } from '../case-terms';

/** By which way an account comes into a case. */
export const ORIGIN_KINDS = ['list', 'file', 'alerts', 'case', 'finding', 'suggestion'] as const;
export type OriginKind = (typeof ORIGIN_KINDS)[number];

/** One account to list, with what is said of it at once. */
export interface AccountRow {
  accountId: string;
  reason?: string;
  /** Share of its traffic that belongs to the campaign, 0 to 1. */
  share?: number;
}

/** Accounts to list and where they come from. */
export type AccountsFrom =
  | { kind: 'list'; accountIds: readonly string[]; source: string }
  /** `ref` is the SHA-256 of the file. */
  | { kind: 'file'; rows: readonly AccountRow[]; source: string; ref: string }
  /** Every account that an alert of the case names. */
  | { kind: 'alerts' }
  /** Those of another case; their verdicts stay there. */
  | { kind: 'case'; caseId: string; statuses: readonly AccountStatus[] }
  /** `ref` is the id of the finding. */
  | { kind: 'finding' | 'suggestion'; accountIds: readonly string[]; source: string; ref: string };

/** A source as it is written down: `ref` tells two of one kind apart where the words do not. */
export interface AccountOrigin {
  kind: OriginKind;
  source: string;
  ref: string | null;
}

/** What is written down of where accounts come from. */
export function originOf(from: AccountsFrom): AccountOrigin {
  switch (from.kind) {
    case 'alerts':
      return { kind: 'alerts', source: 'alerts', ref: null };
    case 'list':
      return { kind: 'list', source: from.source, ref: null };
    case 'case':
      return { kind: 'case', source: 'another case', ref: from.caseId };
    case 'file':
    case 'finding':
    case 'suggestion':
      return { kind: from.kind, source: from.source, ref: from.ref };
  }
}
