import type { Case } from '../case.entity';
import { LINK_SEEN_FROM_OTHER } from '../links/case-link.entity';
import { type SimilarCase, TOLD_POINTS } from './similar-cases.queries';

/** Why a case may be about the same as another. */
export const SIMILARITY_REASONS = [
  'shared_accounts',
  'shared_entities',
  'meeting',
  'link',
  'same_kind',
  'same_clauses',
] as const;

/** One thing that speaks for it. */
export interface Reason {
  reason: (typeof SIMILARITY_REASONS)[number];
  /** Of shared entities, of a link as this case reads it, of both cases. */
  kind?: string;
  /** How many values or clauses. */
  count?: number;
  /** Values, the rarest first, or codes of clauses. */
  examples?: string[];
  /** When alerts connected the two. */
  at?: Date;
  points: number;
}

/** What the same kind and each clause in common count: a little, for many cases have them in common. */
const WEAK_POINTS = 0.5;
const MOST_CLAUSES = 4;
const EXAMPLES = 5;

/** The reasons for a similarity, the weightiest first, and what they are worth together. */
export function reasonsOf(one: Pick<Case, 'kind'>, other: SimilarCase): { score: number; reasons: Reason[] } {
  const reasons: Reason[] = other.shared.map(({ kind, count, examples, points }) =>
    kind === 'account'
      ? { reason: 'shared_accounts', count, examples, points: rounded(points) }
      : { reason: 'shared_entities', kind, count, examples, points: rounded(points) },
  );
  if (other.metAt) reasons.push({ reason: 'meeting', at: other.metAt, points: TOLD_POINTS });
  // However many links there are, that a person saw a connection counts once, as it does in the choice of the cases.
  other.links.forEach(({ kind, isOutgoing }, i) => {
    const read = isOutgoing ? kind : LINK_SEEN_FROM_OTHER[kind];
    reasons.push({ reason: 'link', kind: read, points: i === 0 ? TOLD_POINTS : 0 });
  });
  // That both are of kind `other` says only that nobody knows.
  if (one.kind === other.kind && one.kind !== 'other')
    reasons.push({ reason: 'same_kind', kind: one.kind, points: WEAK_POINTS });
  const { clauses } = other;
  if (clauses.length > 0) {
    const points = WEAK_POINTS * Math.min(clauses.length, MOST_CLAUSES);
    reasons.push({
      reason: 'same_clauses',
      count: clauses.length,
      examples: clauses.slice(0, EXAMPLES),
      points,
    });
  }
  reasons.sort((a, b) => b.points - a.points);
  return { score: rounded(reasons.reduce((sum, { points }) => sum + points, 0)), reasons };
}

const rounded = (points: number): number => Math.round(points * 100) / 100;
