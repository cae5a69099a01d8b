export * from './permissions';
export * from './user.entity';
export * from './session.entity';
export * from './invitation.entity';
export * from './api-key.entity';
export * from './allow.decorator';
export { ShownOnce } from './idempotency/shown-once.decorator';
export * from './users.service';
export * from './teams/team.entity';
export { type TeamInput, Teams } from './teams/teams.service';
export { NamedView } from './teams/teams.dto';
export * from './api-keys.service';
export { CreateKey, KeyView, NewKeyView, RotateKey, toKeyView } from './access.dto';
export { SESSION_COOKIE, Sessions } from './sessions.service';
export { UnknownKeyError } from './access.problems';
export { AccessHousekeeping } from './housekeeping';
export { IdempotencyKeys } from './idempotency/idempotency-keys.service';
export * from './access.module';

import { ApiKey } from './api-key.entity';
import { IdempotencyKey } from './idempotency/idempotency-key.entity';
import { Invitation } from './invitation.entity';
import { Session } from './session.entity';
import { TeamMember } from './teams/team-member.entity';
import { Team } from './teams/team.entity';
import { User } from './user.entity';

export const ACCESS_ENTITIES = [User, Session, Invitation, ApiKey, IdempotencyKey, Team, TeamMember];
