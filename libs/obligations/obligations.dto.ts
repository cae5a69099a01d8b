import { ApiProperty } from '@nestjs/swagger';
import {
  ChoiceField,
  DateField,
  FlagField,
  InstantField,
  PageQuery,
  TextField,
  TextListField,
  UuidField,
} from '@app/platform';
import { OBLIGATION_STATES } from './obligation-state';
import { DETERMINATION_RESULTS, type DeterminationResult, FACT_KEY_NAMES, type FactKey } from './regime';

/** A dated fact of the case. */
export class RecordFact {
  @ChoiceField(FACT_KEY_NAMES, { example: 'aware' }) key!: FactKey;
  @InstantField({ description: 'When it was so.', example: '2026-06-05T17:20:00+02:00' }) at!: string;
  @TextField({
    max: 64,
    description: 'IANA zone in which the people concerned read the instant.',
    example: 'Europe/Brussels',
  })
  zone!: string;
  @TextField({ max: 1_000, description: 'What shows it.', example: 'Minutes of the incident call' })
  source!: string;
  @TextField({ optional: true, max: 2_000, example: 'Counsel was on the call.' }) note?: string;
  @UuidField({ optional: true, description: 'The record that this one corrects; `note` then says why.' })
  corrects?: string;
}

/** A decision whether a regime applies. */
export class RecordDetermination {
  @TextField({ max: 100, example: 'US-CA-SB53' }) regimeId!: string;
  @ChoiceField(DETERMINATION_RESULTS, { example: 'not_applicable' }) result!: DeterminationResult;
  @TextField({ max: 4_000, example: 'Outputs were taken, not weights, and nobody was injured.' })
  because!: string;
  @TextField({ optional: true, max: 2_000, example: 'Access to weights comes to light.' }) reopenIf?: string;
  @DateField({
    optional: true,
    description: 'Where the regime has no clock of its own; a day in its zone.',
    example: '2026-06-10',
  })
  targetDate?: string;
  @TextListField({
    optional: true,
    minItems: 1,
    maxItems: 20,
    description: 'Stages that apply; all unless given.',
    example: ['initial_cybersecurity'],
  })
  stages?: string[];
}

/** What went out. */
export class FulfilObligation {
  @InstantField({
    description: 'When it went out; what follows counts from it.',
    example: '2026-06-10T15:00:00Z',
  })
  at!: string;
  @TextField({
    max: 500,
    description: "The authority's or Docket's reference.",
    example: 'Letter 3, dispatch 1',
  })
  reference!: string;
}

/** Which facts to list. */
export class FactsQuery {
  @InstantField({ optional: true, description: 'Facts as they were known then.' })
  readonly asOf?: string;

  @FlagField({ description: 'Every record ever made, corrected ones too; false unless said.' })
  readonly all: boolean = false;
}

/** Which decisions to list. */
export class DeterminationsQuery {
  @FlagField({ description: 'Superseded ones too; false unless said.' })
  readonly all: boolean = false;
}

/** Which clocks to list. */
export class ObligationsQuery extends PageQuery {
  @ChoiceField(['running', 'fulfilled'], { optional: true, description: '`running` unless said.' })
  readonly state: 'running' | 'fulfilled' = 'running';
}

/** A clock to try out. */
export class PreviewClocks {
  @InstantField({ description: 'When the fact would be.', example: '2026-06-05T17:20:00+02:00' }) at!: string;
}

/** One clock of a regime. */
export class StageView {
  @ApiProperty() key!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ description: 'What starts the clock.' }) startsWith!: string;
  @ApiProperty({ example: '72 hours' }) duration!: string;
  @ApiProperty({ type: [String] }) content!: string[];
  @ApiProperty({ type: [String] }) warnings!: string[];
}

/** A regime of the catalogue. */
export class RegimeView {
  @ApiProperty() id!: string;
  @ApiProperty() version!: string;
  @ApiProperty() title!: string;
  @ApiProperty() jurisdiction!: string;
  @ApiProperty({ type: [String] }) authority!: string[];
  @ApiProperty() legalBasis!: string;
  @ApiProperty() instrument!: string;
  @ApiProperty() status!: string;
  @ApiProperty({ type: String, nullable: true, format: 'date' }) effectiveFrom!: string | null;
  @ApiProperty({ example: 'Europe/Brussels' }) zone!: string;
  @ApiProperty() appliesIf!: string;
  @ApiProperty({ enum: FACT_KEY_NAMES, isArray: true }) anchorFacts!: string[];
  @ApiProperty({ type: [StageView] }) stages!: StageView[];
  @ApiProperty({ type: String, nullable: true }) followUp!: string | null;
  @ApiProperty({ type: [String] }) sources!: string[];
  @ApiProperty({ format: 'date' }) verifiedOn!: string;
  @ApiProperty({ enum: ['primary', 'secondary', 'unchecked'] }) verification!: string;
}

/** When a clock would end. */
export class ClockPreviewView {
  @ApiProperty() stage!: string;
  @ApiProperty() title!: string;
  @ApiProperty() dueConservative!: string;
  @ApiProperty() dueStatutory!: string;
  @ApiProperty({ type: [String] }) basis!: string[];
  @ApiProperty({ type: [String] }) warnings!: string[];
}

/** A kind of fact that can be recorded of a case. */
export class FactKeyView {
  @ApiProperty({ enum: FACT_KEY_NAMES }) key!: FactKey;
  @ApiProperty({ example: 'The lab became aware of the incident' }) meaning!: string;
  @ApiProperty({ description: 'May lie ahead of the moment at which it is recorded.' }) isPlanned!: boolean;
}

/** A dated fact of a case. */
export class FactView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty({ enum: FACT_KEY_NAMES }) key!: string;
  @ApiProperty({ description: 'What the key means.' }) meaning!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({
    description: 'The same in its zone.',
    example: '2026-06-05T17:20:00+02:00[Europe/Brussels]',
  })
  local!: string;
  @ApiProperty() zone!: string;
  @ApiProperty() source!: string;
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) corrects!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty() recordedBy!: string;
  @ApiProperty() recordedByName!: string;
}

/** What the catalogue expects; recorded by nobody. */
export class SuggestedDeterminationView {
  @ApiProperty() regimeId!: string;
  @ApiProperty() regimeVersion!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ enum: DETERMINATION_RESULTS }) result!: string;
  @ApiProperty() because!: string;
  @ApiProperty({ type: String, nullable: true }) reopenIf!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) targetDate!: string | null;
}

/** A decision whether a regime applies. */
export class DeterminationView extends SuggestedDeterminationView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty({ type: [String], nullable: true }) stages!: string[] | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) supersedes!: string | null;
  @ApiProperty({ format: 'date-time' }) determinedAt!: string;
  @ApiProperty() determinedBy!: string;
  @ApiProperty() determinedByName!: string;
}

/** A clock with how it came about. */
export class ObligationView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty({ type: 'integer' }) caseNumber!: number;
  @ApiProperty() caseTitle!: string;
  @ApiProperty({ format: 'uuid' }) determinationId!: string;
  @ApiProperty() regimeId!: string;
  @ApiProperty() regimeVersion!: string;
  @ApiProperty() stage!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ type: 'integer' }) occurrence!: number;
  @ApiProperty({ enum: OBLIGATION_STATES }) state!: string;
  @ApiProperty({ description: 'Zone of the authority.' }) zone!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'By the strictest reading; what lists and alerts go by.',
  })
  dueConservative!: string | null;
  @ApiProperty({ type: String, nullable: true, example: '2026-11-02T19:00:00-05:00[America/New_York]' })
  dueConservativeLocal!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'By the reading that counsel may rely on.',
  })
  dueStatutory!: string | null;
  @ApiProperty({ type: String, nullable: true }) dueStatutoryLocal!: string | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Until `dueConservative`; negative when overdue.',
  })
  remainingSeconds!: number | null;
  @ApiProperty() isOverdue!: boolean;
  @ApiProperty({ type: [String], description: 'How the instants came about, step by step.' })
  basis!: string[];
  @ApiProperty({ type: [String] }) warnings!: string[];
  @ApiProperty({ type: String, nullable: true, example: 'us-federal@2026.1' }) calendarVersion!:
    string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) factId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) afterId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) supersedes!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) fulfilledAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) fulfilledReference!: string | null;
  @ApiProperty({ type: String, nullable: true }) fulfilledByName!: string | null;
  @ApiProperty({ type: [String], description: 'Where it can go from here.' }) allowed!: string[];
}
