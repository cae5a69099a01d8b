import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Explanation } from '../correlation/rule-set';

/** What became of a proposal: open until a person decides, or until the question no longer arises. */
export const PROPOSAL_STATUSES = ['open', 'accepted', 'declined', 'superseded'] as const;
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];

/**
 * That an alert without a case may belong to one: it shares too much with it to be left alone, too little to be put in.
 *
 * There are no foreign keys: correlation would wait for whoever holds a case or an alert, and they for it. Alerts and
 * cases refuse deletion.
 */
@Entity('correlation_proposals')
@Index('uq_correlation_proposals_alert_id_case_id', ['alertId', 'caseId'], {
  unique: true,
  where: `status = 'open'`,
})
@Index('ix_correlation_proposals_alert_id_id', ['alertId', 'id'])
@Index('ix_correlation_proposals_case_id_status_id', ['caseId', 'status', 'id'])
@Index('ix_correlation_proposals_status_id', ['status', 'id'])
@Check('ck_correlation_proposals_status', `status IN ('open', 'accepted', 'declined', 'superseded')`)
@Check(
  'ck_correlation_proposals_settled',
  `(status = 'open') = (settled_at IS NULL) AND (settled_at IS NULL) = (settled_by IS NULL)`,
)
export class CorrelationProposal {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  alertId!: string;

  @Column('uuid')
  caseId!: string;

  /** The alert of the case with which it shares most. */
  @Column('uuid')
  nearestAlertId!: string;

  /** Points that it shares with that alert. */
  @Column('integer')
  score!: number;

  @Column('jsonb')
  explanation!: Explanation;

  @Column('text')
  status!: ProposalStatus;

  @Column('timestamptz')
  raisedAt!: Date;

  /** When its score last changed. */
  @Column('timestamptz')
  scoredAt!: Date;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;

  /** Id of the person or job. */
  @Column('text', { nullable: true })
  settledBy!: string | null;

  @Column('text', { nullable: true })
  settledByName!: string | null;

  /** Why it was settled so. */
  @Column('text', { nullable: true })
  reason!: string | null;
}
