export * from './search.problems';
export { SEARCH_KINDS, type SearchKind } from './fields/field';
export { type CompiledQuery, type CompileOptions, SearchQueries } from './search-queries.service';
export * from './search.module';

import { SavedView } from './views/saved-view.entity';

export const SEARCH_ENTITIES = [SavedView];
