import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, PageQuery } from '@app/platform';
import { ACCOUNT_STATUSES, type AccountStatus } from '@app/cases';
import type { AccountCandidate } from './account-candidate.entity';
import type { AccountCluster } from './account-cluster.entity';
import type { ClusterMember } from './cluster-member.entity';
import type { WithStatus } from './clusters.service';
import { CANDIDATE_TIERS, type CandidateTier, EVIDENCE_FAMILIES, type EvidenceFamily } from './evidence-rows';

/** Which candidates a list shows. */
export class CandidatesQuery extends PageQuery {
  @ChoiceField(CANDIDATE_TIERS, { optional: true })
  tier?: CandidateTier;
}

export class CandidateView {
  @ApiProperty() accountId!: string;
  @ApiProperty({
    enum: ACCOUNT_STATUSES,
    type: String,
    nullable: true,
    description: 'In the case; null where it is not of the case.',
  })
  status!: AccountStatus | null;
  @ApiProperty({ format: 'uuid', description: 'The finding that tells of it.' }) findingId!: string;
  @ApiProperty({
    enum: CANDIDATE_TIERS,
    description: '`ban`, or for a person to `review`; a `look_alike` is told from the campaign, and why.',
  })
  tier!: CandidateTier;
  @ApiProperty({ description: 'How likely it belongs to the campaign, 0 to 1.' }) score!: number;
  @ApiProperty() exchanges!: number;
  @ApiProperty() campaignExchanges!: number;
  @ApiProperty({ enum: EVIDENCE_FAMILIES, isArray: true }) evidence!: EvidenceFamily[];
  @ApiProperty({ type: [String] }) because!: string[];
}

export class ClusterBridgeView {
  @ApiProperty({ description: 'Number of the other cluster.' }) to!: number;
  @ApiProperty({ description: 'Payment instruments on both.' }) instruments!: number;
  @ApiProperty({ description: 'Accounts of both on these.' }) accounts!: number;
}

export class ClusterView {
  @ApiProperty({ description: 'From 1, the largest first; counted anew by each run.' }) number!: number;
  @ApiProperty() accounts!: number;
  @ApiProperty({ description: 'Of these, listed in the case when the run began.' }) inCase!: number;
  @ApiProperty() exchanges!: number;
  @ApiProperty({ enum: EVIDENCE_FAMILIES, isArray: true, description: 'What ties at least half of them.' })
  evidence!: EvidenceFamily[];
  @ApiProperty({ type: [String] }) because!: string[];
  @ApiProperty({ type: [ClusterBridgeView] }) bridges!: ClusterBridgeView[];
}

export class ClusterMemberView {
  @ApiProperty() accountId!: string;
  @ApiProperty({ description: 'Listed in the case when the run began.' }) inCase!: boolean;
  @ApiProperty({
    enum: ACCOUNT_STATUSES,
    type: String,
    nullable: true,
    description: 'In the case; null where it is not of the case.',
  })
  status!: AccountStatus | null;
  @ApiProperty({ description: 'How much of what ties it to any cluster ties it to this one, 0 to 1.' })
  strength!: number;
  @ApiProperty({ enum: EVIDENCE_FAMILIES, isArray: true }) evidence!: EvidenceFamily[];
  @ApiProperty({ type: [String] }) because!: string[];
}

export const toCandidateView = (row: WithStatus<AccountCandidate>): CandidateView => ({
  accountId: row.accountId,
  status: row.status,
  findingId: row.findingId,
  tier: row.tier,
  score: row.score,
  exchanges: Number(row.exchanges),
  campaignExchanges: Number(row.campaignExchanges),
  evidence: row.evidence,
  because: row.because,
});

export const toClusterView = (row: AccountCluster): ClusterView => ({
  number: row.number,
  accounts: row.accounts,
  inCase: row.inCase,
  exchanges: Number(row.exchanges),
  evidence: row.evidence,
  because: row.because,
  bridges: row.bridges,
});

export const toClusterMemberView = (row: WithStatus<ClusterMember>): ClusterMemberView => ({
  accountId: row.accountId,
  inCase: row.inCase,
  status: row.status,
  strength: row.strength,
  evidence: row.evidence,
  because: row.because,
});
