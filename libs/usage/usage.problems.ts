import { problem } from '@app/platform';

/** Nothing listens where the usage engine should be. It was not asked at all, so asking again later repeats nothing. */
export class UsageEngineAwayError extends problem({
  slug: 'usage-engine-away',
  status: 503,
  title: 'The usage engine does not answer',
  remedy:
    'Try again shortly. Imports and enrichments that are under way wait for it and go on by themselves.',
}) {}
