import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  Clock,
  ConflictError,
  decodeCursor,
  invalidInput,
  lockById,
  NotFoundError,
  onConstraint,
  type Page,
  toPage,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Users } from '../users.service';
import { Team } from './team.entity';
import { TeamMember } from './team-member.entity';
import { people, type Person, setMembers, type TeamWithMembers, teamsWithMembers } from './teams.queries';

onConstraint('uq_teams_name', () => new ConflictError('A team with this name exists already.'));

/** What is said of a team. */
export interface TeamInput {
  name: string;
  description?: string;
  memberIds?: string[];
}

/** The teams of the installation, and people as one picks them. */
@Injectable()
export class Teams {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly users: Users,
  ) {}

  /** Makes a team. @throws ConflictError on a name that is there, InvalidInputError on unknown members */
  async create(
    actor: Actor,
    { name, description = '', memberIds = [] }: TeamInput,
  ): Promise<TeamWithMembers> {
    const id = uuidv7();
    await this.db.transaction(async (tx) => {
      await this.users.assertAssignable(tx, pointed(memberIds));
      await tx.insert(Team, { id, name, description, createdAt: this.clock.now(), archivedAt: null });
      await setMembers(tx, id, memberIds);
      const details = { name, description, memberIds };
      await this.audit.record(tx, actor, { action: 'team.created', subjectId: id, details });
    });
    return this.get(id);
  }

  /** Changes what is named; archived, a team is given nothing new. @throws NotFoundError, ConflictError, InvalidInputError */
  async change(
    actor: Actor,
    id: string,
    { memberIds, isArchived, ...change }: Partial<TeamInput> & { isArchived?: boolean },
  ): Promise<TeamWithMembers> {
    await this.db.transaction(async (tx) => {
      const team = await lockById(tx, Team, id);
      if (memberIds) await this.users.assertAssignable(tx, pointed(memberIds));
      const archivedAt = isArchived === undefined ? team.archivedAt : isArchived ? this.clock.now() : null;
      await tx.update(Team, { id }, { ...change, archivedAt });
      if (memberIds) await setMembers(tx, id, memberIds);
      const details = {
        ...change,
        ...(memberIds ? { memberIds } : {}),
        ...(isArchived === undefined ? {} : { isArchived }),
      };
      await this.audit.record(tx, actor, { action: 'team.changed', subjectId: id, details });
    });
    return this.get(id);
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<TeamWithMembers> {
    const [team] = await teamsWithMembers(this.db.manager, { id, limit: 1 });
    if (!team) throw new NotFoundError(`No team has the id ${id}.`);
    return team;
  }

  /** By name. */
  async list(o: { limit: number; cursor?: string }): Promise<Page<TeamWithMembers>> {
    const after = o.cursor ? String(decodeCursor(o.cursor, 1)[0]) : undefined;
    const rows = await teamsWithMembers(this.db.manager, { limit: o.limit + 1, after });
    return toPage(
      rows,
      o.limit,
      (row) => [row.name],
      (row) => row,
    );
  }

  /** People who can be given work, by name; of those that `ids` names also who no longer can. */
  async people(o: {
    limit: number;
    cursor?: string;
    name?: string;
    teamId?: string;
    ids?: string[];
  }): Promise<Page<Person>> {
    const after = o.cursor ? (decodeCursor(o.cursor, 2).map(String) as [string, string]) : undefined;
    const rows = await people(this.db.manager, {
      limit: o.limit + 1,
      prefix: o.name,
      teamId: o.teamId,
      ids: o.ids,
      after,
    });
    return toPage(
      rows,
      o.limit,
      (row) => [row.sortName, row.id],
      ({ id, name, roles, teams, isDisabled }) => ({ id, name, roles, teams, isDisabled }),
    );
  }

  /** Whether a person belongs to a team. */
  hasMember(db: EntityManager, teamId: string, userId: string): Promise<boolean> {
    return db.existsBy(TeamMember, { teamId, userId });
  }

  /** @throws InvalidInputError naming each team that is unknown or archived */
  async assertAssignable(
    db: EntityManager,
    asked: readonly { id: string; pointer: string }[],
  ): Promise<void> {
    if (asked.length === 0) return;
    const found = await db.find(Team, { where: { id: In(asked.map(({ id }) => id)) } });
    const byId = new Map(found.map((team) => [team.id, team]));
    const errors = asked.flatMap(({ id, pointer }) => {
      const team = byId.get(id);
      if (!team) return [{ pointer, detail: 'is not the id of a team' }];
      return team.archivedAt ? [{ pointer, detail: `is the archived team ${team.name}` }] : [];
    });
    if (errors.length > 0) throw invalidInput(errors);
  }
}

const pointed = (ids: readonly string[]): { id: string; pointer: string }[] =>
  ids.map((id, i) => ({ id, pointer: `/memberIds/${i}` }));
