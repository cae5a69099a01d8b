import {
  assertTransition,
  ConflictError,
  DomainError,
  type FieldError,
  IllegalTransitionError,
  invalidInput,
} from '@app/platform';
import type { Alert } from '../alert.entity';
import {
  ALERT_TRANSITIONS,
  type AlertResolution,
  type AlertStage,
  CHOSEN_STAGES,
  type ChosenStage,
} from '../alert-stage';

/** Most tags that people may put on one alert. */
export const STAFF_TAG_LIMIT = 50;

/** What a person does to an alert of the inbox; one alert or a thousand, it is the same act under the same rule. */
export type AlertAct =
  /** Gives it to somebody, whoever had it. */
  | { act: 'assign'; assigneeId: string }
  /** Gives it to the one who acts, unless somebody else has it. */
  | { act: 'take'; assigneeId: string }
  | { act: 'release' }
  | { act: 'snooze'; until: Date }
  | { act: 'wake' }
  | { act: 'move'; queueId: string }
  | { act: 'transition'; stage: ChosenStage; resolution?: AlertResolution; summary?: string }
  | { act: 'tag'; add: readonly string[]; remove: readonly string[] };

export const ACT_NAMES = [
  'assign',
  'take',
  'release',
  'snooze',
  'wake',
  'move',
  'transition',
  'tag',
] as const satisfies readonly AlertAct['act'][];
export type ActName = (typeof ACT_NAMES)[number];

/** What the acts decide on and change. */
export type Standing = Pick<
  Alert,
  | 'id'
  | 'stage'
  | 'assigneeId'
  | 'snoozedUntil'
  | 'queueId'
  | 'resolution'
  | 'summary'
  | 'inProgressAt'
  | 'closedAt'
  | 'staffTags'
>;

/** Which acts each stage knows; the console draws its buttons from it. What a case has is handled there. */
export const ACTS_OF_STAGE: Readonly<Record<AlertStage, readonly ActName[]>> = {
  New: ACT_NAMES,
  InProgress: ACT_NAMES,
  Imported: ['tag'],
  Closed: ['transition', 'tag'],
};

/** What may be done to an alert now. */
export function allowedActs(alert: Pick<Alert, 'stage' | 'assigneeId' | 'snoozedUntil'>): ActName[] {
  return ACTS_OF_STAGE[alert.stage].filter(
    (act) =>
      (act !== 'release' || alert.assigneeId !== null) && (act !== 'wake' || alert.snoozedUntil !== null),
  );
}

/** Where a person may move an alert of this stage. */
export function allowedStages(stage: AlertStage): ChosenStage[] {
  return CHOSEN_STAGES.filter((chosen) => ALERT_TRANSITIONS[stage].includes(chosen));
}

/**
 * Checks what can be said wrong about an act whatever the alert; `at` is where the request says it.
 * @throws InvalidInputError naming the members
 */
export function assertSound(act: AlertAct, now: Date, at: string): void {
  const errors: FieldError[] = [];
  if (act.act === 'snooze' && act.until <= now)
    errors.push({ pointer: `${at}/until`, detail: 'must be in the future' });
  if (act.act === 'transition') {
    for (const member of ['resolution', 'summary'] as const) {
      if (act.stage === 'Closed' && act[member] === undefined)
        errors.push({ pointer: `${at}/${member}`, detail: 'is needed to close an alert' });
      if (act.stage !== 'Closed' && act[member] !== undefined)
        errors.push({ pointer: `${at}/${member}`, detail: 'belongs to closing only' });
    }
  }
  if (act.act === 'tag') {
    if (act.add.length + act.remove.length === 0)
      errors.push({ pointer: `${at}/add`, detail: 'add or remove must name a tag' });
    const both = act.add.findIndex((tag) => act.remove.includes(tag));
    if (both >= 0) errors.push({ pointer: `${at}/add/${both}`, detail: 'is to be removed as well' });
  }
  if (errors.length > 0) throw invalidInput(errors);
}

/**
 * The one rule for every act, single or bulk: how an alert that is held stands afterwards. An act that is done
 * already gives an alert as it was. Pure.
 * @throws IllegalTransitionError, ConflictError
 */
export function actOn<A extends Standing>(alert: A, act: AlertAct, now: Date): A {
  if (act.act !== 'transition' && !ACTS_OF_STAGE[alert.stage].includes(act.act)) {
    throw new IllegalTransitionError(`An alert in stage ${alert.stage} takes no "${act.act}".`, {
      from: alert.stage,
      allowed: allowedActs(alert),
    });
  }
  switch (act.act) {
    case 'assign':
      return { ...alert, assigneeId: act.assigneeId };
    case 'take':
      if (alert.assigneeId !== null && alert.assigneeId !== act.assigneeId)
        throw new ConflictError('Somebody else has this alert.', { assigneeId: alert.assigneeId });
      return { ...alert, assigneeId: act.assigneeId };
    case 'release':
      return { ...alert, assigneeId: null };
    case 'snooze':
      return { ...alert, snoozedUntil: act.until };
    case 'wake':
      return { ...alert, snoozedUntil: null };
    case 'move':
      return { ...alert, queueId: act.queueId };
    case 'tag':
      return { ...alert, staffTags: tagged(alert.staffTags, act) };
    case 'transition':
      return moved(alert, act, now);
  }
}

/** Status and outcome are two things: an alert that is open again has no outcome; the record keeps the former one. */
function moved<A extends Standing>(alert: A, act: AlertAct & { act: 'transition' }, now: Date): A {
  assertTransition(ALERT_TRANSITIONS, alert.stage, act.stage);
  if (act.stage === 'Closed') {
    const { resolution, summary } = act;
    return {
      ...alert,
      stage: act.stage,
      resolution,
      summary,
      closedAt: alert.closedAt ?? now,
      snoozedUntil: null,
    };
  }
  return {
    ...alert,
    stage: act.stage,
    resolution: null,
    summary: null,
    inProgressAt: alert.inProgressAt ?? now,
  };
}

/** Sorted by code unit, each once. */
function tagged(tags: readonly string[], { add, remove }: AlertAct & { act: 'tag' }): string[] {
  const next = [...new Set([...tags, ...add])].filter((tag) => !remove.includes(tag)).sort();
  if (next.length > STAFF_TAG_LIMIT)
    throw new ConflictError(`People put at most ${STAFF_TAG_LIMIT} tags on an alert.`, {
      limit: STAFF_TAG_LIMIT,
    });
  return next;
}

/** Whether two standings are the same to whoever reads them. */
export function isSame(a: Standing, b: Standing): boolean {
  return (
    a.stage === b.stage &&
    a.assigneeId === b.assigneeId &&
    a.snoozedUntil?.getTime() === b.snoozedUntil?.getTime() &&
    a.queueId === b.queueId &&
    a.resolution === b.resolution &&
    a.summary === b.summary &&
    a.staffTags.join('\0') === b.staffTags.join('\0')
  );
}

/** What became of one alert of an act. */
export type ActResult<A extends Standing = Standing> =
  | { alertId: string; outcome: 'changed' | 'unchanged'; alert: A }
  | { alertId: string; outcome: 'refused'; refusal: DomainError };

/** The act as it turns out for one alert that is held. */
export function tryAct<A extends Standing>(alert: A, act: AlertAct, now: Date): ActResult<A> {
  try {
    const after = actOn(alert, act, now);
    return { alertId: alert.id, outcome: isSame(alert, after) ? 'unchanged' : 'changed', alert: after };
  } catch (refusal) {
    if (!(refusal instanceof DomainError)) throw refusal;
    return { alertId: alert.id, outcome: 'refused', refusal };
  }
}
