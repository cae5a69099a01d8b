import type { EntityManager } from 'typeorm';
import type { Role } from '../permissions';

/** A team and the ids of its members. */
export interface TeamWithMembers {
  id: string;
  name: string;
  description: string;
  archivedAt: Date | null;
  members: { id: string; name: string }[];
}

/** Teams by name after the one given, each with its members. */
export async function teamsWithMembers(
  db: EntityManager,
  o: { id?: string; limit: number; after?: string | undefined },
): Promise<TeamWithMembers[]> {
  return db.query<TeamWithMembers[]>(
    `SELECT t.id, t.name, t.description, t.archived_at AS "archivedAt", coalesce(
       (SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id)
        FROM team_members m JOIN users u ON u.id = m.user_id WHERE m.team_id = t.id), '[]') AS members
     FROM teams t
     WHERE ($1::uuid IS NULL OR t.id = $1) AND ($2::text IS NULL OR t.name > $2)
     ORDER BY t.name LIMIT $3`,
    [o.id ?? null, o.after ?? null, o.limit],
  );
}

/** Makes these people, and nobody else, the members of a team. */
export async function setMembers(
  tx: EntityManager,
  teamId: string,
  userIds: readonly string[],
): Promise<void> {
  await tx.query('DELETE FROM team_members WHERE team_id = $1 AND NOT user_id = ANY($2::uuid[])', [
    teamId,
    userIds,
  ]);
  await tx.query(
    `INSERT INTO team_members (team_id, user_id) SELECT DISTINCT $1::uuid, u FROM unnest($2::uuid[]) AS t(u)
     ON CONFLICT ON CONSTRAINT pk_team_members DO NOTHING`,
    [teamId, userIds],
  );
}

/** A person as others see them when they pick one. */
export interface Person {
  id: string;
  name: string;
  roles: Role[];
  teams: { id: string; name: string }[];
  isDisabled: boolean;
}

/** People by name who are not disabled, or those of these ids, after the one given, whose name begins with `prefix` in any case of letters. */
export async function people(
  db: EntityManager,
  o: {
    limit: number;
    prefix?: string | undefined;
    teamId?: string | undefined;
    ids?: readonly string[] | undefined;
    after?: [string, string] | undefined;
  },
): Promise<(Person & { sortName: string })[]> {
  return db.query<(Person & { sortName: string })[]>(
    `SELECT u.id, u.name, u.roles, u.status = 'disabled' AS "isDisabled", lower(u.name) AS "sortName", coalesce(
       (SELECT jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) ORDER BY t.name)
        FROM team_members m JOIN teams t ON t.id = m.team_id AND t.archived_at IS NULL WHERE m.user_id = u.id), '[]') AS teams
     FROM users u
     WHERE ($6::uuid[] IS NULL AND u.status <> 'disabled' OR u.id = ANY($6)) AND ($1::text IS NULL OR lower(u.name) COLLATE "C" LIKE lower($1))
       AND ($2::text IS NULL OR (lower(u.name) COLLATE "C", u.id) > (lower($2), $3::uuid))
       AND ($4::uuid IS NULL OR EXISTS (SELECT FROM team_members m WHERE m.team_id = $4 AND m.user_id = u.id))
     ORDER BY lower(u.name) COLLATE "C", u.id LIMIT $5`,
    [
      o.prefix ? `${o.prefix.replace(/[\\%_]/g, '\\$&')}%` : null,
      o.after?.[0] ?? null,
      o.after?.[1] ?? null,
      o.teamId ?? null,
      o.limit,
      o.ids ?? null,
    ],
  );
}
