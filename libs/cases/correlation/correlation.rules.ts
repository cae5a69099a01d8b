/** How much one kind of subject says when two alerts share a value of it. */
export interface CorrelationRule {
  kind: string;
  /** Points for each shared value. */
  weight: number;
  /** A value that more alerts than this hold says nothing: an office's exit address, a widespread client. Null: never. */
  commonAbove: number | null;
}

/** Two alerts that share values worth this many points are about the same thing. */
export const LINK_THRESHOLD = 5;

/**
 * One shared account links; so do two payment instruments, five addresses, or a template with an instrument.
 * An account is never common: however many alerts name it, they name the same one.
 */
export const CORRELATION_RULES: readonly CorrelationRule[] = [
  { kind: 'account', weight: 5, commonAbove: null },
  { kind: 'instrument', weight: 3, commonAbove: 200 },
  { kind: 'template', weight: 2, commonAbove: 200 },
  { kind: 'address', weight: 1, commonAbove: 200 },
];
