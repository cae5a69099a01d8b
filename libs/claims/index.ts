export * from './claim.entity';
export * from './claim-state';
export * from './claims.problems';
export * from './claims.service';
export { type MeasureName, MEASURE_NAMES } from './measures/measure';
export * from './phrase';
export * from './compute-claim.job';
export * from './claims.worker';
export * from './claims.module';

import { ClaimCitation } from './claim-citation.entity';
import { Claim } from './claim.entity';

export const CLAIMS_ENTITIES = [Claim, ClaimCitation];
