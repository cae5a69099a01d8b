import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, LessThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  Clock,
  ConflictError,
  decodeCursor,
  findById,
  ForbiddenError,
  invalidInput,
  lockById,
  NotFoundError,
  type Page,
  toPage,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Users } from '@app/access';
import { Case } from '../case.entity';
import { StaleVersionError } from '../cases.problems';
import { familyOf } from '../merge/case-merge.queries';
import { CaseMention, CaseNote, CaseNoteRevision } from './case-note.entity';
import { type ListedMention, mentionsOf, mentionPeople } from './case-notes.queries';

interface Portion {
  limit: number;
  cursor?: string;
}

const MENTION = /@\[[^\]\n]{1,200}\]\(user:([^)\s]{1,64})\)/g;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What people write down in cases. */
@Injectable()
export class CaseNotes {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly users: Users,
  ) {}

  /** Adds a note; also to a closed case, of which there may be more to say. @throws NotFoundError, InvalidInputError */
  async add(actor: Actor, caseId: string, input: { text: string; replyToId?: string }): Promise<CaseNote> {
    return this.db.transaction(async (tx) => {
      await lockById(tx, Case, caseId);
      if (input.replyToId && !(await isNoteOf(tx, caseId, input.replyToId)))
        throw invalidInput([{ pointer: '/replyToId', detail: 'is no note of this case' }]);
      const note = tx.create(CaseNote, {
        id: uuidv7(),
        caseId,
        text: input.text,
        replyToId: input.replyToId ?? null,
        revision: 1,
        authorId: actor.id,
        authorName: actor.name,
        writtenAt: this.clock.now(),
        editedAt: null,
        retractedAt: null,
        retractedReason: null,
      });
      const people = await this.peopleIn(tx, input.text);
      await tx.insert(CaseNote, note);
      await tx.insert(CaseNoteRevision, {
        noteId: note.id,
        revision: 1,
        text: note.text,
        writtenAt: note.writtenAt,
      });
      await mentionPeople(tx, note.id, people);
      const details = { noteId: note.id };
      await this.audit.record(tx, actor, { action: 'case.note_added', subjectId: caseId, caseId, details });
      return note;
    });
  }

  /** Words a note anew; only its author does. @throws NotFoundError, ForbiddenError, StaleVersionError, ConflictError, InvalidInputError */
  async edit(actor: Actor, caseId: string, id: string, revision: number, text: string): Promise<CaseNote> {
    return this.db.transaction(async (tx) => {
      const note = await this.own(tx, actor, caseId, id);
      if (note.revision !== revision) {
        const detail = `You read revision ${revision}; the note is at revision ${note.revision}.`;
        throw new StaleVersionError(detail, { version: note.revision });
      }
      const people = await this.peopleIn(tx, text);
      Object.assign(note, { text, revision: revision + 1, editedAt: this.clock.now() });
      await tx.update(CaseNote, { id }, { text, revision: note.revision, editedAt: note.editedAt });
      await tx.insert(CaseNoteRevision, {
        noteId: id,
        revision: note.revision,
        text,
        writtenAt: this.clock.now(),
      });
      await mentionPeople(tx, id, people);
      const details = { noteId: id, revision: note.revision };
      await this.audit.record(tx, actor, { action: 'case.note_edited', subjectId: caseId, caseId, details });
      return note;
    });
  }

  /** Takes a note back, with the reason; its wordings stay. @throws NotFoundError, ForbiddenError, ConflictError */
  async retract(actor: Actor, caseId: string, id: string, reason: string): Promise<CaseNote> {
    return this.db.transaction(async (tx) => {
      const note = await this.own(tx, actor, caseId, id);
      const retraction = { retractedAt: this.clock.now(), retractedReason: reason };
      Object.assign(note, retraction);
      await tx.update(CaseNote, { id }, retraction);
      const details = { noteId: id, reason };
      await this.audit.record(tx, actor, {
        action: 'case.note_retracted',
        subjectId: caseId,
        caseId,
        details,
      });
      return note;
    });
  }

  /** Newest first, with those of the cases that were merged into this one. @throws NotFoundError */
  async list(caseId: string, o: Portion): Promise<Page<CaseNote>> {
    await findById(this.db.manager, Case, caseId);
    const before = o.cursor ? { id: LessThan(String(decodeCursor(o.cursor, 1)[0])) } : {};
    const where = { caseId: In(await familyOf(this.db.manager, caseId)), ...before };
    const rows = await this.db.manager.find(CaseNote, { where, order: { id: 'DESC' }, take: o.limit + 1 });
    return toPage(
      rows,
      o.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** Every wording, the present one first; at most the last thousand. @throws NotFoundError */
  async revisions(caseId: string, id: string): Promise<CaseNoteRevision[]> {
    const db = this.db.manager;
    if (!(await isNoteOf(db, caseId, id))) throw new NotFoundError(`The case has no note with the id ${id}.`);
    return db.find(CaseNoteRevision, { where: { noteId: id }, order: { revision: 'DESC' }, take: 1_000 });
  }

  /** Notes that mention the actor, newest first; retracted ones are left out. */
  async mentions(actor: Actor, o: Portion & { unread?: boolean }): Promise<Page<ListedMention>> {
    const before = o.cursor ? String(decodeCursor(o.cursor, 1)[0]) : undefined;
    const rows = await mentionsOf(this.db.manager, actor.id, {
      limit: o.limit + 1,
      before,
      isUnreadOnly: o.unread ?? false,
    });
    return toPage(
      rows,
      o.limit,
      (row) => [row.noteId],
      (row) => row,
    );
  }

  /** Marks mentions of the actor as read; what is no mention of theirs is passed over. */
  async markRead(actor: Actor, noteIds: readonly string[]): Promise<void> {
    const where = { userId: actor.id, noteId: In([...noteIds]) };
    await this.db.manager.update(CaseMention, where, { readAt: this.clock.now() });
  }

  private async own(tx: EntityManager, actor: Actor, caseId: string, id: string): Promise<CaseNote> {
    const where = { id, caseId: In(await familyOf(tx, caseId)) };
    const note = await tx.findOne(CaseNote, { where, lock: { mode: 'pessimistic_write' } });
    if (!note) throw new NotFoundError(`The case has no note with the id ${id}.`);
    if (note.authorId !== actor.id) throw new ForbiddenError('Only its author changes a note.');
    if (note.retractedAt) throw new ConflictError('The note is retracted.');
    return note;
  }

  /** @throws InvalidInputError when it mentions somebody who is not there */
  private async peopleIn(tx: EntityManager, text: string): Promise<string[]> {
    const ids = [...new Set([...text.matchAll(MENTION)].map((match) => match[1]!.toLowerCase()))];
    const strange = ids.find((id) => !UUID.test(id));
    if (strange) throw invalidInput([{ pointer: '/text', detail: `mentions ${strange}, which is no id` }]);
    await this.users.assertAssignable(
      tx,
      ids.map((id) => ({ id, pointer: '/text' })),
    );
    return ids;
  }
}

/** Whether a note was written in the case or in one that was merged into it. */
async function isNoteOf(db: EntityManager, caseId: string, id: string): Promise<boolean> {
  return db.existsBy(CaseNote, { id, caseId: In(await familyOf(db, caseId)) });
}
