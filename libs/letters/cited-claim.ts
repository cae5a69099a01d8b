/** A claim as a letter cites it. */
export interface CitedClaim {
  id: string;
  /** Within the case, such as `C-3`. */
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
