export * from './search.module';

export const SEARCH_ENTITIES = [];
