/** Who acts: the first argument of every use case and the "who" of every audit event. */
export interface Actor {
  kind: 'user' | 'detector' | 'system';
  /** Id of the user or detector; for the system, the name of the job. */
  id: string;
  /** Shown where the act is shown. */
  name: string;
  /** Rights held; a job of the system holds them all through `may`. */
  permissions: ReadonlySet<string>;
}

/** The actor of a job: it acts on what a person decided before, so it needs no right of its own. */
export function systemActor(job: string): Actor {
  return { kind: 'system', id: job, name: `Docket (${job})`, permissions: new Set() };
}
