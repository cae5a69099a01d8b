import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import {
  ChoiceField,
  ConflictError,
  Describe,
  NotFoundError,
  omit,
  type Page,
  PageOf,
  PageQuery,
  TextField,
  UuidField,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { CaseClosedError } from '../cases.problems';
import { Retract } from '../notes/case-notes.dto';
import { LINK_KINDS, LINK_SEEN_FROM_OTHER, type LinkKind } from './case-link.entity';
import type { ListedLink } from './case-links.queries';
import { CaseLinks } from './case-links.service';

/** A link to another case. */
export class AddLink {
  @ChoiceField([...LINK_KINDS, 'caused_by'], { example: 'part_of' }) kind!: LinkKind | 'caused_by';
  @UuidField({ description: 'The other case.' }) caseId!: string;
  @TextField({ max: 2_000, example: 'Published in one report.' }) reason!: string;
}

/** A link as this case reads it. */
export class LinkView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: [...LINK_KINDS, 'has_duplicate', 'has_part', 'caused_by'] }) kind!: string;
  @ApiProperty({ format: 'uuid', description: 'The other case.' }) caseId!: string;
  @ApiProperty() caseNumber!: number;
  @ApiProperty() caseTitle!: string;
  @ApiProperty() reason!: string;
  @ApiProperty() addedByName!: string;
  @ApiProperty({ format: 'date-time' }) addedAt!: string;
}

const toLinkView = (link: ListedLink): LinkView => ({
  ...omit(link, 'isOutgoing'),
  kind: link.isOutgoing ? link.kind : LINK_SEEN_FROM_OTHER[link.kind],
  addedAt: link.addedAt.toISOString(),
});

@ApiTags('cases')
@Controller('v1/cases/:id/links')
export class CaseLinksController {
  constructor(private readonly links: CaseLinks) {}

  @Get()
  @Allow('cases.read')
  @Describe('Other cases that belong to this one, newest link first', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(LinkView) })
  async list(@Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<Page<LinkView>> {
    const page = await this.links.list(id, query);
    return { ...page, items: page.items.map(toLinkView) };
  }

  @Post()
  @Allow('cases.edit')
  @Describe('Link the case to another', { problems: [NotFoundError, CaseClosedError, ConflictError] })
  @ApiCreatedResponse({ type: LinkView })
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AddLink,
  ): Promise<LinkView> {
    return toLinkView(await this.links.add(actor, id, body));
  }

  @Post(':linkId/retract')
  @HttpCode(204)
  @Allow('cases.edit')
  @Describe('Take a link back, with the reason', { problems: [NotFoundError] })
  @ApiNoContentResponse()
  async retract(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('linkId', ParseUUIDPipe) linkId: string,
    @Body() body: Retract,
  ): Promise<void> {
    await this.links.retract(actor, id, linkId, body.reason);
  }
}
