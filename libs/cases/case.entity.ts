import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { assertTransition, IllegalTransitionError } from '@app/platform';
import { Team } from '@app/access';
import type { Tlp } from '@app/alerts';
import type { Blockers } from './tasks/tasks.queries';
import type { FieldValue } from './fields/field-value';
import type { CaseKind, Impact, Pap, Resolution } from './case-terms';
import { IMPACTS_OF } from './case-terms';
import { CASE_PHASES, CASE_STAGES, type CasePhase, type CaseStage } from './case-stage';
import { CaseClosedError, ClosingIncompleteError } from './cases.problems';

/** What a move of a case carries. */
export interface CaseMove {
  stage?: CaseStage;
  phase?: CasePhase;
  resolution?: Resolution;
  impact?: Impact;
  summary?: string;
  /** Why it is closed although mandatory tasks are open or required fields have no value. */
  forceReason?: string;
}

/** One incident as it is worked on. Stage and outcome are different columns: only a closed case has an outcome. */
@Entity('cases')
@Unique('uq_cases_number', ['number'])
@Index('ix_cases_owner_id_number', ['ownerId', 'number'])
@Index('ix_cases_team_id_number', ['teamId', 'number'])
@Index('ix_cases_kind_number', ['kind', 'number'])
@Index('ix_cases_phase_number', ['phase', 'number'])
@Index('ix_cases_severity_number', ['severity', 'number'])
@Index('ix_cases_updated_at_number', ['updatedAt', 'number'])
@Index('ix_cases_tags', { synchronize: false })
@Index('ix_cases_words', { synchronize: false })
@Index('ix_cases_merged_into_id', ['mergedIntoId'])
@Index('ix_cases_stage_number', ['stage', 'number'])
@Check('ck_cases_stage', `stage IN ('New', 'InProgress', 'OnHold', 'Closed')`)
@Check('ck_cases_tags', 'cardinality(tags) <= 50')
@Check('ck_cases_severity', 'severity BETWEEN 1 AND 4')
@Check(
  'ck_cases_outcome',
  `(stage = 'Closed') = (closed_at IS NOT NULL AND resolution IS NOT NULL AND impact IS NOT NULL)`,
)
export class Case {
  @PrimaryColumn('uuid')
  id!: string;

  /** Rising, given by the database; people call the case by it. */
  @Column({ type: 'integer', generated: 'identity', generatedIdentity: 'ALWAYS' })
  number!: number;

  @Column('text')
  kind!: CaseKind;

  @Column('text')
  title!: string;

  @Column('text')
  summary!: string;

  /** 1 low to 4 critical. */
  @Column('smallint')
  severity!: number;

  @Column('text')
  tlp!: Tlp;

  @Column('text')
  pap!: Pap;

  @Column('text')
  stage!: CaseStage;

  @Column('text')
  phase!: CasePhase;

  /** Who answers for the case. */
  @Column('uuid', { nullable: true })
  ownerId!: string | null;

  @ForeignKey(() => Team, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  teamId!: string | null;

  /** Normalised, in the order of the letters. */
  @Column('text', { array: true, default: [] })
  tags!: string[];

  /** Values by the key of their definition. */
  @Column('jsonb', { default: {} })
  customFields!: Record<string, FieldValue>;

  @Column('text', { nullable: true })
  resolution!: Resolution | null;

  @Column('text', { nullable: true })
  impact!: Impact | null;

  /** Whether a person filed it or correlation opened it. */
  @Column('text')
  origin!: 'staff' | 'correlation';

  /** Title, kind and severity still follow the alerts; the first edit by a person ends that. */
  @Column('boolean')
  isDerived!: boolean;

  /** The case that this one went into; its own record stays as it was. */
  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid', { nullable: true })
  mergedIntoId!: string | null;

  @Column('timestamptz')
  openedAt!: Date;

  /** When the incident itself began, as far as the case's dates say. */
  @Column('timestamptz', { nullable: true })
  occurredAt!: Date | null;

  /** When the case first came into stage InProgress; its stage New began with `openedAt`. */
  @Column('timestamptz', { nullable: true })
  inProgressAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  onHoldAt!: Date | null;

  /** Since when it is closed; null again when it is taken up again. */
  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  firstClosedAt!: Date | null;

  /** When this row last changed. */
  @Column('timestamptz')
  updatedAt!: Date;

  /** Counts the changes of this row; an edit must name the one that it read. */
  @Column('integer')
  version!: number;

  /** Whether the case is worked on: neither closed nor merged, which closes it too. */
  get isOpen(): boolean {
    return this.stage !== 'Closed';
  }

  /** @throws CaseClosedError when the case takes nothing in any more */
  assertOpen(): void {
    if (this.isOpen) return;
    const where = this.mergedIntoId ? { mergedIntoId: this.mergedIntoId } : {};
    throw new CaseClosedError(
      `Case ${this.number} is ${this.mergedIntoId ? 'merged into another' : 'closed'}.`,
      where,
    );
  }

  /** Moves stage, then phase; `blockers` keep it from closing. @throws IllegalTransitionError, ClosingIncompleteError, CaseClosedError */
  move(move: CaseMove, now: Date, blockers?: Blockers): void {
    if (this.mergedIntoId) this.assertOpen();
    if (move.summary !== undefined) this.summary = move.summary;
    if (move.stage !== undefined) {
      assertTransition<CaseStage>(CASE_STAGES, this.stage, move.stage);
      this.stage = move.stage;
      if (move.stage === 'InProgress') this.inProgressAt ??= now;
      if (move.stage === 'OnHold') this.onHoldAt ??= now;
      if (move.stage === 'Closed') this.firstClosedAt ??= now;
      if (move.stage === 'Closed') this.close(move, now, blockers);
      else Object.assign(this, { resolution: null, impact: null, closedAt: null });
    }
    if (move.phase !== undefined) {
      if (this.stage !== 'InProgress') {
        throw new IllegalTransitionError(`The phase moves only in stage InProgress, not in ${this.stage}.`, {
          from: this.phase,
          to: move.phase,
          allowed: [],
        });
      }
      assertTransition<CasePhase>(CASE_PHASES, this.phase, move.phase);
      this.phase = move.phase;
    }
    this.touch(now);
  }

  /** Counts a change of this row. */
  touch(now: Date): void {
    this.updatedAt = now;
    this.version += 1;
  }

  private close(move: CaseMove, now: Date, blockers?: Blockers): void {
    const { resolution, impact } = move;
    const fits = resolution && impact && IMPACTS_OF[resolution].includes(impact);
    const missing = [
      ...(resolution ? [] : ['resolution']),
      ...(fits ? [] : ['impact']),
      ...(this.summary.trim() ? [] : ['summary']),
    ];
    // What turned out to be nothing, or another case, owes no work.
    const isMoot = resolution === 'FalsePositive' || resolution === 'Duplicated';
    const owed = isMoot || move.forceReason ? undefined : blockers;
    if (owed?.tasks.length) missing.push('tasks');
    if (owed?.fields.length) missing.push('customFields');
    if (missing.length > 0) {
      const impacts = resolution ? { impacts: IMPACTS_OF[resolution] } : {};
      const wrong =
        resolution && impact && !fits
          ? ` The impact ${impact} does not go with ${resolution}; ${IMPACTS_OF[resolution].join(' or ')} does.`
          : '';
      const detail = `To close, the case needs: ${missing.join(', ')}.${wrong}`;
      throw new ClosingIncompleteError(detail, { missing, ...impacts, ...owed });
    }
    Object.assign(this, { resolution, impact, closedAt: now });
  }
}
