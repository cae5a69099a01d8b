export * from './claim.entity';
export * from './claim-state';
export * from './claims.problems';
export * from './claims.service';
export type { ListedClaim } from './claims.queries';
export { type MeasureName, MEASURE_NAMES } from './measures/measure';
export * from './phrase';
export * from './compute-claim.job';
export * from './recounts/flag-letters.job';
export * from './recounts/recount-claim.job';
export { type RecountOfClaim, Recounts } from './recounts/recounts.service';
export { ClaimRecount } from './recounts/claim-recount.entity';
export * from './claims.worker';
export * from './claims.module';

import { ClaimCitation } from './claim-citation.entity';
import { Claim } from './claim.entity';
import { ClaimRecount } from './recounts/claim-recount.entity';

export const CLAIMS_ENTITIES = [Claim, ClaimCitation, ClaimRecount];
