/** How many live connections there may be, and how long they wait. */
export class LiveOptions {
  constructor(
    /** Connections of one person, in one process. */
    readonly perPerson = 10,
    /** Connections of one process. */
    readonly perProcess = 1_000,
    /** Acts held in memory: how far a reader may be behind. */
    readonly heldActs = 10_000,
    /** Between two signs of life, ms. */
    readonly heartbeatMs = 15_000,
    /** Between two looks at the record, ms. */
    readonly pollMs = 300,
    /** How long a reader may take nothing at all before it is let go, ms. */
    readonly patienceMs = 30_000,
  ) {}
}
