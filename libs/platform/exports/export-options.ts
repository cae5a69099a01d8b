/** How many exports there may be, and how long they last. */
export class ExportOptions {
  constructor(
    /** Of one person or detector, in one process. */
    readonly perCaller = 2,
    /** Of one process; each holds one portion in memory. */
    readonly perProcess = 20,
    /** How long a client may take nothing at all before it is let go, ms. */
    readonly patienceMs = 60_000,
    /** How long an export lasts at most, ms. */
    readonly longestMs = 2 * 3_600_000,
  ) {}
}
