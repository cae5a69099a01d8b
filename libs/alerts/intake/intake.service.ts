import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, contentHash, type FieldError, ForbiddenError, Outbox, TooLargeError } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { DetectorDisabledError } from '../alerts.problems';
import { enterTags, forgetTags } from '../alert-tags.queries';
import { announce } from '../correlate-alerts.job';
import { keepDeadLetters } from '../dead-letters/dead-letters.queries';
import { Detector } from '../detectors/detector.entity';
import { loadRouting, route, type Routing } from '../routing';
import { type Folded, fold, type Outcome } from './fold';
import { type IntakeItem, isTaken, readItem, type RejectedItem } from './formats/intake-item';
import {
  countRepeats,
  createAlerts,
  findStanding,
  type HeldAlert,
  holdAlerts,
  replaceSubjects,
  reviseAlerts,
  unmuteAlerts,
} from './intake.queries';

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
  /** Null of a delivery that was only tried out. */
  id: string | null;
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

  /**
   * Takes a delivery; with `dryRun` everything is checked and answered as it would be, and nothing is stored or counted.
   * @throws ForbiddenError, DetectorDisabledError, TooLargeError above `DELIVERY_LIMIT` items
   */
  async take(actor: Actor, items: readonly unknown[], dryRun = false): Promise<Delivery> {
    assertDelivery(actor, items);
    if (dryRun) return this.tryOut(actor, items);
    return this.db.transaction((tx) =>
      this.takePart(tx, actor, { id: uuidv7(), detectorId: actor.id }, items),
    );
  }

  /**
   * Takes items in the caller's transaction, for a delivery or a part of one.
   * @param of the delivery; `from` is the place of the first item in it
   */
  async takePart(
    tx: EntityManager,
    actor: Actor,
    of: { id: string; detectorId: string; from?: number },
    items: readonly unknown[],
  ): Promise<Delivery> {
    const { id: deliveryId, detectorId, from = 0 } = of;
    const delivery = await this.absorb(tx, actor, of, readItems(detectorId, from, items));
    const rejected = delivery.receipts.flatMap(({ index, errors }) =>
      errors ? [{ index, errors, item: items[index - from] }] : [],
    );
    if (rejected.length > 0)
      await keepDeadLetters(tx, { detectorId, deliveryId, at: this.clock.now() }, rejected);
    return delivery;
  }

  /** Takes an item that was rejected before, on behalf of its detector; rejected again, it is not kept a second time. */
  async takeReplay(tx: EntityManager, actor: Actor, detectorId: string, item: unknown): Promise<Receipt> {
    const read = readItem(detectorId, 0, item);
    if (!isTaken(read)) return { index: 0, outcome: 'rejected', errors: read.errors };
    const { receipts } = await this.absorb(tx, actor, { id: uuidv7(), detectorId }, [read]);
    return receipts[0]!;
  }

  private async absorb(
    tx: EntityManager,
    actor: Actor,
    { id, detectorId }: { id: string; detectorId: string },
    read: readonly (IntakeItem | RejectedItem)[],
  ): Promise<Delivery> {
    const at = this.clock.now();
    const [detector, routing] = await Promise.all([
      holdSender(tx, detectorId),
      loadRouting(tx, detectorId, at),
    ]);
    const stored = await this.store(tx, detector, { at, routing }, groupByIdentity(read.filter(isTaken)));
    const delivery = toDelivery(id, stored, read.filter(isRejected));
    const seen = new Set(stored.filter(isSeen).map((alert) => alert.alertId));
    await this.conclude(tx, actor, detectorId, delivery, seen);
    return delivery;
  }

  private async tryOut(actor: Actor, items: readonly unknown[]): Promise<Delivery> {
    const db = this.db.manager;
    assertMaySend(await db.findOneBy(Detector, { id: actor.id }));
    const read = readItems(actor.id, 0, items);
    const groups = groupByIdentity(read.filter(isTaken));
    const known = await findStanding(
      db,
      actor.id,
      groups.map((group) => group.items[0]),
    );
    const standing = new Map(known.map((alert) => [alert.fingerprint, alert]));
    const folded = groups.map(({ items: of }) => {
      const before = standing.get(of[0].fingerprint);
      return { alertId: before?.id, ...fold(of, before) };
    });
    return toDelivery(null, folded, read.filter(isRejected));
  }

  private async store(
    tx: EntityManager,
    { id: detectorId, sandbox }: Detector,
    { at, routing }: { at: Date; routing: Routing },
    groups: Group[],
  ): Promise<Stored[]> {
    if (groups.length === 0) return [];
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
      const what = fold(items, before);
      if (!before) return { alertId, isHidden: sandbox || firsts[place]!.route.mutedBy !== null, ...what };
      const isBack = comesBack(before, what, (item) => route(detectorId, item.content, routing).mutedBy);
      const isHidden = before.isFree && (before.sandbox || (before.mutedBy !== null && !isBack));
      return { alertId: before.id, isBack, isHidden, ...what };
    });
    const repeated = folded.filter((alert) => alert.repeats > 0 || alert.revisions.length > 0);
    if (repeated.length > 0) await countRepeats(tx, at, repeated);
    const revisions = folded.flatMap(({ alertId, revisions: of }) =>
      of.map((revision) => ({ alertId, ...revision })),
    );
    if (revisions.length > 0) {
      const revised = [...new Set(revisions.map(({ alertId }) => alertId))];
      await forgetTags(tx, revised);
      await reviseAlerts(tx, at, revisions);
      await enterTags(tx, revised);
      const latest = folded.flatMap(({ alertId, revisions: of }) =>
        of.slice(-1).map(({ item }) => ({ alertId, item })),
      );
      await replaceSubjects(tx, latest);
    }
    const back = folded.flatMap((alert) => ('isBack' in alert && alert.isBack ? [alert.alertId] : []));
    if (back.length > 0) await unmuteAlerts(tx, back);
    return folded;
  }

  /** One event for the delivery, and the jobs that look what the new belongs to. */
  private async conclude(
    tx: EntityManager,
    actor: Actor,
    detectorId: string,
    { id: deliveryId, counts, receipts }: Delivery,
    seen: ReadonlySet<string>,
  ): Promise<void> {
    const alertIds = [
      ...new Set(receipts.flatMap(({ alertId }) => (alertId === undefined ? [] : [alertId]))),
    ].sort();
    await this.audit.record(tx, actor, {
      action: 'alerts.received',
      subjectKind: 'detector',
      subjectId: detectorId,
      details: { deliveryId, ...counts, alerts: alertIds.length, alertIdsDigest: contentHash(alertIds) },
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

/** @throws ForbiddenError, TooLargeError */
export function assertDelivery(actor: Actor, items: readonly unknown[]): void {
  if (actor.kind !== 'detector')
    throw new ForbiddenError('Only a detector sends alerts, with a key of its own.');
  if (items.length > DELIVERY_LIMIT) {
    throw new TooLargeError(
      `A delivery holds at most ${DELIVERY_LIMIT} alerts; this one has ${items.length}.`,
      {
        limit: DELIVERY_LIMIT,
      },
    );
  }
}

/** Held until the delivery is in, so that to switch a detector off is to have its last alert. */
async function holdSender(tx: EntityManager, detectorId: string): Promise<Detector> {
  return assertMaySend(
    await tx.findOne(Detector, { where: { id: detectorId }, lock: { mode: 'pessimistic_read' } }),
  );
}

/** @throws ForbiddenError, DetectorDisabledError */
export function assertMaySend(detector: Detector | null): Detector {
  if (!detector) throw new ForbiddenError('The key belongs to no detector of this installation.');
  if (detector.disabledAt)
    throw new DetectorDisabledError(
      `${detector.name} is disabled since ${detector.disabledAt.toISOString()}.`,
    );
  return detector;
}

function readItems(
  detectorId: string,
  from: number,
  items: readonly unknown[],
): (IntakeItem | RejectedItem)[] {
  return items.map((item, place) => readItem(detectorId, from + place, item));
}

const isRejected = (item: IntakeItem | RejectedItem): item is RejectedItem => !isTaken(item);

/** Alerts of the sandbox and muted ones reach nobody. */
const isSeen = (alert: Stored): boolean => !alert.isHidden;

/**
 * Whether a muted alert is let into the inbox again by what it says now: it has become graver than what somebody chose
 * not to see, or no rule that stands would mute it if it were new.
 * @param mutedBy the rule that would mute a new alert that claims this, if there is one
 */
function comesBack(
  before: HeldAlert,
  { revisions }: Folded,
  mutedBy: (item: IntakeItem) => string | null,
): boolean {
  const latest = revisions.at(-1)?.item;
  if (before.mutedBy === null || !latest) return false;
  return latest.content.severity > before.severity || mutedBy(latest) === null;
}

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
  id: string | null,
  folded: readonly (Folded & { alertId: string | undefined })[],
  rejected: readonly RejectedItem[],
): Delivery {
  const receipts: Receipt[] = [
    ...folded.flatMap(({ alertId, outcomes }) =>
      outcomes.map((outcome) => (alertId === undefined ? outcome : { ...outcome, alertId })),
    ),
    ...rejected.map(({ index, errors }) => ({ index, outcome: 'rejected' as const, errors })),
  ].sort((a, b) => a.index - b.index);
  const counts: Delivery['counts'] = { created: 0, repeated: 0, revised: 0, rejected: 0 };
  for (const { outcome } of receipts) counts[outcome] += 1;
  return { id, counts, receipts };
}
