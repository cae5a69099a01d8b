import type { ClaimState } from '../claim-state';
import { isTrueOf, type PhraseTerms } from '../phrase';
import type { RecountOutcome } from './claim-recount.entity';

/** What two counts on other data say of the words that were approved. A count of nothing makes any words untrue. */
export function outcomeOf(
  terms: PhraseTerms,
  value: string | null,
  reproduced: string | null,
): RecountOutcome {
  if (value !== reproduced) return 'unclear';
  return value !== null && isTrueOf(value, terms) ? 'holds' : 'fails';
}

/** Where a recount leaves a claim: only what was approved goes stale, and only when its words are surely untrue. */
export function stateAfter(state: ClaimState, outcome: RecountOutcome): ClaimState {
  return state === 'approved' && outcome === 'fails' ? 'stale' : state;
}

/** How far apart two values are: whole numbers by their difference, days by the days between. */
export function differenceOf(before: string, after: string | null): string | null {
  if (after === null) return null;
  if (!before.includes('-')) return String(BigInt(after) - BigInt(before));
  return String((Date.parse(after) - Date.parse(before)) / DAY_MS);
}

const DAY_MS = 86_400_000;
