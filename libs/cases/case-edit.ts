import type { Act } from '@app/audit';
import { applyChange, type CaseChange } from './case-change';
import type { Case, CaseMove } from './case.entity';
import type { Blockers } from './tasks/tasks.queries';

/** What is done to one case in one act: a change, a move, or both. */
export interface CaseEdit {
  change?: CaseChange;
  move?: CaseMove;
  /** Why, where a label becomes less restrictive. */
  reason?: string | undefined;
}

/**
 * Does it to the case in memory and gives the acts to record; single and bulk edits are this one function.
 * @throws CaseClosedError, InvalidInputError, IllegalTransitionError, ClosingIncompleteError
 */
export function editCase(
  subject: Case,
  { change, move, reason }: CaseEdit,
  o: { now: Date; blockers?: Blockers | undefined },
): Act[] {
  const acts: Act[] = [];
  const about = { subjectId: subject.id, caseId: subject.id };
  if (subject.mergedIntoId) subject.assertOpen();
  if (change) {
    const { before, after } = applyChange(subject, change, reason);
    subject.touch(o.now);
    const details = { before, after, ...(reason ? { reason } : {}) };
    acts.push({ ...about, action: 'case.changed', details });
  }
  if (move) {
    const from = { stage: subject.stage, phase: subject.phase };
    subject.move(move, o.now, o.blockers);
    const { stage, phase, resolution, impact } = subject;
    const details = {
      from,
      to: { stage, phase },
      ...(resolution ? { resolution, impact } : {}),
      ...(move.forceReason && o.blockers ? { forceReason: move.forceReason, blockers: o.blockers } : {}),
    };
    acts.push({ ...about, action: 'case.moved', details });
  }
  return acts;
}
