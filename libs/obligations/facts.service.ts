import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { assertZone, Clock, findById, invalidInput } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Cases } from '@app/cases';
import { Fact } from './fact.entity';
import { knownFacts } from './obligations.queries';
import { Obligations } from './obligations.service';
import { type FactKey, PLANNED_FACTS } from './regime';

/** A fact as a person sends it. */
export interface FactInput {
  key: FactKey;
  at: Date;
  zone: string;
  source: string;
  note?: string | undefined;
  corrects?: string | undefined;
}

/** Dated facts of cases: when it was so, and when we knew. */
@Injectable()
export class Facts {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly obligations: Obligations,
  ) {}

  /** Records a fact or the correction of one; the clocks follow. @throws NotFoundError, InvalidInputError, FactCorrectedError */
  record(actor: Actor, caseId: string, input: FactInput): Promise<Fact> {
    assertZone(input.zone, '/zone');
    return this.db.transaction(async (tx) => {
      await this.cases.lock(tx, caseId);
      const now = this.clock.now();
      if (input.at > now && !PLANNED_FACTS.includes(input.key)) {
        throw invalidInput([{ pointer: '/at', detail: `lies in the future, which ${input.key} cannot` }]);
      }
      if (input.corrects) await this.assertCorrects(tx, caseId, input);
      const fact = tx.create(Fact, {
        id: uuidv7(),
        caseId,
        key: input.key,
        at: input.at,
        zone: input.zone,
        source: input.source,
        note: input.note ?? null,
        correctsId: input.corrects ?? null,
        recordedAt: now,
        recordedBy: actor.id,
        recordedByName: actor.name,
      });
      await tx.insert(Fact, fact);
      const details = {
        key: fact.key,
        at: fact.at,
        zone: fact.zone,
        source: fact.source,
        note: fact.note,
        corrects: fact.correctsId,
      };
      const action = fact.correctsId ? 'fact.corrected' : 'fact.recorded';
      await this.audit.record(tx, actor, { action, subjectId: fact.id, caseId, details });
      await this.obligations.derive(tx, actor, caseId);
      return fact;
    });
  }

  /** Facts of a case and of those merged into it as known at `asOf` (now unless given), or every record ever made. @throws NotFoundError */
  async list(caseId: string, o: { asOf?: Date | undefined; isAll: boolean }): Promise<Fact[]> {
    const db = this.db.manager;
    const family = await this.cases.familyOf(db, caseId);
    if (!o.isAll) return knownFacts(db, family, o.asOf);
    return db.find(Fact, { where: { caseId: In(family) }, order: { recordedAt: 'ASC', id: 'ASC' } });
  }

  private async assertCorrects(tx: EntityManager, caseId: string, input: FactInput): Promise<void> {
    const corrected = await findById(tx, Fact, input.corrects!);
    if (corrected.caseId !== caseId || corrected.key !== input.key) {
      throw invalidInput([{ pointer: '/corrects', detail: `is not a record of ${input.key} in this case` }]);
    }
    if (!input.note) throw invalidInput([{ pointer: '/note', detail: 'a correction needs its reason' }]);
  }
}
