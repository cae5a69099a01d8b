/** A claim as a letter cites it. */
export interface CitedClaim {
  id: string;
  /** Its mark in letters of the case, such as `C-3`. */
  number: string;
  measure: string;
  /** As the letter prints it, such as "nearly 25,000 accounts". */
  phrase: string;
  qualifier: string;
  /** Exact, in digits, such as "24913" or "2026-04-22". */
  value: string;
  /** What `value` counts, such as "accounts"; empty for a date, which counts nothing. */
  unit: string;
  countingRule: string;
  snapshot: { id: string; asOf: string };
  queryHash: string;
  /** The second computation, once there was one. */
  reproduction: { queryHash: string; value: string; at: string } | null;
  /** Up to when the figure holds, UTC. */
  asOf: string;
  state: string;
}

/** What letters of a case call a claim: `C-3` is its own, `C-12-3` that of case 12, which was merged into it. */
export const markOf = (
  claim: { caseId: string; number: number },
  caseNumber: number,
  letter: { caseId: string },
): string => (claim.caseId === letter.caseId ? `C-${claim.number}` : `C-${caseNumber}-${claim.number}`);
