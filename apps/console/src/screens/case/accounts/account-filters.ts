import type { Filters } from '../../../kit/table/filters';

/** By what the accounts of a case are listed; those of the evidence make it a list of what the evidence says. */
export const ACCOUNT_FILTERS = [
  'status',
  'q',
  'source',
  'decidedBy',
  'minShare',
  'suggestion',
  'cluster',
  'tier',
  'sort',
] as const;
export type AccountFilters = Filters<(typeof ACCOUNT_FILTERS)[number]>;
