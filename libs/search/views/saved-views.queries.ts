import type { EntityManager } from 'typeorm';
import type { SearchKind } from '../fields/field';
import type { SharedWith } from './saved-view.entity';

/** A view as it is shown: with the names of whom it belongs to. */
export interface ListedView {
  id: string;
  name: string;
  kind: SearchKind;
  query: string;
  columns: string[];
  sort: string;
  sharedWith: SharedWith;
  teamId: string | null;
  teamName: string | null;
  ownerId: string | null;
  ownerName: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
}

/**
 * The views of these kinds that a person may see, by name after the one given: their own, those of their teams, those
 * for everyone. Archived ones only when named by id, and then to their owner.
 */
export async function viewsFor(
  db: EntityManager,
  userId: string,
  o: {
    kinds: readonly SearchKind[];
    limit: number;
    id?: string;
    after?: readonly [string, string] | undefined;
  },
): Promise<ListedView[]> {
  return db.query<ListedView[]>(
    `SELECT v.id, v.name, v.kind, v.query, v.columns, v.sort, v.shared_with AS "sharedWith", v.team_id AS "teamId",
       t.name AS "teamName", v.owner_id AS "ownerId", u.name AS "ownerName", v.version, v.created_at AS "createdAt",
       v.updated_at AS "updatedAt", v.archived_at AS "archivedAt"
     FROM saved_views v LEFT JOIN teams t ON t.id = v.team_id LEFT JOIN users u ON u.id = v.owner_id
     WHERE v.kind = ANY($2::text[]) AND ($3::uuid IS NULL OR v.id = $3)
       AND (v.archived_at IS NULL OR ($3::uuid IS NOT NULL AND (v.owner_id = $1::uuid OR v.owner_id IS NULL)))
       AND (v.owner_id = $1::uuid OR v.shared_with = 'everyone' OR (v.shared_with = 'team' AND EXISTS (
         SELECT FROM team_members m WHERE m.team_id = v.team_id AND m.user_id = $1::uuid)))
       AND ($4::text IS NULL OR (v.name COLLATE "C", v.id) > ($4, $5::uuid))
     ORDER BY v.name COLLATE "C", v.id LIMIT $6`,
    [userId, o.kinds, o.id ?? null, o.after?.[0] ?? null, o.after?.[1] ?? null, o.limit],
  );
}
