import { InvalidQueryError } from '../search.problems';
import type { Place } from './query';

/** What a query is at most; a person needs far less, and each term costs the database a look. */
export const QUERY_LIMITS = { length: 2_000, terms: 50, depth: 12 } as const;

/** The refusal of a query, with the place that is wrong and what was probably meant. */
export function queryFault(
  at: Place,
  detail: string,
  more: { field?: string; nearest?: string } = {},
): InvalidQueryError {
  const meant = more.nearest ? ` Did you mean "${more.nearest}"?` : '';
  return new InvalidQueryError(`At character ${at.start + 1} of the query: ${detail}.${meant}`, {
    position: at.start,
    length: Math.max(at.end - at.start, 0),
    ...more,
  });
}

/** Of the known words the one that is spelt most like this, if any is like it at all. */
export function nearestOf(word: string, known: readonly string[]): string | undefined {
  const asked = word.toLowerCase().slice(0, 60);
  const ranked = known
    .map((name) => ({ name, distance: distanceOf(asked, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, Math.floor(asked.length / 2)) ? best.name : undefined;
}

/** Letters to put in, take out or change to make one word of the other. */
function distanceOf(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1)
      row[j] = Math.min(
        previous[j]! + 1,
        row[j - 1]! + 1,
        previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    previous = row;
  }
  return previous[b.length]!;
}
