import { ApiProperty } from '@nestjs/swagger';
import type { Actor } from '@app/audit';
import type { CaseLabel } from '@app/cases';
import type { BlastRadius } from './blast-radius';
import { actsOf, ORDER_ACTS, type OrderAct, type OrderStanding } from './order-acts';
import type { OrderApproval } from './order-approval.entity';
import type { OrderItem } from './order-item.entity';
import {
  ITEM_REASONS,
  ITEM_STATES,
  ORDER_ACTIONS,
  ORDER_OUTCOMES,
  ORDER_STATUSES,
  ORDER_TRANSITIONS,
} from './order-status';
import type { Order } from './order.entity';

/** An organisation that the order reaches into. */
export class OrganisationHitView {
  @ApiProperty() orgId!: string;
  @ApiProperty({ type: String, nullable: true }) orgName!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) seats!: number | null;
  @ApiProperty({ type: 'integer', description: 'Accounts that the organisation has.' }) accounts!: number;
  @ApiProperty({ type: 'integer' }) inOrder!: number;
  @ApiProperty({ description: 'Nobody of it would be left.' }) isWhole!: boolean;
}

/** The organisations that the order reaches into. */
export class OrganisationHitsView {
  @ApiProperty({ type: 'integer' }) touched!: number;
  @ApiProperty({ type: 'integer' }) whole!: number;
  @ApiProperty({
    type: [OrganisationHitView],
    description: 'Whole ones first, then by accounts in the order; 100 at most.',
  })
  largest!: OrganisationHitView[];
}

/** One day of what the order's accounts did. */
export class ActivityDayView {
  @ApiProperty({ format: 'date', description: 'UTC' }) day!: string;
  @ApiProperty({ type: 'integer' }) requests!: number;
  @ApiProperty({ type: 'integer' }) accounts!: number;
}

/** What the order's accounts did on the last days of the snapshot. */
export class RecentActivityView {
  @ApiProperty({ format: 'date' }) from!: string;
  @ApiProperty({ format: 'date' }) to!: string;
  @ApiProperty({ type: 'integer', description: 'With a request on one of these days.' }) accounts!: number;
  @ApiProperty({ type: [ActivityDayView], description: 'A day without any is left out.' })
  days!: ActivityDayView[];
}

/** Payment instruments of the order's accounts. */
export class InstrumentHitsView {
  @ApiProperty({ type: 'integer' }) total!: number;
  @ApiProperty({ type: 'integer', description: 'Those that also pay for accounts outside the order.' })
  shared!: number;
  @ApiProperty({ type: 'integer' }) accountsOutside!: number;
}

/** What a snapshot knows of the order's accounts. */
export class AccountFactsView {
  @ApiProperty({ format: 'uuid' }) snapshotId!: string;
  @ApiProperty() snapshotHash!: string;
  @ApiProperty({ type: 'integer', description: 'Accounts that the snapshot does not have.' })
  unknown!: number;
  @ApiProperty({ type: 'integer' }) alreadyBanned!: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { enterprise: 2, self_serve: 24_911 },
  })
  contracts!: Record<string, number>;
  @ApiProperty({ type: OrganisationHitsView }) organisations!: OrganisationHitsView;
  @ApiProperty({
    type: RecentActivityView,
    nullable: true,
    description: 'Null where the snapshot has no usage, and of older orders.',
  })
  activity!: RecentActivityView | null;
  @ApiProperty({ type: InstrumentHitsView, nullable: true, description: 'Null of older orders.' })
  instruments!: InstrumentHitsView | null;
}

/** Whom the order would hit. */
export class BlastRadiusView {
  @ApiProperty({ type: 'integer' }) total!: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, example: { confirmed: 24_913 } })
  byCaseStatus!: Record<string, number>;
  @ApiProperty({
    type: AccountFactsView,
    nullable: true,
    description: 'Null where nothing is known; `because` says why.',
  })
  facts!: AccountFactsView | null;
  @ApiProperty({ type: String, nullable: true }) because!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    nullable: true,
    description: 'Accounts of the case that stay as they are, by status there; null of older orders.',
    example: { suspected: 87 },
  })
  staying!: Record<string, number> | null;
}

/** Something that can be done to the order now. */
export class OrderActView {
  @ApiProperty({ enum: ORDER_ACTS }) act!: OrderAct;
  @ApiProperty({ type: String, nullable: true, description: 'Why the caller may not; null if they may.' })
  because!: string | null;
}

/** Who consented to which content, and when. */
export class ApprovalView {
  @ApiProperty() approverId!: string;
  @ApiProperty() approverName!: string;
  @ApiProperty() contentHash!: string;
  @ApiProperty({ format: 'date-time' }) approvedAt!: string;
}

/** An order without what must be counted. */
export class OrderSummaryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer' }) number!: number;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty({ type: 'integer' }) caseNumber!: number;
  @ApiProperty() caseTitle!: string;
  @ApiProperty({ enum: ORDER_ACTIONS }) action!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) revertsOrderId!: string | null;
  @ApiProperty({ enum: ORDER_STATUSES }) status!: string;
  @ApiProperty({ enum: ORDER_OUTCOMES, nullable: true, type: String }) outcome!: string | null;
  @ApiProperty({ type: String, nullable: true }) statusReason!: string | null;
  @ApiProperty({ type: 'integer' }) total!: number;
  @ApiProperty({ description: 'What an approval is bound to.' }) contentHash!: string;
  @ApiProperty({ description: 'SHA-256 of the canonical JSON array of the account ids in order.' })
  accountsDigest!: string;
  @ApiProperty() draftedBy!: string;
  @ApiProperty() draftedByName!: string;
  @ApiProperty({ format: 'date-time' }) draftedAt!: string;
  @ApiProperty({ type: String, nullable: true }) proposedBy!: string | null;
  @ApiProperty({ type: String, nullable: true }) proposedByName!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) proposedAt!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) startedAt!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) finishedAt!: string | null;
  @ApiProperty({ enum: ORDER_STATUSES, isArray: true, description: 'Where it can go from here.' })
  allowed!: string[];
}

/** An order with its blast radius and progress. */
export class OrderView extends OrderSummaryView {
  @ApiProperty({ type: BlastRadiusView }) blastRadius!: BlastRadiusView;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Items by state; they sum to `total`.',
  })
  counts!: Record<string, number>;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Settled items by reason, of those with one.',
  })
  reasons!: Record<string, number>;
  @ApiProperty({ description: 'Items settled a second, while executing.' }) ratePerSecond!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'At this rate; null where there is none.' })
  remainingSeconds!: number | null;
  @ApiProperty({
    format: 'date-time',
    nullable: true,
    type: String,
    description: 'The platform asked for a pause until then.',
  })
  pausedUntil!: string | null;
  @ApiProperty({ type: ApprovalView, nullable: true }) approval!: ApprovalView | null;
  @ApiProperty({
    type: [OrderActView],
    description: 'What can be done to it now, and for each act why the caller may not, if so.',
  })
  acts!: OrderActView[];
  @ApiProperty({
    format: 'uuid',
    nullable: true,
    type: String,
    description: 'The order that undoes this one, unless it was rejected or withdrawn.',
  })
  revertedById!: string | null;
}

/** One account of an order. */
export class OrderItemView {
  @ApiProperty({ format: 'uuid', description: 'Idempotency-Key of the first call.' }) id!: string;
  @ApiProperty({ type: 'integer' }) position!: number;
  @ApiProperty() accountId!: string;
  @ApiProperty({ enum: ITEM_STATES }) state!: string;
  @ApiProperty({ enum: ITEM_REASONS, nullable: true, type: String }) reason!: string | null;
  @ApiProperty({ type: 'integer' }) attempts!: number;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) settledAt!: string | null;
}

/** What is counted of an order when it is read. */
export interface OrderProgress extends OrderStanding {
  ratePerSecond: number;
  approval: OrderApproval | null;
}

/** As it stands in a list. */
export const toOrderSummary = (order: Order, of: CaseLabel): OrderSummaryView => ({
  id: order.id,
  number: Number(order.number),
  caseId: order.caseId,
  caseNumber: of.number,
  caseTitle: of.title,
  action: order.action,
  reason: order.reason,
  revertsOrderId: order.revertsOrderId,
  status: order.status,
  outcome: order.outcome,
  statusReason: order.statusReason,
  total: order.itemCount,
  contentHash: order.contentHash,
  accountsDigest: order.accountsDigest,
  draftedBy: order.draftedBy,
  draftedByName: order.draftedByName,
  draftedAt: order.draftedAt.toISOString(),
  proposedBy: order.proposedBy,
  proposedByName: order.proposedByName,
  proposedAt: order.proposedAt?.toISOString() ?? null,
  startedAt: order.startedAt?.toISOString() ?? null,
  finishedAt: order.finishedAt?.toISOString() ?? null,
  allowed: [...ORDER_TRANSITIONS[order.status]],
});

/** With what was counted when it was read. */
export const toOrderView = (
  order: Order,
  of: CaseLabel,
  progress: OrderProgress,
  actor: Actor,
): OrderView => {
  const { counts, reasons, ratePerSecond, approval } = progress;
  const open = counts.pending + counts.claimed;
  return {
    ...toOrderSummary(order, of),
    blastRadius: toBlastRadius(order.blastRadius),
    counts,
    reasons,
    ratePerSecond,
    remainingSeconds:
      order.status === 'executing' && ratePerSecond > 0 ? Math.ceil(open / ratePerSecond) : null,
    pausedUntil: order.status === 'executing' ? (order.pausedUntil?.toISOString() ?? null) : null,
    approval: approval && {
      approverId: approval.approverId,
      approverName: approval.approverName,
      contentHash: approval.contentHash,
      approvedAt: approval.approvedAt.toISOString(),
    },
    acts: actsOf(order, progress, actor),
    revertedById: progress.revertedById,
  };
};

/** As it was approved, with null for what older orders do not have. */
const toBlastRadius = (of: BlastRadius): BlastRadiusView => ({
  ...of,
  staying: of.staying ?? null,
  facts: of.facts && {
    ...of.facts,
    activity: of.facts.activity ?? null,
    instruments: of.facts.instruments ?? null,
  },
});

/** As it is shown. */
export const toItemView = (item: OrderItem): OrderItemView => ({
  id: item.id,
  position: item.position,
  accountId: item.accountId,
  state: item.state,
  reason: item.reason,
  attempts: item.attempts,
  settledAt: item.settledAt?.toISOString() ?? null,
});
