import { sha256 } from '@app/platform';

/** Sharing labels of the Traffic Light Protocol 2.0, least restrictive first. @see https://www.first.org/tlp/ */
export const TLP_LABELS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
export type Tlp = (typeof TLP_LABELS)[number];

/** What an alert can be about; the values of one kind are compared when alerts are correlated. */
export const SUBJECT_KINDS = ['account', 'address', 'instrument', 'fingerprint', 'template'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** One thing that an alert is about. */
export interface Subject {
  kind: SubjectKind;
  value: string;
}

/** What the sender's own incident tool says of an incident, as numbers and words of OCSF 2005; it moves nothing here. */
export interface IncidentState {
  /** Name, or otherwise id, of the person or else the group that has it. */
  assignee: string | null;
  /** The sender's identifiers of the findings that it is made of. */
  findings: string[];
  impactId: number | null;
  priorityId: number | null;
  sourceUrl: string | null;
  /** 1 New, 2 In Progress, 3 On Hold, 4 Resolved, 5 Closed. */
  statusId: number | null;
  verdictId: number | null;
}

/**
 * What a detector claims, in the one form that every format is brought to. Lists are sorted and hold each value once,
 * instants are UTC to the millisecond, and members are made in the order of their names, so that the same claim always
 * has the same text.
 */
export interface AlertContent {
  /** What found it, by name and version. */
  analytic: { name: string; version: string | null };
  /** 0 to 1; null where the detector does not say. */
  confidence: number | null;
  description: string | null;
  detectedAt: string;
  /** Of an incident that another tool has made of its findings; left out otherwise. */
  incident?: IncidentState;
  /** Of what is claimed to have happened; both ends are inside. */
  occurredFrom: string;
  occurredTo: string;
  /** 1 low, 2 medium, 3 high, 4 critical. */
  severity: number;
  /** The detector's own name for the finding; with detector and type it is the alert's identity. */
  sourceRef: string;
  subjects: Record<SubjectKind, string[]>;
  tags: string[];
  title: string;
  tlp: Tlp;
  type: string;
}

/** Identity of an alert as one text: what the sender calls it, under the sender's own name. */
export function fingerprintOf(detectorId: string, content: Pick<AlertContent, 'type' | 'sourceRef'>): string {
  return sha256(JSON.stringify([detectorId, content.type, content.sourceRef]));
}

/**
 * The claim as canonical JSON (RFC 8785), whose hash is the claim hash. When it was detected does not count: to find
 * the same again is a repeat, not a revision. Members of the one form are in order already, so nothing is sorted.
 */
export function claimText(content: AlertContent): string {
  const { detectedAt: _, ...claim } = content;
  return JSON.stringify(claim);
}

/** The subjects as a flat list, by kind and value. */
export function subjectsOf(content: AlertContent): Subject[] {
  return SUBJECT_KINDS.flatMap((kind) => content.subjects[kind].map((value) => ({ kind, value })));
}
