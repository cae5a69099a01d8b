import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A file that somebody may have to answer for: its bytes never change, and every reading is on its custody log. */
@Entity('evidence_items')
@Index('ix_evidence_items_case_id_id', ['caseId', 'id'])
@Check('ck_evidence_items_bytes', 'bytes >= 0')
@Check('ck_evidence_items_sha256', `sha256 ~ '^[0-9a-f]{64}$'`)
export class EvidenceItem {
  @PrimaryColumn('uuid')
  id!: string;

  /** Null for what belongs to no one case, such as an imported usage file. */
  @Column('uuid', { nullable: true })
  caseId!: string | null;

  /** The file's name as its giver had it. */
  @Column('text')
  name!: string;

  @Column('text')
  mediaType!: string;

  /** Where it came from, in the words of the room that kept it: `import`, `letter`, `receipt`. */
  @Column('text')
  origin!: string;

  /** In the file store. */
  @Column('text')
  path!: string;

  @Column('bigint', { transformer: { to: (bytes: number) => bytes, from: Number } })
  bytes!: number;

  /** Of the bytes, lower-case hex. */
  @Column('text')
  sha256!: string;

  @Column('timestamptz')
  keptAt!: Date;
}
