import type { EntityManager } from 'typeorm';
import type { Letter } from '../letter.entity';
import { LetterFlaggedError } from '../letters.problems';
import { LetterFlag } from './letter-flag.entity';

/** What is known to be untrue is neither signed nor sent before somebody has decided about it. @throws LetterFlaggedError */
export async function assertUnflagged(tx: EntityManager, { id, number }: Letter): Promise<void> {
  const open = await tx.findBy(LetterFlag, { letterId: id, state: 'open' });
  if (open.length === 0) return;
  const flags = open.map(({ id: flagId, claim, judgement, phrase, valueThen, valueNow }) => ({
    id: flagId,
    claim,
    judgement,
    phrase,
    valueThen,
    valueNow,
  }));
  throw new LetterFlaggedError(`${flags.length} statements of ${number} hold no more.`, { flags });
}
