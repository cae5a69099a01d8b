import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, ForbiddenError, InvalidInputError } from '@app/platform';
import type { Actor } from '@app/audit';
import { CurrentActor, SignedIn } from '@app/access';
import { InvalidQueryError, SearchTooBroadError } from './search.problems';
import { SearchExports } from './exports/search-exports.service';
import { FieldsQuery, SearchedKindView, SearchQuery, SearchView, toSearchedKindView } from './search.dto';
import { SearchQueries } from './search-queries.service';
import { Search } from './search.service';

/** Finding cases, alerts, accounts, entities and notes. */
@ApiTags('search')
@Controller('v1/search')
export class SearchController {
  constructor(
    private readonly search: Search,
    private readonly queries: SearchQueries,
    private readonly exports: SearchExports,
  ) {}

  @Get()
  @SignedIn()
  @Describe('Search in the query language', {
    description:
      'Each kind needs its read right: `cases.read`, or `alerts.read` for alerts; a search of all kinds leaves out the others. ' +
      "A detector's key finds its own alerts.",
    problems: [InvalidInputError, InvalidQueryError, ForbiddenError, SearchTooBroadError],
  })
  @ApiOkResponse({ type: SearchView })
  async find(
    @CurrentActor() actor: Actor,
    @Query() { kind = 'all', q = '', sort, zone, limit, cursor }: SearchQuery,
  ): Promise<SearchView> {
    if (kind === 'all')
      return { items: [], nextCursor: null, kinds: await this.search.findAll(actor, q, zone) };
    return { ...(await this.search.find(actor, { kind, q, sort, zone, limit, cursor })), kinds: [] };
  }

  @Get('fields')
  @SignedIn()
  @Describe('The fields of the query language, by kind', {
    description: 'Of the kinds that the caller may read, with what may follow each name.',
    problems: [ForbiddenError],
  })
  @ApiOkResponse({ type: [SearchedKindView] })
  fields(@CurrentActor() actor: Actor, @Query() { kind }: FieldsQuery): SearchedKindView[] {
    if (kind) this.queries.assertMay(kind, actor);
    return (kind ? [kind] : this.queries.kindsOf(actor)).map((name) =>
      toSearchedKindView(
        name,
        this.queries.fieldsOf(name, actor),
        this.queries.shownOf(name, actor),
        this.exports.columnsFor(name, actor),
      ),
    );
  }
}
