import { type EntityManager, IsNull, Not } from 'typeorm';
import { findById } from '@app/platform';
import { Judgement } from './judgement.entity';

/** A judgement that was approved and stands no more. */
export interface FallenJudgement {
  judgement: Judgement;
  /** A sentence. */
  why: string;
}

/** A judgement with the reason for which it stands no more. @throws NotFoundError */
export async function fallenJudgement(db: EntityManager, id: string): Promise<FallenJudgement> {
  const judgement = await findById(db, Judgement, id);
  const { number, withdrawnReason } = judgement;
  if (withdrawnReason !== null)
    return { judgement, why: `Judgement ${number} was withdrawn: ${withdrawnReason}` };
  const successor = await db.findOneByOrFail(Judgement, { supersedesId: id, approvedHash: Not(IsNull()) });
  const { rung, likelihood } = successor;
  return {
    judgement,
    why: `Judgement ${number} was superseded by judgement ${successor.number}, on rung ${rung}, ${likelihood.replaceAll('_', ' ')}.`,
  };
}
