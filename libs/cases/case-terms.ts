/** What a case is about. */
export const CASE_KINDS = [
  'distillation',
  'credential_theft',
  'wrongful_enforcement',
  'region_evasion',
  'academic_replication',
  'misuse',
  'resale',
  'other',
] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** Permissible Actions Protocol, least restrictive first. */
export const PAP = ['CLEAR', 'GREEN', 'AMBER', 'RED'] as const;
export type Pap = (typeof PAP)[number];

/** What the case turned out to be. */
export const RESOLUTIONS = ['TruePositive', 'FalsePositive', 'Indeterminate', 'Duplicated', 'Other'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** Whether it did harm. */
export const IMPACTS = ['WithImpact', 'NoImpact', 'NotApplicable'] as const;
export type Impact = (typeof IMPACTS)[number];

/** Which impact goes with which resolution: what did not happen cannot have done harm. */
export const IMPACTS_OF: Readonly<Record<Resolution, readonly Impact[]>> = {
  TruePositive: ['WithImpact', 'NoImpact'],
  FalsePositive: ['NotApplicable'],
  Indeterminate: ['WithImpact', 'NoImpact', 'NotApplicable'],
  Duplicated: ['NotApplicable'],
  Other: ['WithImpact', 'NoImpact', 'NotApplicable'],
};

/** What is held of an account of the case: suspected when it comes in, then a person's verdict. */
export const ACCOUNT_STATUSES = ['suspected', 'confirmed', 'cleared'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** What an API key of a case's account was used for: the campaign itself, or unrelated traffic that covers it. */
export const KEY_VERDICTS = ['cover', 'campaign'] as const;
export type KeyVerdict = (typeof KEY_VERDICTS)[number];

/** Things other than accounts that a case is about. */
export const ENTITY_KINDS = ['address', 'instrument', 'fingerprint', 'template'] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/** The more restrictive of two labels of one scale. */
export function strictest<T extends string>(scale: readonly T[], a: T, b: T): T {
  return scale.indexOf(a) >= scale.indexOf(b) ? a : b;
}
