import { ApiProperty, OmitType } from '@nestjs/swagger';
import {
  ChoiceField,
  PageQuery,
  type Problem,
  ProblemView,
  TextField,
  toProblem,
  UuidField,
  UuidListField,
} from '@app/platform';
import { ExplanationView, toExplanationView } from '../correlation/rules.dto';
import { PROPOSAL_STATUSES, type ProposalStatus } from './correlation-proposal.entity';
import type { ListedProposal } from './proposals.queries';
import type { DecisionResult } from './proposals.service';

/** Which proposals to list. */
export class ProposalsQuery extends PageQuery {
  @ChoiceField(PROPOSAL_STATUSES, { optional: true, description: '`open` unless said.' })
  status?: ProposalStatus;
  @UuidField({ optional: true }) caseId?: string;
  @UuidField({ optional: true }) alertId?: string;
}

/** Which proposals of one case or alert to list. */
export class OwnProposalsQuery extends OmitType(ProposalsQuery, ['caseId', 'alertId'] as const) {}

/** That the alert belongs to the case. */
export class AcceptProposal {
  @TextField({ optional: true, max: 2_000, example: 'The same reseller.' }) reason?: string;
}

/** That the alert does not belong to the case. */
export class DeclineProposal {
  @TextField({ max: 2_000, example: 'A card of a family.' }) reason!: string;
}

const DECISIONS = ['accept', 'decline'] as const;

/** A decision on many proposals. */
export class DecideProposals {
  @UuidListField({ maxItems: 1_000 }) ids!: string[];
  @ChoiceField(DECISIONS, { example: 'decline' }) decision!: (typeof DECISIONS)[number];
  @TextField({ optional: true, max: 2_000, description: 'Needed to decline.', example: 'Another network.' })
  reason?: string;
}

/** That an alert may belong to a case. */
export class ProposalView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) alertId!: string;
  @ApiProperty() alertType!: string;
  @ApiProperty() alertTitle!: string;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 4 }) alertSeverity!: number;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty({ type: 'integer' }) caseNumber!: number;
  @ApiProperty() caseTitle!: string;
  @ApiProperty({ type: 'integer', description: 'Points, by the rules that the explanation names.' })
  score!: number;
  @ApiProperty({ format: 'uuid', description: 'The alert of the case with which it shares so much.' })
  nearestAlertId!: string;
  @ApiProperty({ type: ExplanationView }) explanation!: ExplanationView;
  @ApiProperty({ enum: PROPOSAL_STATUSES }) status!: ProposalStatus;
  @ApiProperty({ enum: DECISIONS, isArray: true, description: 'What may be decided of it now.' })
  allowed!: (typeof DECISIONS)[number][];
  @ApiProperty({ format: 'date-time' }) raisedAt!: string;
  @ApiProperty({ format: 'date-time', description: 'When its score last changed.' }) scoredAt!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) settledAt!: string | null;
  @ApiProperty({ nullable: true, type: String }) settledByName!: string | null;
  @ApiProperty({ nullable: true, type: String, description: 'Why it was settled so.' })
  reason!: string | null;
}

const OUTCOMES = ['changed', 'unchanged', 'refused'] as const;

/** What came of the decision on one proposal. */
export class DecisionResultView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: OUTCOMES }) outcome!: (typeof OUTCOMES)[number];
  @ApiProperty({ type: ProposalView, required: false, description: 'As it is now, unless refused.' })
  proposal?: ProposalView;
  @ApiProperty({ type: ProblemView, required: false, description: 'Why it was refused.' }) problem?: Problem;
}

/** Shows a proposal. */
export const toProposalView = (proposal: ListedProposal): ProposalView => ({
  id: proposal.id,
  alertId: proposal.alertId,
  alertType: proposal.alertType,
  alertTitle: proposal.alertTitle,
  alertSeverity: proposal.alertSeverity,
  caseId: proposal.caseId,
  caseNumber: proposal.caseNumber,
  caseTitle: proposal.caseTitle,
  score: proposal.score,
  nearestAlertId: proposal.nearestAlertId,
  explanation: toExplanationView(proposal.explanation),
  status: proposal.status,
  allowed: proposal.status === 'open' ? [...DECISIONS] : [],
  raisedAt: proposal.raisedAt.toISOString(),
  scoredAt: proposal.scoredAt.toISOString(),
  settledAt: proposal.settledAt?.toISOString() ?? null,
  settledByName: proposal.settledByName,
  reason: proposal.reason,
});

/** Shows what came of a decision. */
export const toDecisionResultView = (result: DecisionResult): DecisionResultView =>
  result.outcome === 'refused'
    ? { id: result.id, outcome: result.outcome, problem: toProblem(result.refusal) }
    : { id: result.id, outcome: result.outcome, proposal: toProposalView(result.proposal) };
