import { Module } from '@nestjs/common';
import { SearchExportsController } from './exports/search-exports.controller';
import { SearchExports } from './exports/search-exports.service';
import { SearchController } from './search.controller';
import { SearchQueries } from './search-queries.service';
import { Search } from './search.service';
import { SavedViewsController } from './views/saved-views.controller';
import { SavedViews } from './views/saved-views.service';

/** Finding: one query language over cases, alerts, accounts, entities and notes; saved views; exports. */
@Module({
  controllers: [SearchExportsController, SearchController, SavedViewsController],
  providers: [Search, SearchQueries, SavedViews, SearchExports],
  exports: [Search, SearchQueries],
})
export class SearchModule {}
