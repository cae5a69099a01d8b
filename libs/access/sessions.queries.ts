import type { EntityManager } from 'typeorm';
import type { User } from './user.entity';

/** Who a browser speaks for, and until when. */
export interface RunningSession {
  expiresAt: Date;
  user: Pick<User, 'id' | 'name' | 'roles'>;
}

/** The session with this token that still runs, of a person who is active: one look, because every request takes it. */
export async function runningSession(
  db: EntityManager,
  tokenHash: string,
  now: Date,
): Promise<RunningSession | undefined> {
  const rows: (RunningSession['user'] & { expires_at: Date })[] = await db.query(
    `SELECT s.expires_at, u.id, u.name, u.roles FROM sessions s
     JOIN users u ON u.id = s.user_id AND u.status = 'active'
     WHERE s.token_hash = $1 AND s.expires_at > $2`,
    [tokenHash, now],
  );
  const row = rows[0];
  return row && { expiresAt: row.expires_at, user: { id: row.id, name: row.name, roles: row.roles } };
}

/** Of these sessions those that still run, by their tokens' hashes; looking does not keep a session alive. */
export async function runningSessions(
  db: EntityManager,
  tokenHashes: readonly string[],
  now: Date,
): Promise<Map<string, RunningSession['user']>> {
  const rows: (RunningSession['user'] & { token_hash: string })[] = await db.query(
    `SELECT s.token_hash, u.id, u.name, u.roles FROM sessions s
     JOIN users u ON u.id = s.user_id AND u.status = 'active'
     WHERE s.token_hash = ANY($1::text[]) AND s.expires_at > $2`,
    [tokenHashes, now],
  );
  return new Map(rows.map(({ token_hash, ...user }) => [token_hash, user]));
}
