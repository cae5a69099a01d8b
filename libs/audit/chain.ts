import { createHash } from 'node:crypto';
import { canonicalJson } from '@app/platform';

/** The content of an event as it is hashed and exported; instants are RFC 3339 UTC with milliseconds. */
export interface ChainedEvent {
  id: string;
  at: string;
  actorKind: string;
  actorId: string;
  actorName: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  caseId: string | null;
  details: Record<string, unknown>;
}

/** One line of an exported chain. */
export interface ChainLink {
  /** As text: sequences are bigints. */
  sequence: string;
  hash: string;
  event: ChainedEvent;
}

/** What precedes the first link. */
export const GENESIS = '0'.repeat(64);

/** Hash of a link: SHA-256 over the previous hash, the sequence and the canonical content. @see RFC 8785 */
export function linkHash(previous: string, sequence: string, event: ChainedEvent): string {
  return createHash('sha256')
    .update(previous)
    .update('\n')
    .update(sequence)
    .update('\n')
    .update(canonicalJson(event))
    .digest('hex');
}

/** What a verification found. */
export interface ChainVerdict {
  verified: boolean;
  /** Links checked. */
  events: number;
  /** Hash of the last link: the anchor to publish or to compare with. */
  head: string;
  /** The first thing that does not hold, in words; absent when verified. */
  fault?: { sequence: string; reason: string };
}

/**
 * Checks links in order: sequence without a gap, hash over content and predecessor.
 * Needs nothing but the links, so that an auditor can run it on an export, offline.
 */
export class ChainVerifier {
  private sequence = 0n;
  private head = GENESIS;
  private fault: ChainVerdict['fault'];

  /** Takes the next link; after the first fault the rest is only counted off. */
  take(link: ChainLink): void {
    if (this.fault) return;
    const expected = this.sequence + 1n;
    if (link.sequence !== expected.toString()) {
      this.fault = {
        sequence: link.sequence,
        reason: `expected link ${expected}: one is missing, doubled or out of order`,
      };
      return;
    }
    const hash = linkHash(this.head, link.sequence, link.event);
    if (hash !== link.hash) {
      this.fault = {
        sequence: link.sequence,
        reason: 'the content does not give the stored hash: it was changed after it was sealed',
      };
      return;
    }
    this.sequence = expected;
    this.head = hash;
  }

  /** Marks the whole as unsound for a reason that a single link cannot show. */
  fail(sequence: string, reason: string): void {
    this.fault ??= { sequence, reason };
  }

  verdict(): ChainVerdict {
    return {
      verified: !this.fault,
      events: Number(this.sequence),
      head: this.head,
      ...(this.fault ? { fault: this.fault } : {}),
    };
  }
}
