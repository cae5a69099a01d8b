export * from './policy-terms';
export * from './policy.entity';
export * from './policy-version.entity';
export * from './policy-clause.entity';
export { ClauseView } from './policies.dto';
export * from './policies.service';
export * from './policies.module';

import { Policy } from './policy.entity';
import { PolicyClause } from './policy-clause.entity';
import { PolicyVersion } from './policy-version.entity';

export const POLICIES_ENTITIES = [Policy, PolicyVersion, PolicyClause];
