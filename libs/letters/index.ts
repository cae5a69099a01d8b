export * from './letters.options';
export * from './letter-state';
export * from './letter-content';
export { Letter } from './letter.entity';
export * from './letters.worker';
export * from './letters.module';
export { type LetterDocument, renderDocx, renderPdf } from './rendering';

import { DispatchAttempt } from './dispatch-attempt.entity';
import { Dispatch } from './dispatch.entity';
import { LetterFlag } from './flags/letter-flag.entity';
import { FrozenLetter } from './frozen-letter.entity';
import { LetterReview } from './letter-review.entity';
import { LetterSignature } from './letter-signature.entity';
import { LetterVersion } from './letter-version.entity';
import { Letter } from './letter.entity';
import { Receipt } from './receipt.entity';

export const LETTERS_ENTITIES = [
  Letter,
  LetterVersion,
  LetterReview,
  FrozenLetter,
  LetterSignature,
  Dispatch,
  DispatchAttempt,
  Receipt,
  LetterFlag,
];
