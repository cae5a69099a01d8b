import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, omit } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Cases, Tasks } from '@app/cases';
import type { Letter } from '../letter.entity';
import { LetterFlag } from './letter-flag.entity';

/** What a flag says: which words, on what they rested, how that stood and how it stands. */
export type FlagCause = Pick<
  LetterFlag,
  | 'claimId'
  | 'claim'
  | 'phrase'
  | 'valueThen'
  | 'valueNow'
  | 'recountId'
  | 'snapshotId'
  | 'judgementId'
  | 'judgement'
  | 'why'
>;

/** A letter that is to be flagged, with the work that this makes. */
export interface NewFlag {
  letter: Letter;
  cause: FlagCause;
  task: { title: string; description: string };
}

/** Flags letters, each with a task in the case in which the work goes on. */
@Injectable()
export class FlagRaiser {
  constructor(
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly tasks: Tasks,
  ) {}

  /** @param tx holds the letters, none of which has a flag for this cause */
  async raise(tx: EntityManager, actor: Actor, caseId: string, raised: readonly NewFlag[]): Promise<void> {
    if (raised.length === 0) return;
    const taskIds = await this.addTasks(tx, actor, caseId, raised);
    const flags = raised.map(({ letter, cause }, at) => this.flagOf(letter, cause, taskIds[at] ?? null));
    await tx.insert(LetterFlag, flags);
    for (const [at, { letter, cause }] of raised.entries()) {
      const { id: flagId, taskId } = flags[at]!;
      await this.audit.record(tx, actor, {
        action: 'letter.flagged',
        subjectId: letter.id,
        caseId: letter.caseId,
        details: { number: letter.number, flagId, ...said(cause), taskId },
      });
    }
  }

  /** One task for each flag; none when the case has as many as a case can have. */
  private async addTasks(
    tx: EntityManager,
    actor: Actor,
    caseId: string,
    raised: readonly NewFlag[],
  ): Promise<string[]> {
    const subject = await this.cases.lockSurvivor(tx, caseId);
    if (!(await this.tasks.haveRoom(tx, subject.id, raised.length))) return [];
    return this.tasks.addWithin(
      tx,
      actor,
      subject,
      raised.map(({ letter, cause, task }) => ({
        ...task,
        groupName: 'Corrections',
        playbookKey: `flag:${letter.id}:${cause.claimId ?? cause.judgementId}`,
      })),
    );
  }

  private flagOf(letter: Letter, cause: FlagCause, taskId: string | null): LetterFlag {
    return {
      id: uuidv7(),
      letterId: letter.id,
      ...cause,
      taskId,
      raisedAt: this.clock.now(),
      state: 'open',
      outcome: null,
      reason: null,
      amendmentId: null,
      resolvedBy: null,
      resolvedByName: null,
      resolvedAt: null,
    };
  }
}

/** A cause as the audit tells it. */
function said(cause: FlagCause): Record<string, unknown> {
  return cause.judgementId === null
    ? omit(cause, 'claimId', 'recountId', 'judgementId', 'judgement', 'why')
    : omit(cause, 'claimId', 'recountId', 'judgementId', 'claim', 'snapshotId');
}
