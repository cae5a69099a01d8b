import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Team, User } from '@app/access';
import type { SearchKind } from '../fields/field';

/** Who sees a view beside its owner. */
export const SHARED_WITH = ['none', 'team', 'everyone'] as const;
export type SharedWith = (typeof SHARED_WITH)[number];

/** A search that somebody keeps, with the columns and the order of its list. It holds no results. */
@Entity('saved_views')
@Index('uq_saved_views_owner_id_name', ['ownerId', 'name'], { unique: true, where: 'archived_at IS NULL' })
@Index('ix_saved_views_team_id', ['teamId'], { where: 'archived_at IS NULL' })
@Index('ix_saved_views_everyone', ['id'], { where: `archived_at IS NULL AND shared_with = 'everyone'` })
@Check('ck_saved_views_kind', `kind IN ('cases', 'alerts', 'accounts', 'entities', 'notes')`)
@Check('ck_saved_views_shared_with', `shared_with IN ('none', 'team', 'everyone')`)
@Check('ck_saved_views_team', `(shared_with = 'team') = (team_id IS NOT NULL)`)
@Check('ck_saved_views_owner', `owner_id IS NOT NULL OR shared_with = 'everyone'`)
export class SavedView {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** What it finds; it stays as it is. */
  @Column('text')
  kind!: SearchKind;

  /** In the query language; `me` and the rights are those of whoever reads. */
  @Column('text')
  query!: string;

  @Column('text', { array: true })
  columns!: string[];

  @Column('text')
  sort!: string;

  @Column('text')
  sharedWith!: SharedWith;

  @ForeignKey(() => Team, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  teamId!: string | null;

  /** Whoever made it; null for those that every installation begins with. */
  @ForeignKey(() => User, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  ownerId!: string | null;

  /** Counts the changes of this row; an edit must name the one that it read. */
  @Column('integer')
  version!: number;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;

  /** Since when nobody is offered it any more. */
  @Column('timestamptz', { nullable: true })
  archivedAt!: Date | null;
}
