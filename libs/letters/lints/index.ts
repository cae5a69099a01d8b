import type { ApprovedRungs } from '@app/enrichment';
import type { LetterContent } from '../letter-content';
import type { Finding, Lint } from './lint';
import { openGaps, strayMarks } from './open-ends';
import { mixedLikelihood, overAttribution } from './over-attribution';
import { unprovenFigures } from './unproven-figures';

export * from './lint';
export { overAttribution };

/** Every rule for the wording of letters; a new one is a pure function added here. */
const LINTS: readonly Lint[] = [unprovenFigures, openGaps, strayMarks, overAttribution, mixedLikelihood];

/** What all lints have against a letter, in order of the rules. */
export function lint(
  content: LetterContent,
  claims: ReadonlySet<string>,
  approved: ApprovedRungs,
): Finding[] {
  return LINTS.flatMap((rule) => rule(content, claims, approved));
}
