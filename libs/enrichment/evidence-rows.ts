/** What was counted of one account of a case. An exchange is a request answered with status 200 to 299. */
export interface AccountTotals {
  accountId: string;
  exchanges: number;
  /** Requests refused or broken: status 429 and 500 upward. Never counted as exchanges. */
  failed: number;
  inputTokens: number;
  outputTokens: number;
  /** RFC 3339 UTC of the first and last exchange; null when it was never used. */
  firstAt: string | null;
  lastAt: string | null;
  /** UTC days with at least one exchange. */
  activeDays: number;
  keys: number;
}

/** What the evidence suggests for an account; a person decides. */
export const ACCOUNT_SUGGESTIONS = ['confirm', 'clear', 'review'] as const;
export type AccountSuggestion = (typeof ACCOUNT_SUGGESTIONS)[number];

/** What ties one account to the campaign, or does not. */
export interface AccountVerdict {
  accountId: string;
  suggestion: AccountSuggestion;
  /** Share of its exchanges in campaign families, 0 to 1; for a never-used account the strength of its ties. */
  score: number;
  /** Exchanges in template families of the campaign. */
  campaignExchanges: number;
  campaignFamilies: number;
  /** What it shares with other accounts, by kind of thing. */
  shared: Record<string, unknown>;
  /** Why, in sentences. */
  because: string[];
}

/** What the evidence suggests for an API key of one of the case's accounts. */
export const KEY_SUGGESTIONS = ['cover', 'campaign', 'review'] as const;
export type KeySuggestion = (typeof KEY_SUGGESTIONS)[number];

/** What one API key of one account was used for. */
export interface KeyVerdict {
  accountId: string;
  apiKeyId: string;
  exchanges: number;
  campaignExchanges: number;
  /** Exchanges by capability. */
  capabilities: Record<string, number>;
  /** Exchanges by hour of the day, UTC, 24 numbers from midnight. */
  hours: number[];
  suggestion: KeySuggestion;
  /** How far the key is from the campaign: share of its exchanges outside campaign families, 0 to 1. */
  score: number;
  because: string[];
}

/** Rows that an analyzer leaves beside its finding, for the case's pages. */
export type EvidenceRows =
  | { kind: 'account-totals'; rows: AccountTotals[] }
  | { kind: 'account-verdicts'; rows: AccountVerdict[] }
  | { kind: 'key-verdicts'; rows: KeyVerdict[] };
