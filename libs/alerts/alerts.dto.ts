import { ApiProperty } from '@nestjs/swagger';
import { IntField, TextField, UuidField } from '@app/platform';
import type { Actor } from '@app/audit';
import { type AlertContent, SUBJECT_KINDS, type Subject, TLP_LABELS, type Tlp } from './alert-content';
import type { Alert } from './alert.entity';
import { type ContentChange, diffContent } from './content-diff';
import type { AlertRevision } from './alert-revision.entity';
import {
  ALERT_RESOLUTIONS,
  ALERT_STAGES,
  type AlertResolution,
  type AlertStage,
  CHOSEN_STAGES,
  mayJoinCase,
} from './alert-stage';
import { ACT_NAMES, type ActName, allowedActs, allowedStages } from './inbox/alert-act';

/** One thing that an alert is about, as answered. */
export class SubjectView {
  @ApiProperty({ enum: SUBJECT_KINDS }) kind!: string;
  @ApiProperty() value!: string;
}

/** An alert in a list. */
export class AlertView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) detectorId!: string;
  @ApiProperty() type!: string;
  @ApiProperty() sourceRef!: string;
  @ApiProperty({ description: 'SHA-256 of the identity: detector, type, sourceRef.' }) fingerprint!: string;
  @ApiProperty({ description: 'SHA-256 of what the latest revision claims.' }) contentHash!: string;
  @ApiProperty({ type: 'integer' }) revision!: number;
  @ApiProperty() title!: string;
  @ApiProperty({ nullable: true, type: String }) description!: string | null;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 4 }) severity!: number;
  @ApiProperty({ nullable: true, type: Number }) confidence!: number | null;
  @ApiProperty({ enum: TLP_LABELS }) tlp!: Tlp;
  @ApiProperty() analyticName!: string;
  @ApiProperty({ nullable: true, type: String }) analyticVersion!: string | null;
  @ApiProperty({ type: [String], description: 'Of the detector.' }) tags!: string[];
  @ApiProperty({ type: [String], description: 'Of people.' }) staffTags!: string[];
  @ApiProperty({ format: 'date-time' }) occurredFrom!: string;
  @ApiProperty({ format: 'date-time' }) occurredTo!: string;
  @ApiProperty({ format: 'date-time' }) detectedAt!: string;
  @ApiProperty({ type: 'integer', description: 'How often the same was sent again.' }) repeats!: number;
  @ApiProperty({ format: 'date-time' }) firstSeenAt!: string;
  @ApiProperty({ format: 'date-time' }) lastSeenAt!: string;
  @ApiProperty({ enum: ALERT_STAGES }) stage!: AlertStage;
  @ApiProperty({ enum: CHOSEN_STAGES, isArray: true, description: 'Where a person may move it now.' })
  allowed!: AlertStage[];
  @ApiProperty({ enum: ACT_NAMES, isArray: true, description: 'What a person may do to it now.' })
  allowedActs!: ActName[];
  @ApiProperty({ description: 'Whether a case may take it now, a new one or one that is there.' })
  mayJoinCase!: boolean;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) inProgressAt!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) importedAt!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) closedAt!: string | null;
  @ApiProperty({ enum: ALERT_RESOLUTIONS, nullable: true, type: String }) resolution!: AlertResolution | null;
  @ApiProperty({ nullable: true, type: String }) summary!: string | null;
  @ApiProperty({ format: 'uuid', nullable: true, type: String }) caseId!: string | null;
  @ApiProperty({ format: 'uuid', description: 'The queue in which people see it.' }) queueId!: string;
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Who handles it.' })
  assigneeId!: string | null;
  @ApiProperty({
    format: 'date-time',
    nullable: true,
    type: String,
    description: 'Until when it is left out of the inbox.',
  })
  snoozedUntil!: string | null;
  @ApiProperty({ description: 'Sent while its detector was in the sandbox.' }) sandbox!: boolean;
  @ApiProperty({
    format: 'uuid',
    nullable: true,
    type: String,
    description: 'The muting rule that keeps it from the inbox.',
  })
  mutedBy!: string | null;
}

/** What an alert claimed at one time, as answered. */
export class AlertRevisionView {
  @ApiProperty({ type: 'integer' }) revision!: number;
  @ApiProperty({ description: 'SHA-256 of the claim (RFC 8785), `detectedAt` left out.' })
  contentHash!: string;
  @ApiProperty({ format: 'date-time' }) receivedAt!: string;
  @ApiProperty({ type: Object, description: 'The claim in the one form that every format is brought to.' })
  content!: AlertContent;
}

/** One alert whole. */
export class AlertDetailView extends AlertView {
  @ApiProperty({ type: [SubjectView], description: 'Of the latest revision.' }) subjects!: SubjectView[];
  @ApiProperty({ type: [AlertRevisionView], description: 'The latest 20, latest first.' })
  revisions!: AlertRevisionView[];
}

/** An alert as the api lists it. */
export const toAlertView = (alert: Alert): AlertView => {
  const { detector: _, ...row } = alert;
  return {
    ...row,
    allowed: allowedStages(alert.stage),
    allowedActs: allowedActs(alert),
    mayJoinCase: mayJoinCase(alert),
    occurredFrom: alert.occurredFrom.toISOString(),
    occurredTo: alert.occurredTo.toISOString(),
    detectedAt: alert.detectedAt.toISOString(),
    firstSeenAt: alert.firstSeenAt.toISOString(),
    lastSeenAt: alert.lastSeenAt.toISOString(),
    inProgressAt: alert.inProgressAt?.toISOString() ?? null,
    importedAt: alert.importedAt?.toISOString() ?? null,
    closedAt: alert.closedAt?.toISOString() ?? null,
    snoozedUntil: alert.snoozedUntil?.toISOString() ?? null,
  };
};

/** What is told to a detector of how people handle its alert: nothing, so that it neither learns nor works around it. */
const UNTOLD = {
  staffTags: [],
  assigneeId: null,
  snoozedUntil: null,
  mutedBy: null,
  allowed: [],
  allowedActs: [],
  mayJoinCase: false,
};

/** An alert as the api lists it to somebody: to its detector with what came of it, and without how people handle it. */
export const toAlertViewFor = (actor: Pick<Actor, 'kind'>, alert: Alert): AlertView =>
  actor.kind === 'detector' ? { ...toAlertView(alert), ...UNTOLD } : toAlertView(alert);

/** A revision as the api answers it. */
export const toRevisionView = (revision: AlertRevision): AlertRevisionView => ({
  revision: revision.revision,
  contentHash: revision.contentHash,
  receivedAt: revision.receivedAt.toISOString(),
  content: revision.content,
});

/** An alert whole, as the api answers it. */
export const toAlertDetailView = (
  actor: Pick<Actor, 'kind'>,
  alert: Alert,
  subjects: Subject[],
  revisions: AlertRevision[],
): AlertDetailView => ({
  ...toAlertViewFor(actor, alert),
  subjects: subjects.map(({ kind, value }) => ({ kind, value })),
  revisions: revisions.map(toRevisionView),
});

/** Under which name alerts are looked for. */
export class SourceRefQuery {
  @TextField({ max: 100 }) type!: string;
  @TextField({ max: 400 }) sourceRef!: string;
  @UuidField({ optional: true }) detectorId?: string;
}

/** With which revision one is compared. */
export class DiffQuery {
  @IntField({ min: 1, max: 2_147_483_647 }) against!: number;
}

/** One member that two revisions do not share, as answered. */
export class ContentChangeView {
  @ApiProperty({ description: 'JSON pointer into the content.' }) pointer!: string;
  @ApiProperty({ enum: ['added', 'removed', 'changed'] }) kind!: ContentChange['kind'];
  @ApiProperty({ required: false, type: Object, description: 'Of a list, the values that went.' })
  from?: unknown;
  @ApiProperty({ required: false, type: Object, description: 'Of a list, the values that came.' })
  to?: unknown;
}

/** What makes one revision of another, as answered. */
export class RevisionDiffView {
  @ApiProperty({ type: 'integer' }) from!: number;
  @ApiProperty({ description: 'SHA-256 of the claim before.' }) fromContentHash!: string;
  @ApiProperty({ type: 'integer' }) to!: number;
  @ApiProperty({ description: 'SHA-256 of the claim after.' }) toContentHash!: string;
  @ApiProperty({ type: [ContentChangeView] }) changes!: ContentChangeView[];
}

/** The way from one revision to another, as the api answers it. */
export const toDiffView = (from: AlertRevision, to: AlertRevision): RevisionDiffView => ({
  from: from.revision,
  fromContentHash: from.contentHash,
  to: to.revision,
  toContentHash: to.contentHash,
  changes: diffContent(from.content, to.content),
});
