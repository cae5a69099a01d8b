import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, DateField, ObjectListField, TextField } from '@app/platform';
import type { PolicyWithVersions, VersionWithClauses } from './policies.service';
import type { PolicyClause } from './policy-clause.entity';
import { type Enforcement, ENFORCEMENTS } from './policy-terms';

/** A policy to add. */
export class AddPolicy {
  @TextField({ example: 'Usage policy' }) name!: string;
}

/** A clause of a version to add. */
export class AddClause {
  @TextField({ max: 50, example: '4.2' }) code!: string;
  @TextField({ max: 300, example: 'No extraction of the model' }) title!: string;
  @TextField({ max: 20_000 }) text!: string;
  @TextField({ max: 100, description: 'What a breach is called.', example: 'model_extraction' })
  violationType!: string;
  @ChoiceField(ENFORCEMENTS, { description: 'What a breach calls for.' }) enforcement!: Enforcement;
}

/** A version to add, with all of its clauses. */
export class AddVersion {
  @TextField({ max: 50, example: '2026-03' }) version!: string;
  @DateField({ description: 'Civil date from which it binds.', example: '2026-03-01' }) effectiveOn!: string;
  @ObjectListField(() => AddClause, { minItems: 1, maxItems: 500 }) clauses!: AddClause[];
}

/** A clause, as answered. */
export class ClauseView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() code!: string;
  @ApiProperty() title!: string;
  @ApiProperty() text!: string;
  @ApiProperty() violationType!: string;
  @ApiProperty({ enum: ENFORCEMENTS }) enforcement!: Enforcement;
}

/** A version, as answered. */
export class PolicyVersionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() version!: string;
  @ApiProperty({ format: 'date' }) effectiveOn!: string;
  @ApiProperty({ type: [ClauseView] }) clauses!: ClauseView[];
}

/** A policy, as answered. */
export class PolicyView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: [PolicyVersionView], description: 'The one that binds latest first.' })
  versions!: PolicyVersionView[];
}

const toClauseView = ({ id, code, title, text, violationType, enforcement }: PolicyClause): ClauseView => ({
  id,
  code,
  title,
  text,
  violationType,
  enforcement,
});

/** A version as the api answers it. */
export const toVersionView = ({ version, clauses }: VersionWithClauses): PolicyVersionView => ({
  id: version.id,
  version: version.version,
  effectiveOn: version.effectiveOn,
  clauses: clauses.map(toClauseView),
});

/** A policy as the api answers it. */
export const toPolicyView = ({ policy, versions }: PolicyWithVersions): PolicyView => ({
  id: policy.id,
  name: policy.name,
  versions: versions.map(toVersionView),
});
