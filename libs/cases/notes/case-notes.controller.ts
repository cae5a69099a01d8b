import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ConflictError,
  Describe,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  type Page,
  PageOf,
  PageQuery,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { StaleVersionError } from '../cases.problems';
import {
  AddNote,
  EditNote,
  MarkRead,
  MentionsQuery,
  MentionView,
  NoteRevisionView,
  NoteView,
  Retract,
  toMentionView,
  toNoteRevisionView,
  toNoteView,
} from './case-notes.dto';
import { CaseNotes } from './case-notes.service';

@ApiTags('notes')
@Controller('v1')
export class CaseNotesController {
  constructor(private readonly notes: CaseNotes) {}

  @Post('cases/:id/notes')
  @Allow('cases.edit')
  @Describe('Add a note', { problems: [NotFoundError, InvalidInputError] })
  @ApiCreatedResponse({ type: NoteView })
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AddNote,
  ): Promise<NoteView> {
    return toNoteView(await this.notes.add(actor, id, body), actor);
  }

  @Get('cases/:id/notes')
  @Allow('cases.read')
  @Describe('Notes, newest first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(NoteView) })
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<NoteView>> {
    const page = await this.notes.list(id, query);
    return { ...page, items: page.items.map((note) => toNoteView(note, actor)) };
  }

  @Patch('cases/:id/notes/:noteId')
  @Allow('cases.edit')
  @Describe('Word a note anew; every wording is kept', {
    problems: [NotFoundError, ForbiddenError, StaleVersionError, ConflictError, InvalidInputError],
  })
  @ApiOkResponse({ type: NoteView })
  async edit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('noteId', ParseUUIDPipe) noteId: string,
    @Body() body: EditNote,
  ): Promise<NoteView> {
    return toNoteView(await this.notes.edit(actor, id, noteId, body.revision, body.text), actor);
  }

  @Post('cases/:id/notes/:noteId/retract')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Take a note back; its wordings stay', {
    problems: [NotFoundError, ForbiddenError, ConflictError],
  })
  @ApiOkResponse({ type: NoteView })
  async retract(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('noteId', ParseUUIDPipe) noteId: string,
    @Body() body: Retract,
  ): Promise<NoteView> {
    return toNoteView(await this.notes.retract(actor, id, noteId, body.reason), actor);
  }

  @Get('cases/:id/notes/:noteId/revisions')
  @Allow('cases.read')
  @Describe('Every wording of a note, the present one first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: [NoteRevisionView] })
  async revisions(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('noteId', ParseUUIDPipe) noteId: string,
  ): Promise<NoteRevisionView[]> {
    return (await this.notes.revisions(id, noteId)).map(toNoteRevisionView);
  }

  @Get('mentions')
  @Allow('cases.read')
  @Describe('Notes that mention you, newest first')
  @ApiOkResponse({ type: PageOf(MentionView) })
  async mentions(@CurrentActor() actor: Actor, @Query() query: MentionsQuery): Promise<Page<MentionView>> {
    const page = await this.notes.mentions(actor, query);
    return { ...page, items: page.items.map(toMentionView) };
  }

  @Post('mentions/read')
  @HttpCode(204)
  @Allow('cases.read')
  @Describe('Mark mentions of you as read')
  @ApiNoContentResponse()
  async markRead(@CurrentActor() actor: Actor, @Body() body: MarkRead): Promise<void> {
    await this.notes.markRead(actor, body.noteIds);
  }
}
