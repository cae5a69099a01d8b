import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ChoiceField,
  ChoiceListField,
  FlagField,
  InstantField,
  IntField,
  invalidInput,
  ObjectField,
  PageQuery,
  type Problem,
  ProblemView,
  TextField,
  TextListField,
  toProblem,
  UuidField,
  UuidListField,
  whom,
  WhoField,
} from '@app/platform';
import type { Actor } from '@app/audit';
import { AlertView, toAlertView } from '../alerts.dto';
import {
  ALERT_RESOLUTIONS,
  ALERT_STAGES,
  type AlertResolution,
  type AlertStage,
  CHOSEN_STAGES,
  type ChosenStage,
} from '../alert-stage';
import { ACT_NAMES, type ActName, type AlertAct } from './alert-act';
import { BULK_LIMIT, type BulkResult } from './inbox.service';
import {
  INBOX_ORDERS,
  INCLUDABLE,
  type Includable,
  type InboxFilter,
  type InboxOrder,
} from './inbox.queries';

/** Several words of a list in a query: said again (`stage=New&stage=InProgress`) or with commas. */
const Several = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    [value].flat().flatMap((part) => (typeof part === 'string' ? part.split(',') : [part])),
  );

const SEVERITIES = ['1', '2', '3', '4'] as const;

/** Which alerts the inbox shows; all of it must hold. */
export class InboxQuery extends PageQuery {
  @UuidField({ optional: true }) queueId?: string;
  @Several()
  @ChoiceListField(ALERT_STAGES, { optional: true, description: 'One or several.' })
  stage?: AlertStage[];
  @Several()
  @ChoiceListField(SEVERITIES, { optional: true, description: 'One or several.' })
  severity?: string[];
  @IntField({ optional: true, min: 1, max: 4 }) minimumSeverity?: number;
  @UuidField({ optional: true }) detectorId?: string;
  @TextField({ optional: true, max: 100 }) type?: string;
  @WhoField() assignee?: string;
  @TextField({ optional: true, max: 100, description: 'Of the detector or of people.' }) tag?: string;
  @UuidField({ optional: true }) caseId?: string;
  @FlagField({ description: 'Only alerts that no case has.' }) unassigned?: boolean;
  @Several()
  @ChoiceListField(INCLUDABLE, {
    optional: true,
    description: 'What is left out otherwise: alerts that are snoozed, muted, or of the sandbox.',
  })
  include?: Includable[];
  @ChoiceField(INBOX_ORDERS, { optional: true, description: '`newest` unless said.' }) sort?: InboxOrder;
}

/**
 * What a query asks for. A detector sees its own alerts, and of these all; how people handle them it cannot ask for.
 * @throws InvalidInputError
 */
export function toInboxFilter(actor: Actor, query: InboxQuery): InboxFilter {
  const untold = (['queueId', 'assignee'] as const).filter((name) => query[name] !== undefined);
  if (actor.kind === 'detector' && untold.length > 0)
    throw invalidInput(
      untold.map((name) => ({ pointer: `?${name}`, detail: "is not told to a detector's key" })),
    );
  const { limit: _, cursor: __, assignee, severity, include = [], sort = 'newest', ...filter } = query;
  const assigneeId = whom(assignee, actor.id);
  return {
    ...filter,
    ...(severity ? { severity: severity.map(Number) } : {}),
    ...(assigneeId === undefined ? {} : { assigneeId }),
    sort,
    include: actor.kind === 'detector' ? INCLUDABLE : include,
    ...(actor.kind === 'detector' ? { detectorId: actor.id } : {}),
  };
}

/** Whom to give an alert to. */
export class AssignAlert {
  @UuidField() assigneeId!: string;
}

/** Until when to leave an alert out of the inbox. */
export class SnoozeAlert {
  @InstantField({ description: 'In the future; then it is back by itself.', example: '2026-06-15T08:00:00Z' })
  until!: string;
}

/** The queue to move an alert to. */
export class QueueAlert {
  @UuidField() queueId!: string;
}

const TAGS = { optional: true, max: 100, maxItems: 50 };

/** Tags that people put on an alert and take off; those of the detector stay. */
export class TagAlert {
  @TextListField(TAGS) add?: string[];
  @TextListField(TAGS) remove?: string[];
}

/** Where an alert is to go. */
export class MoveAlert {
  @ChoiceField(CHOSEN_STAGES) stage!: ChosenStage;
  @ChoiceField(ALERT_RESOLUTIONS, { optional: true, description: 'Needed to close.' })
  resolution?: AlertResolution;
  @TextField({ optional: true, max: 5_000, description: 'Needed to close: why.' }) summary?: string;
}

/** An act and what belongs to it. */
export class ActOnAlerts {
  @ChoiceField(ACT_NAMES) act!: ActName;
  @UuidField({ optional: true, description: 'To assign.' }) assigneeId?: string;
  @InstantField({ optional: true, description: 'To snooze.' }) until?: string;
  @UuidField({ optional: true, description: 'To move.' }) queueId?: string;
  @ChoiceField(CHOSEN_STAGES, { optional: true, description: 'For a transition.' }) stage?: ChosenStage;
  @ChoiceField(ALERT_RESOLUTIONS, { optional: true, description: 'For a transition that closes.' })
  resolution?: AlertResolution;
  @TextField({ optional: true, max: 5_000, description: 'For a transition that closes: why.' })
  summary?: string;
  @TextListField({ ...TAGS, description: 'To tag.' }) add?: string[];
  @TextListField({ ...TAGS, description: 'To tag.' }) remove?: string[];
}

/** One act on many alerts. */
export class BulkActOnAlerts {
  @UuidListField({ maxItems: BULK_LIMIT }) alertIds!: string[];
  @ObjectField(() => ActOnAlerts) act!: ActOnAlerts;
}

type Member = Exclude<keyof ActOnAlerts, 'act'>;
const MEMBERS_OF: Readonly<Record<ActName, { needed: readonly Member[]; may: readonly Member[] }>> = {
  assign: { needed: ['assigneeId'], may: [] },
  take: { needed: [], may: [] },
  release: { needed: [], may: [] },
  snooze: { needed: ['until'], may: [] },
  wake: { needed: [], may: [] },
  move: { needed: ['queueId'], may: [] },
  transition: { needed: ['stage'], may: ['resolution', 'summary'] },
  tag: { needed: [], may: ['add', 'remove'] },
};

/** The act that a bulk body says. @throws InvalidInputError naming members that are missing or belong to other acts */
export function toAct(actor: Actor, body: ActOnAlerts): AlertAct {
  const { act, ...said } = body;
  const { needed, may } = MEMBERS_OF[act];
  const errors = [
    ...needed
      .filter((member) => said[member] === undefined)
      .map((member) => ({ pointer: `/act/${member}`, detail: `is needed to ${act}` })),
    ...(Object.keys(said) as Member[])
      .filter((member) => said[member] !== undefined && ![...needed, ...may].includes(member))
      .map((member) => ({ pointer: `/act/${member}`, detail: `does not belong to ${act}` })),
  ];
  if (errors.length > 0) throw invalidInput(errors);
  switch (act) {
    case 'assign':
      return { act, assigneeId: said.assigneeId! };
    case 'take':
      return { act, assigneeId: actor.id };
    case 'snooze':
      return { act, until: new Date(said.until!) };
    case 'move':
      return { act, queueId: said.queueId! };
    case 'transition':
      return { act, stage: said.stage!, ...outcomeOf(said) };
    case 'tag':
      return { act, add: said.add ?? [], remove: said.remove ?? [] };
    case 'release':
    case 'wake':
      return { act };
  }
}

/** What closing carries, as far as it is said. */
export const outcomeOf = ({
  resolution,
  summary,
}: Pick<MoveAlert, 'resolution' | 'summary'>): Pick<MoveAlert, 'resolution' | 'summary'> => ({
  ...(resolution === undefined ? {} : { resolution }),
  ...(summary === undefined ? {} : { summary }),
});

const OUTCOMES = ['changed', 'unchanged', 'refused'] as const;

/** What became of one alert of a bulk act. */
export class ActResultView {
  @ApiProperty({ format: 'uuid' }) alertId!: string;
  @ApiProperty({ enum: OUTCOMES }) outcome!: (typeof OUTCOMES)[number];
  @ApiProperty({ type: AlertView, required: false, description: 'As it is now, unless refused.' })
  alert?: AlertView;
  @ApiProperty({ type: ProblemView, required: false, description: 'Why it was refused.' }) problem?: Problem;
}

/** How many alerts of a bulk act came to what. */
export class ActCountsView {
  @ApiProperty({ type: 'integer' }) changed!: number;
  @ApiProperty({ type: 'integer' }) unchanged!: number;
  @ApiProperty({ type: 'integer' }) refused!: number;
}

/** What became of a bulk act. */
export class AlertBulkResultView {
  @ApiProperty({ format: 'uuid', description: 'Under which the record has the act.' }) id!: string;
  @ApiProperty({ type: ActCountsView }) counts!: ActCountsView;
  @ApiProperty({ type: [ActResultView], description: 'In the order asked for, each alert once.' })
  results!: ActResultView[];
}

/** A bulk act as the api answers it. */
export const toAlertBulkResultView = ({ id, results }: BulkResult): AlertBulkResultView => {
  const counts: ActCountsView = { changed: 0, unchanged: 0, refused: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return {
    id,
    counts,
    results: results.map((result) =>
      result.outcome === 'refused'
        ? { alertId: result.alertId, outcome: result.outcome, problem: toProblem(result.refusal) }
        : { alertId: result.alertId, outcome: result.outcome, alert: toAlertView(result.alert) },
    ),
  };
};
