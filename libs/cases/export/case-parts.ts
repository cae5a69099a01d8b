import type { CasePart } from './case-part';
import { FILE_PARTS } from './file-parts';
import { SUBJECT_PARTS } from './subject-parts';

/** Everything that a case holds, in the order of the file. */
export const CASE_PARTS: readonly CasePart[] = [...FILE_PARTS, ...SUBJECT_PARTS];
