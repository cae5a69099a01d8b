import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** How closely a detector's method is held. */
export const SENSITIVITIES = ['public', 'internal', 'restricted'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** A program that finds misuse and sends what it finds. */
@Entity('detectors')
@Unique('uq_detectors_name', ['name'])
@Check('ck_detectors_sensitivity', `sensitivity IN ('public', 'internal', 'restricted')`)
export class Detector {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** The team that answers for it. */
  @Column('text')
  owner!: string;

  @Column('text')
  description!: string;

  /** On what ground the lab may look at what it looks at. */
  @Column('text')
  legalBasis!: string;

  @Column('text')
  sensitivity!: Sensitivity;

  /** The rule, model or query that it runs. */
  @Column('text', { nullable: true })
  analyticName!: string | null;

  @Column('text', { nullable: true })
  analyticVersion!: string | null;

  /** From what on it reports, with the unit, as the lab states it. */
  @Column('text', { nullable: true })
  threshold!: string | null;

  /** Who in the lab approved that it runs. */
  @Column('text', { nullable: true })
  approvedBy!: string | null;

  /** Where that approval is written down. */
  @Column('text', { nullable: true })
  approvalReference!: string | null;

  /** Whether a letter may name it and what it found. */
  @Column('boolean')
  citableOutside!: boolean;

  @Column('timestamptz')
  createdAt!: Date;

  /** Since when it may not send; null while it may. */
  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;

  /** On trial: what it sends now is stored and answered, and never reaches the inbox nor correlation. */
  @Column('boolean')
  sandbox!: boolean;

  /** Counts the changes of this row; an edit must name the one that it read. */
  @Column('integer')
  version!: number;
}
