import type { LetterContent } from '../letter-content';
import type { Finding, Lint } from './lint';
import { openGaps, strayMarks } from './open-ends';
import { unprovenFigures } from './unproven-figures';

export * from './lint';

/** Every rule for the wording of letters; a new one is a pure function added here. */
const LINTS: readonly Lint[] = [unprovenFigures, openGaps, strayMarks];

/** What all lints have against a letter, in order of the rules. */
export function lint(content: LetterContent, claims: ReadonlySet<string>): Finding[] {
  return LINTS.flatMap((rule) => rule(content, claims));
}
