import { ApiProperty } from '@nestjs/swagger';
import { FlagField, IntField, omit, PageQuery, TextField, UuidField, UuidListField } from '@app/platform';
import type { Actor } from '@app/audit';
import { allowedActs, NOTE_ACTS, type NoteAct } from './note-acts';
import type { CaseNote, CaseNoteRevision } from './case-note.entity';
import type { ListedMention } from './case-notes.queries';

/** A note to add. */
export class AddNote {
  @TextField({
    max: 20_000,
    description: 'Markdown; `@[name](user:<id>)` mentions a person.',
    example: 'The payment processor confirms one buyer.',
  })
  text!: string;
  @UuidField({ optional: true, description: 'The note of this case that it answers.' }) replyToId?: string;
}

/** A new wording of a note. */
export class EditNote {
  @IntField({ min: 1, max: 2_147_483_647, description: 'The revision that you read.', example: 1 })
  revision!: number;
  @TextField({ max: 20_000, example: 'The payment processor confirms two buyers.' }) text!: string;
}

/** Why something is taken back. */
export class Retract {
  @TextField({ max: 2_000, example: 'It was about another case.' }) reason!: string;
}

/** Which mentions to list. */
export class MentionsQuery extends PageQuery {
  @FlagField({ description: 'Only those not read.' }) unread?: boolean;
}

/** Mentions that have been read. */
export class MarkRead {
  @UuidListField({ maxItems: 1_000 }) noteIds!: string[];
}

/** A note of a case. */
export class NoteView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({
    format: 'uuid',
    description: 'The case that it was written in: this one, or one merged into it.',
  })
  caseId!: string;
  @ApiProperty({ description: 'Markdown; empty once it is retracted.' }) text!: string;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) replyToId!: string | null;
  @ApiProperty({ description: 'Which wording this is.' }) revision!: number;
  @ApiProperty() authorId!: string;
  @ApiProperty() authorName!: string;
  @ApiProperty({ format: 'date-time' }) writtenAt!: string;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) editedAt!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) retractedAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) retractedReason!: string | null;
  @ApiProperty({ enum: NOTE_ACTS, isArray: true, description: 'What you may do to it now.' })
  allowed!: NoteAct[];
}

/** One wording of a note. */
export class NoteRevisionView {
  @ApiProperty() revision!: number;
  @ApiProperty() text!: string;
  @ApiProperty({ format: 'date-time' }) writtenAt!: string;
}

/** A note that mentions you. */
export class MentionView {
  @ApiProperty({ format: 'uuid' }) noteId!: string;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty() caseNumber!: number;
  @ApiProperty() caseTitle!: string;
  @ApiProperty() text!: string;
  @ApiProperty() authorName!: string;
  @ApiProperty({ format: 'date-time' }) writtenAt!: string;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) readAt!: string | null;
}

/** Shows a note to somebody. */
export const toNoteView = (note: CaseNote, reader: Actor): NoteView => ({
  ...note,
  allowed: allowedActs(note, reader.id),
  text: note.retractedAt ? '' : note.text,
  writtenAt: note.writtenAt.toISOString(),
  editedAt: note.editedAt?.toISOString() ?? null,
  retractedAt: note.retractedAt?.toISOString() ?? null,
});

/** Shows a wording. */
export const toNoteRevisionView = (of: CaseNoteRevision): NoteRevisionView => ({
  ...omit(of, 'noteId'),
  writtenAt: of.writtenAt.toISOString(),
});

/** Shows a mention. */
export const toMentionView = (of: ListedMention): MentionView => ({
  ...of,
  writtenAt: of.writtenAt.toISOString(),
  readAt: of.readAt?.toISOString() ?? null,
});
