import { contentHash } from '@app/platform';

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

/**
 * What a detector claims, in the one form that every format is brought to. Lists are sorted and hold each value once,
 * instants are UTC to the millisecond, so that the same claim always has the same text.
 */
export interface AlertContent {
  type: string;
  /** The detector's own name for the finding; with detector and type it is the alert's identity. */
  sourceRef: string;
  title: string;
  description: string | null;
  /** 1 low, 2 medium, 3 high, 4 critical. */
  severity: number;
  /** 0 to 1; null where the detector does not say. */
  confidence: number | null;
  tlp: Tlp;
  /** What found it, by name and version. */
  analytic: { name: string; version: string | null };
  /** Of what is claimed to have happened; both ends are inside. */
  occurredFrom: string;
  occurredTo: string;
  detectedAt: string;
  subjects: Record<SubjectKind, string[]>;
  tags: string[];
}

/** Identity of an alert as one text: what the sender calls it, under the sender's own name. */
export function fingerprintOf(detectorId: string, content: Pick<AlertContent, 'type' | 'sourceRef'>): string {
  return contentHash([detectorId, content.type, content.sourceRef]);
}

/** Hash of the claim. When it was detected does not count: to find the same again is a repeat, not a revision. */
export function claimHash(content: AlertContent): string {
  const { detectedAt: _, ...claim } = content;
  return contentHash(claim);
}

/** The subjects as a flat list, by kind and value. */
export function subjectsOf(content: AlertContent): Subject[] {
  return SUBJECT_KINDS.flatMap((kind) => content.subjects[kind].map((value) => ({ kind, value })));
}
