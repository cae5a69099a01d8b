import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  assertZone,
  Clock,
  ConflictError,
  findById,
  invalidInput,
  lockById,
  NotFoundError,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { EvidenceItem } from '@app/evidence';
import { Case } from '../case.entity';
import { familyOf } from '../merge/case-merge.queries';
import { CaseDate, type DateKind, type Precision } from './case-date.entity';
import { datesOf, followOccurred } from './case-dates.queries';

/** A date as a person records it. */
export interface DateInput {
  kind: DateKind;
  at?: Date;
  onDate?: string;
  zone: string;
  precision: Precision;
  assertedBy: string;
  source: string;
  evidenceId?: string;
  supersedesId?: string;
}

/** No case needs more records of dates. */
const MAX_DATES = 1_000;
const DAY = 86_400_000;

/** The dates of cases: who says when what was so, and when that was recorded. */
@Injectable()
export class CaseDates {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Records a date; also of a closed case. @throws NotFoundError, InvalidInputError, ConflictError */
  async record(actor: Actor, caseId: string, input: DateInput): Promise<CaseDate> {
    assertZone(input.zone, '/zone');
    return this.db.transaction(async (tx) => {
      await lockById(tx, Case, caseId);
      await this.assertFits(tx, caseId, input);
      const date = tx.create(CaseDate, {
        ...input,
        id: uuidv7(),
        caseId,
        at: input.at ?? null,
        onDate: input.onDate ?? null,
        evidenceId: input.evidenceId ?? null,
        supersedesId: input.supersedesId ?? null,
        recordedBy: actor.id,
        recordedByName: actor.name,
        recordedAt: this.clock.now(),
        retractedBy: null,
        retractedAt: null,
        retractedReason: null,
      });
      await tx.insert(CaseDate, date);
      if (date.kind === 'occurred_from') await followOccurred(tx, caseId);
      const details = { dateId: date.id, ...input };
      await this.audit.record(tx, actor, {
        action: 'case.date_recorded',
        subjectId: caseId,
        caseId,
        details,
      });
      return date;
    });
  }

  /** Takes a record back; the one that it superseded stands again. @throws NotFoundError, ConflictError */
  async retract(actor: Actor, caseId: string, id: string, reason: string): Promise<CaseDate> {
    return this.db.transaction(async (tx) => {
      await lockById(tx, Case, caseId);
      const date = await tx.findOneBy(CaseDate, { id, caseId: In(await familyOf(tx, caseId)) });
      if (!date) throw new NotFoundError(`The case has no date with the id ${id}.`);
      if (date.retractedAt) throw new ConflictError('The date is retracted already.');
      const retraction = { retractedBy: actor.id, retractedAt: this.clock.now(), retractedReason: reason };
      Object.assign(date, retraction);
      await tx.update(CaseDate, { id }, retraction);
      if (date.kind === 'occurred_from') await followOccurred(tx, date.caseId);
      const details = { dateId: id, kind: date.kind, reason };
      await this.audit.record(tx, actor, {
        action: 'case.date_retracted',
        subjectId: caseId,
        caseId,
        details,
      });
      return date;
    });
  }

  /** Dates that stand, as known at `asOf` (now unless given), or every record ever made; in order of recording. @throws NotFoundError */
  async list(caseId: string, o: { asOf?: Date | undefined; isAll: boolean }): Promise<CaseDate[]> {
    await findById(this.db.manager, Case, caseId);
    return datesOf(this.db.manager, caseId, { ...o, limit: MAX_DATES });
  }

  private async assertFits(tx: EntityManager, caseId: string, input: DateInput): Promise<void> {
    const latest = this.clock.now().getTime();
    const value = input.at ?? new Date(`${input.onDate}T00:00:00Z`);
    // A civil day begins up to 14 hours before that of UTC.
    if (value.getTime() > latest + (input.at ? 0 : DAY))
      throw invalidInput([{ pointer: input.at ? '/at' : '/onDate', detail: 'lies in the future' }]);
    if (input.evidenceId && !(await this.isEvidenceOf(tx, caseId, input.evidenceId)))
      throw invalidInput([{ pointer: '/evidenceId', detail: 'is no evidence item of this case' }]);
    if ((await tx.countBy(CaseDate, { caseId })) >= MAX_DATES)
      throw new ConflictError(`A case has at most ${MAX_DATES} dates.`);
    if (!input.supersedesId) return;
    const standing = await datesOf(tx, caseId, { isAll: false, limit: MAX_DATES });
    const old = standing.find((date) => date.id === input.supersedesId);
    if (old?.kind !== input.kind)
      throw invalidInput([
        { pointer: '/supersedesId', detail: `is no ${input.kind} of this case that stands at present` },
      ]);
  }

  private async isEvidenceOf(tx: EntityManager, caseId: string, id: string): Promise<boolean> {
    return tx.existsBy(EvidenceItem, { id, caseId: In(await familyOf(tx, caseId)) });
  }
}
