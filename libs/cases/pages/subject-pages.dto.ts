import { ApiProperty } from '@nestjs/swagger';
import { omit } from '@app/platform';
import { type AlertStage, SUBJECT_KINDS, type SubjectKind } from '@app/alerts';
import { ACCOUNT_STATUSES, type AccountStatus, ENTITY_KINDS, type EntityKind } from '../case-terms';
import { CaseView, toCaseView } from '../cases.dto';
import { ENTITY_SOURCES, type EntitySource } from '../entities/case-entity.entity';
import {
  type AlertSpan,
  type Companion,
  COUNTED,
  LOOKED_INTO,
  type NamingAlert,
} from './subject-pages.queries';
import type { AccountAppearance, AccountPage, EntityAppearance, EntityPage } from './subject-pages.service';

/** A case in which an account is a subject. */
export class AppearanceView {
  @ApiProperty({ type: CaseView }) case!: CaseView;
  @ApiProperty({ enum: ACCOUNT_STATUSES }) status!: AccountStatus;
  @ApiProperty() source!: string;
  @ApiProperty({ format: 'date-time' }) addedAt!: string;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ type: String, nullable: true }) decidedBy!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) decidedAt!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of its traffic, what belongs to the campaign.' })
  share!: number | null;
  @ApiProperty({ type: String, nullable: true }) shareBasis!: string | null;
}

/** A case that has an entity. */
export class EntityAppearanceView {
  @ApiProperty({ type: CaseView }) case!: CaseView;
  @ApiProperty({ enum: ENTITY_SOURCES }) source!: EntitySource;
  @ApiProperty({ format: 'date-time' }) addedAt!: string;
}

/** An alert that names an account or entity. */
export class NamingAlertView {
  @ApiProperty({ format: 'uuid' }) alertId!: string;
  @ApiProperty({ format: 'uuid' }) detectorId!: string;
  @ApiProperty() type!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ minimum: 1, maximum: 4 }) severity!: number;
  @ApiProperty() stage!: AlertStage;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) caseId!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) caseNumber!: number | null;
  @ApiProperty({ format: 'date-time' }) occurredFrom!: string;
  @ApiProperty({ format: 'date-time' }) occurredTo!: string;
  @ApiProperty({ format: 'date-time', description: 'When it first arrived here.' }) firstSeenAt!: string;
  @ApiProperty({ format: 'date-time', description: 'When it last arrived here.' }) lastSeenAt!: string;
}

/** Something that alerts name together with an account or entity. */
export class CompanionView {
  @ApiProperty({ enum: SUBJECT_KINDS }) kind!: SubjectKind;
  @ApiProperty() value!: string;
  @ApiProperty({ type: 'integer', description: `Alerts that name both, of the latest ${LOOKED_INTO}.` })
  alerts!: number;
}

/** How many cases there are. */
export class CaseCountView {
  @ApiProperty({ type: 'integer', description: `Counted to ${COUNTED}.` }) count!: number;
  @ApiProperty({ description: 'There are more than were counted.' }) isMore!: boolean;
}

/** How many alerts there are, and from when to when. */
export class AlertSpanView {
  @ApiProperty({ type: 'integer', description: `Counted to ${COUNTED}; the instants are of these.` })
  count!: number;
  @ApiProperty({ description: 'There are more than were counted.' }) isMore!: boolean;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) firstSeenAt!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) lastSeenAt!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) firstOccurredAt!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) lastOccurredAt!: string | null;
}

/** What is held of an account in its cases. */
export class AccountStandingView {
  @ApiProperty({ type: 'integer' }) suspected!: number;
  @ApiProperty({ type: 'integer' }) confirmed!: number;
  @ApiProperty({ type: 'integer' }) cleared!: number;
}

/** Where an account was seen: all cases and alerts. */
export class AccountPageView {
  @ApiProperty() accountId!: string;
  @ApiProperty({ type: CaseCountView }) cases!: CaseCountView;
  @ApiProperty({ type: AccountStandingView, description: 'Cases by what they hold of it.' })
  standing!: AccountStandingView;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Shares of its traffic together, of the cases that have not cleared it.',
  })
  shareSum!: number | null;
  @ApiProperty({ description: 'Its cases claim more of its traffic than there is.' })
  isOverclaimed!: boolean;
  @ApiProperty({ type: AlertSpanView }) alerts!: AlertSpanView;
  @ApiProperty({ type: [AppearanceView], description: 'The latest 20.' }) latestCases!: AppearanceView[];
  @ApiProperty({ type: [NamingAlertView], description: 'The latest 20.' }) latestAlerts!: NamingAlertView[];
  @ApiProperty({ type: [CompanionView], description: 'Entities seen with it, the first 20.' })
  entities!: CompanionView[];
}

/** Where an entity was seen: all cases and alerts. */
export class EntityPageView {
  @ApiProperty({ enum: ENTITY_KINDS }) kind!: EntityKind;
  @ApiProperty() value!: string;
  @ApiProperty({ type: CaseCountView }) cases!: CaseCountView;
  @ApiProperty({ type: AlertSpanView }) alerts!: AlertSpanView;
  @ApiProperty({ type: [EntityAppearanceView], description: 'The latest 20.' })
  latestCases!: EntityAppearanceView[];
  @ApiProperty({ type: [NamingAlertView], description: 'The latest 20.' }) latestAlerts!: NamingAlertView[];
  @ApiProperty({ type: [CompanionView], description: 'Accounts named with it, the first 20.' })
  accounts!: CompanionView[];
}

/** Shows where an account is a subject. */
export const toAppearanceView = (found: AccountAppearance): AppearanceView => ({
  ...omit(found, 'caseId'),
  case: toCaseView(found.case),
  addedAt: found.addedAt.toISOString(),
  decidedAt: found.decidedAt?.toISOString() ?? null,
});

/** Shows a case that has an entity. */
export const toEntityAppearanceView = (found: EntityAppearance): EntityAppearanceView => ({
  case: toCaseView(found.case),
  source: found.source,
  addedAt: found.addedAt.toISOString(),
});

/** Shows an alert that names something. */
export const toNamingAlertView = ({ id, ...alert }: NamingAlert): NamingAlertView => ({
  alertId: id,
  ...alert,
  occurredFrom: alert.occurredFrom.toISOString(),
  occurredTo: alert.occurredTo.toISOString(),
  firstSeenAt: alert.firstSeenAt.toISOString(),
  lastSeenAt: alert.lastSeenAt.toISOString(),
});

/** Shows what is named together. */
export const toCompanionView = (companion: Companion): CompanionView => companion;

/** Shows an account's page. */
export function toAccountPageView(accountId: string, page: AccountPage): AccountPageView {
  const { shareSum, ...standing } = page.tally;
  return {
    accountId,
    cases: toCaseCountView(standing.suspected + standing.confirmed + standing.cleared),
    standing,
    shareSum,
    isOverclaimed: (shareSum ?? 0) > 1,
    alerts: toAlertSpanView(page.alerts),
    latestCases: page.latestCases.map(toAppearanceView),
    latestAlerts: page.latestAlerts.map(toNamingAlertView),
    entities: page.entities.map(toCompanionView),
  };
}

/** Shows an entity's page. */
export const toEntityPageView = (kind: EntityKind, value: string, page: EntityPage): EntityPageView => ({
  kind,
  value,
  cases: toCaseCountView(page.cases),
  alerts: toAlertSpanView(page.alerts),
  latestCases: page.latestCases.map(toEntityAppearanceView),
  latestAlerts: page.latestAlerts.map(toNamingAlertView),
  accounts: page.accounts.map(toCompanionView),
});

const toCaseCountView = (count: number): CaseCountView => ({
  count: Math.min(count, COUNTED),
  isMore: count > COUNTED,
});

const toAlertSpanView = (span: AlertSpan): AlertSpanView => ({
  count: Math.min(span.count, COUNTED),
  isMore: span.count > COUNTED,
  firstSeenAt: span.firstSeenAt?.toISOString() ?? null,
  lastSeenAt: span.lastSeenAt?.toISOString() ?? null,
  firstOccurredAt: span.firstOccurredAt?.toISOString() ?? null,
  lastOccurredAt: span.lastOccurredAt?.toISOString() ?? null,
});
