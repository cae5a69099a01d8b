import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { Describe, InvalidInputError, NotFoundError, type Page, PageOf } from '@app/platform';
import { ImportMappingView, MappingsQuery, SaveMapping, toMappingView } from './mappings.dto';
import { Mappings } from './mappings.service';

/** How labs' own columns are read. */
@ApiTags('usage')
@Controller('v1/import-mappings')
export class MappingsController {
  constructor(private readonly mappings: Mappings) {}

  @Post()
  @Allow('usage.import')
  @Describe('Keep a mapping', {
    description:
      'As the next version of its name. The same mapping as the latest version is that version. `mappingId` of an import names one.',
    problems: [InvalidInputError],
  })
  @ApiCreatedResponse({ type: ImportMappingView })
  async save(@CurrentActor() actor: Actor, @Body() body: SaveMapping): Promise<ImportMappingView> {
    return toMappingView(await this.mappings.save(actor, body));
  }

  @Get()
  @Allow('usage.read')
  @Describe('Mappings by name, of each the latest version first')
  @ApiOkResponse({ type: PageOf(ImportMappingView) })
  async list(@Query() query: MappingsQuery): Promise<Page<ImportMappingView>> {
    const { items, nextCursor } = await this.mappings.list(query);
    return { items: items.map(toMappingView), nextCursor };
  }

  @Get(':id')
  @Allow('usage.read')
  @Describe('A mapping', { problems: [NotFoundError] })
  @ApiOkResponse({ type: ImportMappingView })
  async find(@Param('id', ParseUUIDPipe) id: string): Promise<ImportMappingView> {
    return toMappingView(await this.mappings.find(id));
  }
}
