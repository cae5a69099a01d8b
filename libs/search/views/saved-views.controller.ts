import { Body, Controller, Get, Headers, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ConflictError,
  Describe,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  type Page,
  PageOf,
  StaleVersionError,
  versionOf,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { CurrentActor, SignedIn } from '@app/access';
import { HitView } from '../search.dto';
import { InvalidQueryError, SearchTooBroadError } from '../search.problems';
import {
  ChangeView,
  CopyView,
  CreateView,
  SavedViewView,
  toSavedViewView,
  ViewResultsQuery,
  ViewsQuery,
} from './saved-views.dto';
import { SavedViews } from './saved-views.service';

const REFUSALS = [InvalidInputError, InvalidQueryError, ForbiddenError, ConflictError];

/** Searches that people keep and share. */
@ApiTags('search')
@Controller('v1/views')
export class SavedViewsController {
  constructor(private readonly views: SavedViews) {}

  @Get()
  @SignedIn()
  @Describe('The saved views that you may see, by name', {
    description: 'Yours, those of your teams and those for everyone, of the kinds that you may read.',
    problems: [InvalidInputError, ForbiddenError],
  })
  @ApiOkResponse({ type: PageOf(SavedViewView) })
  async list(@CurrentActor() actor: Actor, @Query() query: ViewsQuery): Promise<Page<SavedViewView>> {
    const { items, nextCursor } = await this.views.list(actor, query);
    return { items: items.map((view) => toSavedViewView(actor, view)), nextCursor };
  }

  @Post()
  @SignedIn()
  @Describe('Keep a search', { problems: REFUSALS })
  @ApiCreatedResponse({ type: SavedViewView })
  async create(@CurrentActor() actor: Actor, @Body() { kind, ...input }: CreateView): Promise<SavedViewView> {
    return toSavedViewView(actor, await this.views.create(actor, kind, input));
  }

  @Get(':id')
  @SignedIn()
  @Describe('A saved view', { problems: [NotFoundError, ForbiddenError] })
  @ApiOkResponse({ type: SavedViewView })
  async find(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<SavedViewView> {
    return toSavedViewView(actor, await this.views.find(actor, id));
  }

  @Get(':id/results')
  @SignedIn()
  @Describe('What a saved view finds', {
    description: 'The search is yours, whoever made the view: your rights, and `me` is you.',
    problems: [InvalidInputError, InvalidQueryError, NotFoundError, ForbiddenError, SearchTooBroadError],
  })
  @ApiOkResponse({ type: PageOf(HitView) })
  results(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { limit, cursor, zone }: ViewResultsQuery,
  ): Promise<Page<HitView>> {
    return this.views.results(actor, id, { limit, cursor, zone });
  }

  @Patch(':id')
  @SignedIn()
  @Describe('Change, share or archive a saved view', {
    description: 'The owner does; a view of the installation needs `casework.configure`.',
    problems: [...REFUSALS, NotFoundError, StaleVersionError],
  })
  @ApiHeader({ name: 'If-Match', required: false, description: 'The version that you read, such as `"3"`.' })
  @ApiOkResponse({ type: SavedViewView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { version, ...change }: ChangeView,
    @Headers('if-match') ifMatch?: string,
  ): Promise<SavedViewView> {
    return toSavedViewView(actor, await this.views.change(actor, id, version ?? versionOf(ifMatch), change));
  }

  @Post(':id/copy')
  @SignedIn()
  @Describe('Make a saved view of your own of one that you see', { problems: [...REFUSALS, NotFoundError] })
  @ApiCreatedResponse({ type: SavedViewView })
  async copy(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { name }: CopyView,
  ): Promise<SavedViewView> {
    return toSavedViewView(actor, await this.views.copy(actor, id, name));
  }
}
