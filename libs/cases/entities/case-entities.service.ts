import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  Clock,
  contentHash,
  decodeCursor,
  type FieldError,
  findById,
  invalidInput,
  lockById,
  type Page,
  toPage,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Case } from '../case.entity';
import {
  type AddedEntities,
  entitiesOf,
  type EntityFilter,
  type EntityName,
  insertEntities,
  type ListedEntity,
  retractEntities,
  type RetractedEntities,
} from './case-entities.queries';
import { entityValue, spellingOf } from './entity-value';

/** Faults that a refusal names. */
const NAMED_FAULTS = 50;

/** The things other than accounts that cases are about: what their alerts name, and what people add and retract. */
@Injectable()
export class CaseEntities {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Adds entities; retracted ones stand again. @throws NotFoundError, CaseClosedError, InvalidInputError */
  async add(
    actor: Actor,
    caseId: string,
    given: readonly EntityName[],
    reason: string,
  ): Promise<AddedEntities> {
    const entities = spelled(given);
    return this.within(caseId, async (tx, at) => {
      const outcome = await insertEntities(tx, caseId, entities, { id: actor.id, reason, at });
      const { added, restored } = outcome;
      if (added + restored > 0)
        await this.record(tx, actor, caseId, 'case.entities_added', { added, restored, reason }, entities);
      return outcome;
    });
  }

  /** Retracts entities with the reason; they stay and say so. @throws NotFoundError, CaseClosedError */
  async retract(
    actor: Actor,
    caseId: string,
    given: readonly EntityName[],
    reason: string,
  ): Promise<RetractedEntities> {
    const entities = given.map(({ kind, value }) => ({ kind, value: spellingOf(kind, value) }));
    return this.within(caseId, async (tx, at) => {
      const outcome = await retractEntities(tx, caseId, entities, { id: actor.id, reason, at });
      const { retracted } = outcome;
      if (retracted > 0)
        await this.record(tx, actor, caseId, 'case.entities_retracted', { retracted, reason }, entities);
      return outcome;
    });
  }

  /** In order of kind and value. @throws NotFoundError */
  async list(
    caseId: string,
    o: { limit: number; cursor?: string; filter: EntityFilter },
  ): Promise<Page<ListedEntity>> {
    await findById(this.db.manager, Case, caseId);
    const after = o.cursor ? { after: decodeCursor(o.cursor, 2).map(String) as [string, string] } : {};
    const rows = await entitiesOf(this.db.manager, caseId, o.filter, { limit: o.limit + 1, ...after });
    return toPage(
      rows,
      o.limit,
      (row) => [row.kind, row.value],
      (row) => row,
    );
  }

  private within<T>(caseId: string, act: (tx: EntityManager, now: Date) => Promise<T>): Promise<T> {
    return this.db.transaction(async (tx) => {
      const subject = await lockById(tx, Case, caseId);
      subject.assertOpen();
      return act(tx, this.clock.now());
    });
  }

  /** One event however many: the digest is of all that were named, by kind and value. */
  private record(
    tx: EntityManager,
    actor: Actor,
    caseId: string,
    action: string,
    details: object,
    entities: readonly EntityName[],
  ): Promise<void> {
    const names = [...new Set(entities.map(({ kind, value }) => `${kind} ${value}`))].sort();
    return this.audit.record(tx, actor, {
      action,
      subjectId: caseId,
      caseId,
      details: { ...details, named: names.length, digest: contentHash(names) },
    });
  }
}

/** @throws InvalidInputError naming each that is none of its kind */
function spelled(given: readonly EntityName[]): EntityName[] {
  const faults: FieldError[] = [];
  const entities = given.flatMap(({ kind, value }, at) => {
    const read = entityValue(kind, value);
    if ('value' in read) return [{ kind, value: read.value }];
    if (faults.length < NAMED_FAULTS) faults.push({ pointer: `/entities/${at}/value`, detail: read.fault });
    return [];
  });
  if (faults.length > 0) throw invalidInput(faults);
  return entities;
}
