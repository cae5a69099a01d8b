import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Case } from '@app/cases';
import { Determination } from './determination.entity';
import { Fact } from './fact.entity';
import type { ObligationState } from './obligation-state';

/** A running clock: one stage of a regime that a case owes, derived from a determination and a fact, never typed. */
@Entity('obligations')
@Index('ix_obligations_case_id', ['caseId'])
@Index('ix_obligations_determination_id', ['determinationId'])
@Index('ix_obligations_fact_id', ['factId'])
@Index('ix_obligations_after_id', ['afterId'])
@Index('ix_obligations_supersedes_id', ['supersedesId'])
@Index('ix_obligations_state_due_conservative_id', ['state', 'dueConservative', 'id'])
@Index('uq_obligations_open', ['caseId', 'regimeId', 'stage', 'occurrence'], {
  unique: true,
  where: `state IN ('waiting', 'running')`,
})
@Check('ck_obligations_state', `state IN ('waiting', 'running', 'fulfilled', 'superseded', 'withdrawn')`)
@Check(
  'ck_obligations_due',
  `(state <> 'running') OR (due_statutory IS NOT NULL AND due_conservative IS NOT NULL)`,
)
export class Obligation {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  caseId!: string;

  @ForeignKey(() => Determination, { onDelete: 'RESTRICT' })
  @Column('uuid')
  determinationId!: string;

  @Column('text')
  regimeId!: string;

  @Column('text')
  regimeVersion!: string;

  /** Key of the regime's stage; `target` for a date that a person set. */
  @Column('text')
  stage!: string;

  @Column('text')
  title!: string;

  /** From 1; rises where a stage recurs. */
  @Column('integer')
  occurrence!: number;

  /** The fact that started the clock. */
  @ForeignKey(() => Fact, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  factId!: string | null;

  /** The fulfilled obligation that started the clock. */
  @ForeignKey(() => Obligation, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  afterId!: string | null;

  /** Zone of the authority, in which the days were counted. */
  @Column('text')
  zone!: string;

  @Column('timestamptz', { nullable: true })
  dueStatutory!: Date | null;

  /** What alerts and lists go by. */
  @Column('timestamptz', { nullable: true })
  dueConservative!: Date | null;

  /** How the instants came about, step by step. */
  @Column('jsonb')
  basis!: string[];

  @Column('jsonb')
  warnings!: string[];

  @Column('text', { nullable: true })
  calendarVersion!: string | null;

  @Column('text')
  state!: ObligationState;

  @ForeignKey(() => Obligation, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  supersedesId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  /** When it left `waiting` or `running`. */
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  /** When the report went out, as the person says. */
  @Column('timestamptz', { nullable: true })
  fulfilledAt!: Date | null;

  /** The authority's or Docket's own reference of what was sent. */
  @Column('text', { nullable: true })
  fulfilledReference!: string | null;

  @Column('text', { nullable: true })
  fulfilledByName!: string | null;
}
