import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  Clock,
  ConflictError,
  contentHash,
  invalidInput,
  NotFoundError,
  Outbox,
  type Page,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { User } from '@app/access';
import { Webhooks } from '@app/updates';
import { Alert } from '../alert.entity';
import { happened } from '../alert-happening';
import type { PageOfList } from '../alerts.queries';
import { announce } from '../correlate-alerts.job';
import { AlertQueue } from '../queues/alert-queue.entity';
import { type ActResult, type AlertAct, assertSound, tryAct } from './alert-act';
import { enterTags, forgetTags } from '../alert-tags.queries';
import { holdForAct, type InboxFilter, listInbox, writeStandings } from './inbox.queries';

/** Alerts that one bulk act takes at most. */
export const BULK_LIMIT = 1_000;

/** What became of a bulk act, in the order asked for. */
export interface BulkResult {
  /** Under which the record has the act. */
  id: string;
  results: ActResult<Alert>[];
}

/** The name of each act in the record, when it is done to one alert. */
const ACTIONS: Readonly<Record<AlertAct['act'], string>> = {
  assign: 'alert.assigned',
  take: 'alert.taken',
  release: 'alert.released',
  snooze: 'alert.snoozed',
  wake: 'alert.woken',
  move: 'alert.queued',
  transition: 'alert.moved',
  tag: 'alert.tagged',
};

/** Alerts as they wait for people. */
@Injectable()
export class Inbox {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly webhooks: Webhooks,
  ) {}

  /** A detector sees its own alerts and all of them; a person sees what is not snoozed, muted or of the sandbox. */
  list(filter: InboxFilter, page: PageOfList): Promise<Page<Alert>> {
    return listInbox(this.db.manager, filter, page, this.clock.now());
  }

  /** Does an act to one alert; done already, nothing changes. @throws NotFoundError, InvalidInputError, IllegalTransitionError, ConflictError */
  act(actor: Actor, alertId: string, act: AlertAct): Promise<Alert> {
    return this.db.transaction(async (tx) => {
      const { result, before } = (await this.perform(tx, [alertId], act, ''))[0]!;
      if (result.outcome === 'refused') throw result.refusal;
      if (result.outcome === 'changed') {
        const details = detailsOf(act, before!);
        await this.audit.record(tx, actor, { action: ACTIONS[act.act], subjectId: alertId, details });
      }
      return result.alert;
    });
  }

  /** Does an act to many alerts, to each as it would be done to it alone; one event records it. @throws InvalidInputError */
  actOnMany(actor: Actor, alertIds: readonly string[], act: AlertAct): Promise<BulkResult> {
    const id = uuidv7();
    return this.db.transaction(async (tx) => {
      const results = (await this.perform(tx, [...new Set(alertIds)], act, '/act')).map(
        ({ result }) => result,
      );
      const changed = results.filter((one) => one.outcome === 'changed').map((one) => one.alertId);
      const count = (outcome: string) => results.filter((one) => one.outcome === outcome).length;
      if (changed.length > 0) {
        await this.audit.record(tx, actor, {
          action: 'alerts.acted_on',
          subjectKind: 'bulk_act',
          subjectId: id,
          details: {
            ...detailsOf(act),
            changed: changed.length,
            unchanged: count('unchanged'),
            refused: count('refused'),
            alertIdsDigest: contentHash([...changed].sort()),
          },
        });
      }
      return { id, results };
    });
  }

  /** A number of statements that does not grow with the alerts; `at` is where the request says what to do. */
  private async perform(
    tx: EntityManager,
    alertIds: readonly string[],
    act: AlertAct,
    at: string,
  ): Promise<{ result: ActResult<Alert>; before?: Alert }[]> {
    const now = this.clock.now();
    assertSound(act, now, at);
    await assertNamed(tx, act, at);
    const held = new Map((await holdForAct(tx, alertIds)).map((alert) => [alert.id, alert]));
    const outcomes = alertIds.map((alertId) => {
      const before = held.get(alertId);
      if (before) return { before, result: tryAct(before, act, now) };
      const refusal = new NotFoundError(`No alert has the id ${alertId}.`);
      return { result: { alertId, outcome: 'refused' as const, refusal } };
    });
    const changed = outcomes.flatMap(({ result }) => (result.outcome === 'changed' ? [result.alert] : []));
    const tagged = act.act === 'tag' ? changed.map(({ id }) => id) : [];
    if (tagged.length > 0) await forgetTags(tx, tagged);
    if (changed.length > 0) await writeStandings(tx, changed);
    if (tagged.length > 0) await enterTags(tx, tagged);
    // While it is closed an alert connects nothing and is proposed for nothing.
    const turned = outcomes.flatMap(({ before, result }) =>
      result.outcome === 'changed' && (before?.stage === 'Closed') !== (result.alert.stage === 'Closed')
        ? [result.alertId]
        : [],
    );
    await announce(tx, this.outbox, turned);
    // A closed alert can only be opened again, so whatever changed into closed was closed by this act.
    const closed =
      act.act === 'transition' && act.stage === 'Closed'
        ? changed.map((one) => happened('alert.closed', one, now))
        : [];
    await this.webhooks.announce(tx, closed);
    return outcomes;
  }
}

/** What the act names must be there. @throws InvalidInputError, ConflictError */
async function assertNamed(tx: EntityManager, act: AlertAct, at: string): Promise<void> {
  if (act.act === 'assign') {
    const user = await tx.findOneBy(User, { id: act.assigneeId });
    if (!user) throw invalidInput([{ pointer: `${at}/assigneeId`, detail: 'is not the id of a person' }]);
    if (user.status === 'disabled') throw new ConflictError('This person is disabled and can take nothing.');
  }
  if (act.act === 'move') {
    const queue = await tx.findOneBy(AlertQueue, { id: act.queueId });
    if (!queue) throw invalidInput([{ pointer: `${at}/queueId`, detail: 'is not the id of a queue' }]);
    if (queue.archivedAt) throw new ConflictError(`The queue ${queue.name} is archived.`);
  }
}

/** What the record keeps of an act. */
function detailsOf(act: AlertAct, before?: Alert): Record<string, unknown> {
  const { act: name, ...said } = act;
  const from = !before
    ? {}
    : act.act === 'transition'
      ? { from: before.stage, revision: before.revision }
      : act.act === 'move'
        ? { from: before.queueId }
        : act.act === 'assign' || act.act === 'take' || act.act === 'release'
          ? { from: before.assigneeId }
          : {};
  if (act.act === 'transition') {
    const { stage: to, resolution = null, summary = null } = act;
    return { ...(before ? {} : { act: name }), ...from, to, resolution, summary };
  }
  const until = act.act === 'snooze' ? { until: act.until.toISOString() } : {};
  return { ...(before ? {} : { act: name }), ...from, ...said, ...until };
}
