import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  assertVersion,
  Clock,
  type FieldError,
  findById,
  invalidInput,
  lockById,
  NotFoundError,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Case } from '../case.entity';
import type { CaseKind } from '../case-terms';
import { CustomField } from '../fields/custom-field.entity';
import { findCycle } from '../tasks/task-status';
import { Tasks } from '../tasks/tasks.service';
import { CasePlaybook, Playbook, type PlaybookTask } from './playbook.entity';

/** What a version of a playbook says. */
export interface PlaybookInput {
  name: string;
  description: string;
  tasks: PlaybookTask[];
  requiredFields: string[];
}

/** A playbook that a case has, and since when. */
export interface AppliedPlaybook {
  playbook: Playbook;
  appliedAt: Date;
}

const PLAYBOOK_LOCK = 6_180_340;

/** What is to be done in cases of a kind. */
@Injectable()
export class Playbooks {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly tasks: Tasks,
  ) {}

  /** The present version of each kind that has one. */
  list(): Promise<Playbook[]> {
    return this.db.query<Playbook[]>(
      `SELECT DISTINCT ON (kind) id, kind, version, name, description, tasks, required_fields AS "requiredFields",
         written_by AS "writtenBy", written_at AS "writtenAt"
       FROM playbooks ORDER BY kind, version DESC`,
    );
  }

  /** Every version for a kind, the present one first. */
  versions(kind: CaseKind): Promise<Playbook[]> {
    return this.db.manager.find(Playbook, { where: { kind }, order: { version: 'DESC' }, take: 1_000 });
  }

  /**
   * Writes the next version for a kind; cases keep the one that they have.
   * @param version the version that was read; 0 where the kind has none
   * @throws StaleVersionError, InvalidInputError
   */
  async write(actor: Actor, kind: CaseKind, version: number, input: PlaybookInput): Promise<Playbook> {
    return this.db.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [PLAYBOOK_LOCK]);
      const present = (await presentOf(tx, kind))?.version ?? 0;
      assertVersion({ version: present }, version);
      await this.assertSound(tx, kind, input);
      const written = tx.create(Playbook, {
        id: uuidv7(),
        kind,
        version: version + 1,
        ...input,
        writtenBy: actor.id,
        writtenAt: this.clock.now(),
      });
      await tx.insert(Playbook, written);
      const details = { kind, version: written.version, tasks: input.tasks.map((task) => task.key) };
      await this.audit.record(tx, actor, { action: 'playbook.written', subjectId: written.id, details });
      return written;
    });
  }

  /** Applies the present playbook of the case's kind; applied again it adds only what is new in it. @throws NotFoundError, CaseClosedError */
  async apply(actor: Actor, caseId: string): Promise<AppliedPlaybook[]> {
    await this.db.transaction(async (tx) => {
      const subject = await lockById(tx, Case, caseId);
      subject.assertOpen();
      if (!(await this.applyWithin(tx, actor, subject)))
        throw new NotFoundError(`There is no playbook for cases of kind ${subject.kind}.`);
    });
    return this.appliedTo(caseId);
  }

  /** The same inside the caller's transaction, which holds the case; false when its kind has no playbook. */
  async applyWithin(tx: EntityManager, actor: Actor, to: Case): Promise<boolean> {
    const playbook = await presentOf(tx, to.kind);
    if (!playbook) return false;
    const key = (of: string): string => `${playbook.kind}/${of}`;
    const place = { caseId: to.id, playbookId: playbook.id };
    const [added, { raw }] = await Promise.all([
      this.tasks.addWithin(
        tx,
        actor,
        to,
        playbook.tasks.map(({ key: ref, dueInHours, ...task }) => ({
          ...task,
          ref,
          playbookKey: key(ref),
          ...(dueInHours === null ? {} : { due: { inHours: dueInHours } }),
        })),
      ),
      tx
        .createQueryBuilder()
        .insert()
        .into(CasePlaybook)
        .values({ ...place, appliedBy: actor.id, appliedAt: this.clock.now() })
        .orIgnore()
        .returning('case_id')
        .execute(),
    ]);
    const isNew = (raw as unknown[]).length > 0;
    if (isNew || added.length > 0) {
      const details = { kind: playbook.kind, version: playbook.version, tasks: added.length };
      await this.audit.record(tx, actor, {
        action: 'case.playbook_applied',
        subjectId: to.id,
        caseId: to.id,
        details,
      });
    }
    return true;
  }

  /** Which versions a case has, in order of application. @throws NotFoundError */
  async appliedTo(caseId: string): Promise<AppliedPlaybook[]> {
    const db = this.db.manager;
    await findById(db, Case, caseId);
    const applied = await db.find(CasePlaybook, { where: { caseId }, order: { appliedAt: 'ASC' } });
    const found = await db.find(Playbook, { where: { id: In(applied.map((one) => one.playbookId)) } });
    const byId = new Map(found.map((playbook) => [playbook.id, playbook]));
    return applied.map((one) => ({ playbook: byId.get(one.playbookId)!, appliedAt: one.appliedAt }));
  }

  /** @throws InvalidInputError on repeated keys, unknown or circular dependencies, fields that the kind does not have */
  private async assertSound(tx: EntityManager, kind: CaseKind, input: PlaybookInput): Promise<void> {
    const errors: FieldError[] = [];
    const keys = input.tasks.map((task) => task.key);
    input.tasks.forEach((task, i) => {
      if (keys.indexOf(task.key) !== i) errors.push({ pointer: `/tasks/${i}/key`, detail: 'is there twice' });
      task.dependsOn.forEach((on, j) => {
        if (!keys.includes(on))
          errors.push({
            pointer: `/tasks/${i}/dependsOn/${j}`,
            detail: 'is the key of no task of this playbook',
          });
      });
    });
    const circle = findCycle(new Map(input.tasks.map((task) => [task.key, task.dependsOn])));
    if (circle) errors.push({ pointer: '/tasks', detail: `${circle} would wait for itself` });
    const fields = await tx.find(CustomField, { where: { key: In(input.requiredFields) } });
    input.requiredFields.forEach((key, i) => {
      if (!fields.some((field) => field.key === key && field.kinds.includes(kind)))
        errors.push({ pointer: `/requiredFields/${i}`, detail: `is not a custom field of ${kind}` });
    });
    if (errors.length > 0) throw invalidInput(errors);
  }
}

function presentOf(db: EntityManager, kind: CaseKind): Promise<Playbook | null> {
  return db.findOne(Playbook, { where: { kind }, order: { version: 'DESC' } });
}
