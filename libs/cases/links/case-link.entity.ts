import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '../case.entity';

/** How one case can be linked to another; a case reads a link from its own side. */
export const LINK_KINDS = ['related', 'duplicate_of', 'part_of', 'causes'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** The same link, read from the other case. */
export const LINK_SEEN_FROM_OTHER = {
  related: 'related',
  duplicate_of: 'has_duplicate',
  part_of: 'has_part',
  causes: 'caused_by',
} as const satisfies Record<LinkKind, string>;

/** That two cases belong together, in what way and why. Taken back by a retraction. */
@Entity('case_links')
@Index('uq_case_links_from_id_to_id_kind', ['fromId', 'toId', 'kind'], {
  unique: true,
  where: 'retracted_at IS NULL',
})
@Index('ix_case_links_from_id_id', ['fromId', 'id'])
@Index('ix_case_links_to_id_id', ['toId', 'id'])
@Check('ck_case_links_kind', `kind IN ('related', 'duplicate_of', 'part_of', 'causes')`)
@Check('ck_case_links_other', 'from_id <> to_id')
export class CaseLink {
  @PrimaryColumn('uuid')
  id!: string;

  /** Of `related`, the case with the lower id: it has no direction. */
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  fromId!: string;

  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  toId!: string;

  @Column('text')
  kind!: LinkKind;

  @Column('text')
  reason!: string;

  @Column('text')
  addedBy!: string;

  @Column('text')
  addedByName!: string;

  @Column('timestamptz')
  addedAt!: Date;

  @Column('text', { nullable: true })
  retractedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  retractedAt!: Date | null;

  @Column('text', { nullable: true })
  retractedReason!: string | null;
}
