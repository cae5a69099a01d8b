import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { assertTransition } from '@app/platform';
import { Case } from '@app/cases';
import { EDITABLE_STATES, LETTER_TRANSITIONS, type LetterState, stateAfterEdit } from './letter-state';
import { LetterFrozenError, LetterVersionError } from './letters.problems';

/** How the sender's register names a letter, such as `L-2026-0001`. */
export const numberOf = ({ year, sequence }: Pick<Letter, 'year' | 'sequence'>): string =>
  `L-${year}-${String(sequence).padStart(4, '0')}`;

/** A letter of a case from its first draft to its receipt. Its text lies in its versions. */
@Entity('letters')
@Unique('uq_letters_year_sequence', ['year', 'sequence'])
@Index('ix_letters_case_id_id', ['caseId', 'id'])
@Check(
  'ck_letters_state',
  `state IN ('Draft', 'InReview', 'ChangesRequested', 'Approved', 'Frozen', 'Signed', 'Dispatched', 'Acknowledged', 'Withdrawn')`,
)
export class Letter {
  @PrimaryColumn('uuid')
  id!: string;

  /** Of its creation, UTC. */
  @Column('integer')
  year!: number;

  /** Within the year, from 1, without gaps. */
  @Column('integer')
  sequence!: number;

  @ForeignKey(() => Case, { onDelete: 'RESTRICT' })
  @Column('uuid')
  caseId!: string;

  /** Id and version of the template, such as `congress-voluntary@1`. */
  @Column('text')
  template!: string;

  @Column('text')
  state!: LetterState;

  /** Of the text; rises with every save. */
  @Column('integer')
  version!: number;

  @Column('text')
  authorId!: string;

  @Column('text')
  authorName!: string;

  @Column('timestamptz')
  createdAt!: Date;

  /** How the sender's register names it, such as `L-2026-0001`; also the directory into which it is dispatched. */
  get number(): string {
    return numberOf(this);
  }

  /** @throws LetterFrozenError, LetterVersionError when the text was saved since the caller read it */
  edit(version: number): void {
    if (!EDITABLE_STATES.includes(this.state))
      throw new LetterFrozenError(`${this.number} is ${this.state}.`, { state: this.state });
    this.assertVersion(version);
    this.version += 1;
    this.state = stateAfterEdit(this.state);
  }

  /** @throws LetterVersionError */
  assertVersion(version: number): void {
    if (version === this.version) return;
    const detail = `You read version ${version}; ${this.number} is at version ${this.version}.`;
    throw new LetterVersionError(detail, { version: this.version });
  }

  /** @throws IllegalTransitionError */
  moveTo(state: LetterState): void {
    assertTransition<LetterState>(LETTER_TRANSITIONS, this.state, state);
    this.state = state;
  }
}
