import { ALERTS } from './alerts.fields';
import { ACCOUNTS, ENTITIES, NOTES } from './case-parts.fields';
import { CASES } from './cases.fields';
import type { SearchedKind, SearchKind } from './field';

/** Everything that can be searched, in the order in which a search of all kinds answers. */
export const SEARCHED: Readonly<Record<SearchKind, SearchedKind>> = {
  cases: CASES,
  alerts: ALERTS,
  accounts: ACCOUNTS,
  entities: ENTITIES,
  notes: NOTES,
};
