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

/** Independent families of evidence: two signs of one family are one sign. */
export const EVIDENCE_FAMILIES = [
  'prompts',
  'network',
  'client',
  'timing',
  'capability',
  'payment',
  'identity',
  'lifecycle',
] as const;
export type EvidenceFamily = (typeof EVIDENCE_FAMILIES)[number];

/** What ties one account to the campaign, or does not. */
export interface AccountVerdict {
  accountId: string;
  suggestion: AccountSuggestion;
  /** How likely it belongs to the campaign by all its traits together, 0 to 1. */
  score: number;
  /** Exchanges in template families of the campaign. */
  campaignExchanges: number;
  campaignFamilies: number;
  /** What it shares with other accounts, by kind of thing. */
  shared: Record<string, unknown>;
  /** Why, in sentences. */
  because: string[];
}

/** What is suggested for an account outside the case; a look-alike is none of the campaign's, and it is said why. */
export const CANDIDATE_TIERS = ['ban', 'review', 'look_alike'] as const;
export type CandidateTier = (typeof CANDIDATE_TIERS)[number];

/** An account outside the case that something ties to the campaign. */
export interface CandidateRow {
  accountId: string;
  tier: CandidateTier;
  /** How likely it belongs to the campaign, 0 to 1. */
  score: number;
  exchanges: number;
  campaignExchanges: number;
  /** Families of evidence that speak for it. */
  evidence: readonly EvidenceFamily[];
  because: string[];
}

/** A group of accounts that share more with each other than with the rest of the campaign. */
export interface ClusterRow {
  /** From 1, the largest first. */
  number: number;
  accounts: number;
  /** Of these, listed in the case. */
  inCase: number;
  exchanges: number;
  evidence: EvidenceFamily[];
  because: string[];
  /** Other clusters that share rare things with it. */
  bridges: { to: number; instruments: number; accounts: number }[];
}

/** One account of a cluster. */
export interface ClusterMemberRow {
  accountId: string;
  number: number;
  inCase: boolean;
  /** How much of what ties it to anybody ties it to this cluster, 0 to 1. */
  strength: number;
  evidence: EvidenceFamily[];
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
  | { kind: 'key-verdicts'; rows: KeyVerdict[] }
  | { kind: 'candidates'; rows: CandidateRow[] }
  | { kind: 'clusters'; rows: ClusterRow[] }
  | { kind: 'cluster-members'; rows: ClusterMemberRow[] };
