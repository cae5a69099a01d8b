import {
  Body,
  Controller,
  Get,
  Headers,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Describe, namedVersion, NotFoundError, type Page, PageOf } from '@app/platform';
import { Allow, CurrentActor } from '@app/access';
import type { Actor } from '@app/audit';
import { Drafting } from './drafting.service';
import { DOCX, PDF } from './freezing.service';
import { EditLetter, toChange } from './letter-content.dto';
import { LetterReader } from './letter-reader.service';
import { CitedClaimView, LetterTemplateView } from './drafting-views';
import { LetterSummaryView, LetterView, toLetterSummary, toLetterView } from './letter-views';
import { assertRecords, DraftLetter, ListCitable, ListLetters } from './letters.dto';
import { LetterFrozenError, LetterVersionError, LetterVersionMissingError } from './letters.problems';
import { LETTER_TEMPLATES } from './templates';

/** Drafting and reading letters. */
@ApiTags('letters')
@Controller('v1')
export class LettersController {
  constructor(
    private readonly drafting: Drafting,
    private readonly reader: LetterReader,
  ) {}

  @Get('letter-templates')
  @Allow('letters.read')
  @Describe('The kinds of letters, and what each asks for')
  @ApiOkResponse({ type: [LetterTemplateView] })
  templates(): LetterTemplateView[] {
    return LETTER_TEMPLATES.map(({ id, name, version, measures, passages }) => ({
      id,
      name,
      version,
      measures,
      passages,
    }));
  }

  @Post('cases/:id/letters')
  @Allow('letters.draft')
  @Describe('Draft a letter from a template', {
    description: 'Measures without a claim and passages without words stay open; `findings` lists them.',
    problems: [NotFoundError],
  })
  @ApiCreatedResponse({ type: LetterView })
  async draft(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) caseId: string,
    @Body() body: DraftLetter,
  ): Promise<LetterView> {
    assertRecords(body);
    return this.view(actor, (await this.drafting.draft(actor, caseId, body)).id);
  }

  @Get('letters')
  @Allow('letters.read')
  @Describe('Letters, newest first; of a case also those of the cases merged into it', {
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: PageOf(LetterSummaryView) })
  async list(@Query() query: ListLetters): Promise<Page<LetterSummaryView>> {
    const { items, nextCursor } = await this.reader.list(query);
    return { items: items.map(toLetterSummary), nextCursor };
  }

  @Get('letters/:id')
  @Allow('letters.read')
  @Describe('A letter with all that is known of it', {
    description: '`ETag` carries the version, for `If-Match` of an edit.',
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: LetterView })
  async find(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LetterView> {
    const view = await this.view(actor, id);
    response.setHeader('ETag', `"${view.version}"`);
    // The version says nothing of state and figures, so an answer must not be kept and shown again by it.
    response.setHeader('Cache-Control', 'no-store');
    return view;
  }

  @Patch('letters/:id')
  @Allow('letters.draft')
  @Describe('Edit a letter', {
    description: 'Saves a new version. What was submitted or approved becomes a draft again.',
    problems: [NotFoundError, LetterVersionMissingError, LetterVersionError, LetterFrozenError],
  })
  @ApiHeader({ name: 'If-Match', required: true, example: '"3"', description: 'The version that was read.' })
  @ApiOkResponse({ type: LetterView })
  async edit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: EditLetter,
  ): Promise<LetterView> {
    const letter = await this.drafting.edit(actor, id, versionRead(ifMatch), toChange(body));
    return toLetterView(await this.reader.after(letter), actor);
  }

  @Get('letters/:id/claims')
  @Allow('letters.read')
  @Describe('The claims that a letter cites, or all that it could, as they stand today', {
    problems: [NotFoundError],
  })
  @ApiOkResponse({ type: [CitedClaimView] })
  claims(@Param('id', ParseUUIDPipe) id: string, @Query() { all }: ListCitable): Promise<CitedClaimView[]> {
    return all ? this.reader.citable(id) : this.reader.cited(id);
  }

  @Get('letters/:id/pdf')
  @Allow('letters.read')
  @Describe('The letter as PDF/A', {
    description:
      'The bytes that were frozen, with their SHA-256 in `Repr-Digest`; before that the draft, marked as one.',
    problems: [NotFoundError],
  })
  @ApiProduces(PDF)
  @ApiOkResponse({ content: { [PDF]: { schema: { type: 'string', format: 'binary' } } } })
  pdf(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return this.send(actor, id, 'pdf', response);
  }

  @Get('letters/:id/docx')
  @Allow('letters.read')
  @Describe('The letter as a Word file', {
    description:
      'The bytes that were frozen, with their SHA-256 in `Repr-Digest`; before that the draft, marked as one.',
    problems: [NotFoundError],
  })
  @ApiProduces(DOCX)
  @ApiOkResponse({ content: { [DOCX]: { schema: { type: 'string', format: 'binary' } } } })
  docx(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return this.send(actor, id, 'docx', response);
  }

  private async view(actor: Actor, id: string): Promise<LetterView> {
    return toLetterView(await this.reader.find(id), actor);
  }

  private async send(
    actor: Actor,
    id: string,
    kind: 'pdf' | 'docx',
    response: Response,
  ): Promise<StreamableFile> {
    const { name, mediaType, sha256, content } = await this.reader.file(actor, id, kind);
    response.attachment(name).setHeader('Content-Type', mediaType);
    if (sha256 !== null)
      response.setHeader('Repr-Digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
    return Buffer.isBuffer(content) ? new StreamableFile(content) : new StreamableFile(content);
  }
}

/** @throws LetterVersionMissingError */
function versionRead(ifMatch: string | undefined): number {
  const version = namedVersion(ifMatch);
  if (version === undefined) throw new LetterVersionMissingError('If-Match does not name a version.');
  return version;
}
