import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, contentHash, type FieldError, ForbiddenError, Outbox, TooLargeError } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { DetectorDisabledError } from '../alerts.problems';
import { announce } from '../correlate-alerts.job';
import { Detector } from '../detectors/detector.entity';
import { loadRouting, route } from '../routing';
import { type Folded, fold, type Outcome } from './fold';
import { type IntakeItem, isTaken, readItem, type RejectedItem } from './formats/intake-item';
import { countRepeats, createAlerts, holdAlerts, reviseAlerts, setSubjects } from './intake.queries';

/** Items that one delivery holds at most. */
export const DELIVERY_LIMIT = 10_000;

/** What became of one item of a delivery. */
export interface Receipt {
  index: number;
  outcome: Outcome;
  alertId?: string;
  revision?: number;
  errors?: FieldError[];
}

/** What became of a delivery; receipts stand in the order of its items. */
export interface Delivery {
  counts: Record<Outcome, number>;
  receipts: Receipt[];
}

/** The items of one identity, and the id that the alert gets if it is new. */
interface Group {
  alertId: string;
  items: [IntakeItem, ...IntakeItem[]];
}

/** What became of the items of one identity. */
interface Stored extends Folded {
  alertId: string;
  isHidden: boolean;
}

/** Takes what detectors send: repeats are absorbed, changes are revisions, and a bad item keeps no good one out. */
@Injectable()
export class AlertIntake {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /** @throws ForbiddenError, DetectorDisabledError, TooLargeError above `DELIVERY_LIMIT` items */
  async take(actor: Actor, items: readonly unknown[]): Promise<Delivery> {
    if (actor.kind !== 'detector')
      throw new ForbiddenError('Only a detector sends alerts, with a key of its own.');
    if (items.length > DELIVERY_LIMIT) {
      throw new TooLargeError(
        `A delivery holds at most ${DELIVERY_LIMIT} alerts; this one has ${items.length}.`,
        { limit: DELIVERY_LIMIT },
      );
    }
    const read = items.map((item, index) => readItem(actor.id, index, item));
    const rejected = read.filter((item): item is RejectedItem => !isTaken(item));
    const groups = groupByIdentity(read.filter(isTaken));
    return this.db.transaction(async (tx) => {
      const detector = await holdSender(tx, actor);
      const stored = await this.store(tx, detector, groups);
      const delivery = toDelivery(stored, rejected);
      await this.conclude(tx, actor, delivery, new Set(stored.filter(isSeen).map((alert) => alert.alertId)));
      return delivery;
    });
  }

  private async store(
    tx: EntityManager,
    { id: detectorId, sandbox }: Detector,
    groups: Group[],
  ): Promise<Stored[]> {
    if (groups.length === 0) return [];
    const at = this.clock.now();
    const routing = await loadRouting(tx, detectorId, at);
    const firsts = groups.map(({ alertId, items: [item] }) => ({
      alertId,
      item,
      route: route(detectorId, item.content, routing),
    }));
    const created = await createAlerts(tx, detectorId, at, sandbox, firsts);
    const known = groups.filter((group) => !created.has(group.alertId)).map((group) => group.items[0]);
    const held = known.length > 0 ? await holdAlerts(tx, detectorId, known) : [];
    const standing = new Map(held.map((alert) => [alert.fingerprint, alert]));

    const folded = groups.map(({ alertId, items }, place) => {
      const before = standing.get(items[0].fingerprint);
      const isHidden = before?.isHidden ?? (sandbox || firsts[place]!.route.mutedBy !== null);
      return { alertId: before?.id ?? alertId, isHidden, ...fold(items, before) };
    });
    const isNew = firsts.filter((row) => created.has(row.alertId));
    if (isNew.length > 0) await setSubjects(tx, isNew, true);
    const repeated = folded.filter((alert) => alert.repeats > 0 || alert.revisions.length > 0);
    if (repeated.length > 0) await countRepeats(tx, at, repeated);
    const revisions = folded.flatMap(({ alertId, revisions: of }) =>
      of.map((revision) => ({ alertId, ...revision })),
    );
    if (revisions.length > 0) {
      await reviseAlerts(tx, at, revisions);
      const latest = folded.flatMap(({ alertId, revisions: of }) =>
        of.slice(-1).map(({ item }) => ({ alertId, item })),
      );
      await setSubjects(tx, latest, false);
    }
    return folded;
  }

  /** One event for the delivery, and the jobs that look what the new belongs to. */
  private async conclude(
    tx: EntityManager,
    actor: Actor,
    { counts, receipts }: Delivery,
    seen: ReadonlySet<string>,
  ): Promise<void> {
    const alertIds = [
      ...new Set(receipts.flatMap(({ alertId }) => (alertId === undefined ? [] : [alertId]))),
    ].sort();
    await this.audit.record(tx, actor, {
      action: 'alerts.received',
      subjectKind: 'detector',
      subjectId: actor.id,
      details: { ...counts, alerts: alertIds.length, alertIdsDigest: contentHash(alertIds) },
    });
    const changed = [
      ...new Set(
        receipts.filter((r) => r.outcome === 'created' || r.outcome === 'revised').map((r) => r.alertId!),
      ),
    ];
    await announce(
      tx,
      this.outbox,
      changed.filter((alertId) => seen.has(alertId)),
    );
  }
}

/** Held until the delivery is in, so that to switch a detector off is to have its last alert. */
async function holdSender(tx: EntityManager, actor: Actor): Promise<Detector> {
  const detector = await tx.findOne(Detector, {
    where: { id: actor.id },
    lock: { mode: 'pessimistic_read' },
  });
  if (!detector) throw new ForbiddenError('The key belongs to no detector of this installation.');
  if (detector.disabledAt)
    throw new DetectorDisabledError(
      `${detector.name} is disabled since ${detector.disabledAt.toISOString()}.`,
    );
  return detector;
}

/** Alerts of the sandbox and muted ones reach nobody. */
const isSeen = (alert: Stored): boolean => !alert.isHidden;

/** In the order of identities, which every delivery keeps. */
function groupByIdentity(items: readonly IntakeItem[]): Group[] {
  const groups = new Map<string, Group>();
  for (const item of items) {
    const group = groups.get(item.fingerprint);
    if (group) group.items.push(item);
    else groups.set(item.fingerprint, { alertId: uuidv7(), items: [item] });
  }
  return [...groups.values()].sort((a, b) => compare(a.items[0], b.items[0]));
}

function compare(a: IntakeItem, b: IntakeItem): number {
  if (a.content.type !== b.content.type) return a.content.type < b.content.type ? -1 : 1;
  return a.content.sourceRef < b.content.sourceRef ? -1 : 1;
}

function toDelivery(
  folded: readonly (Folded & { alertId: string })[],
  rejected: readonly RejectedItem[],
): Delivery {
  const receipts: Receipt[] = [
    ...folded.flatMap(({ alertId, outcomes }) => outcomes.map((outcome) => ({ ...outcome, alertId }))),
    ...rejected.map(({ index, errors }) => ({ index, outcome: 'rejected' as const, errors })),
  ].sort((a, b) => a.index - b.index);
  const counts: Delivery['counts'] = { created: 0, repeated: 0, revised: 0, rejected: 0 };
  for (const { outcome } of receipts) counts[outcome] += 1;
  return { counts, receipts };
}
