import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { BoolField, PageQuery, TextField, UuidField, UuidListField } from '@app/platform';
import { type Role, ROLE_NAMES } from '../permissions';
import type { TeamWithMembers } from './teams.queries';

/** A team to make. */
export class CreateTeam {
  @TextField({ max: 100, example: 'Threat intelligence' }) name!: string;
  @TextField({ optional: true, min: 0, max: 2_000, example: 'Clusters and attribution.' })
  description?: string;
  @UuidListField({ optional: true, maxItems: 500 }) memberIds?: string[];
}

/** What to change of a team; `memberIds` is the whole list. */
export class ChangeTeam {
  @TextField({ optional: true, max: 100 }) name?: string;
  @TextField({ optional: true, min: 0, max: 2_000 }) description?: string;
  @UuidListField({ optional: true, maxItems: 500, description: 'All members.' }) memberIds?: string[];
  @BoolField({ optional: true, description: 'An archived team is given nothing new.' }) isArchived?: boolean;
}

/** Whom to list. */
export class PeopleQuery extends PageQuery {
  @TextField({ optional: true, max: 100, description: 'How the name begins.' }) name?: string;
  @UuidField({ optional: true, description: 'Only members of this team.' }) teamId?: string;
  @UuidListField({
    optional: true,
    maxItems: 100,
    description: 'Only these people, the disabled too: whose names stand in history.',
  })
  // A query that names one brings it as text.
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  ids?: string[];
}

/** A person or team by id and name. */
export class NamedView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

/** A team. */
export class TeamView extends NamedView {
  @ApiProperty() description!: string;
  @ApiProperty({ type: [NamedView] }) members!: NamedView[];
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) archivedAt!: string | null;
}

/** A person as others see them when they pick one. */
export class PersonView extends NamedView {
  @ApiProperty({ enum: ROLE_NAMES, isArray: true }) roles!: Role[];
  @ApiProperty({ type: [NamedView] }) teams!: NamedView[];
  @ApiProperty({ description: 'Can no longer sign in, and is given nothing.' }) isDisabled!: boolean;
}

/** Shows a team. */
export const toTeamView = (team: TeamWithMembers): TeamView => ({
  ...team,
  archivedAt: team.archivedAt?.toISOString() ?? null,
});
