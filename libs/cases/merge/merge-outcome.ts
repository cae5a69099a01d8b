/** Kinds of things that a merge copies: the merged case keeps its own. */
export type CopiedKind = 'account' | 'source' | 'key' | 'entity' | 'violation' | 'member' | 'playbook';

/** What came of the copies of one kind. */
export interface CopyCount {
  /** How many the survivor did not have. */
  added: number;
  /** How many both had. */
  both: number;
}

/** What a merge brought into the survivor. */
export interface MergeCounts {
  alerts: number;
  tasks: number;
  /** Tasks of the same playbook that nobody had touched; they stay in the merged case. */
  tasksLeft: number;
  links: number;
  /** Links that lead to the survivor itself, say what another link says, or close a circle of parts. */
  linksRetracted: number;
  /** Accounts and keys on which the two cases had different verdicts; the later one counts. */
  verdictsDiffered: number;
  copied: Record<CopiedKind, CopyCount>;
}

/** What came of the copies of one kind when a merge was undone. */
export interface ReturnCount {
  /** Out of the survivor, because only the merged case had them. */
  removed: number;
  /** As they were in the survivor before, or as another merged case has them. */
  restored: number;
  /** In the survivor unchanged, because it or another merged case holds them the same. */
  kept: number;
  /** In the survivor, because somebody changed them there since. */
  changed: number;
  /** Of those changed, how many took their later verdict along to the reopened case. */
  carried: number;
}

/** What an undo gave back, and what stayed in the survivor. */
export interface UndoOutcome {
  alerts: number;
  /** Alerts of the merge that left the survivor meanwhile. */
  alertsGone: number;
  tasks: number;
  /** Dependencies between a task that went back and one that stayed; they are gone. */
  dependenciesCut: number;
  links: number;
  /** Labels and custom fields of the survivor that somebody changed since; they stay as they are. */
  labelsKept: string[];
  copied: Record<CopiedKind, ReturnCount>;
}
