import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  assertTransition,
  Clock,
  decodeCursor,
  DomainError,
  NotFoundError,
  Outbox,
  type Page,
  storableJson,
  toPage,
  toProblem,
} from '@app/platform';
import type { Actor } from '@app/audit';
import type { PageOfList } from '../alerts.queries';
import { Detector } from '../detectors/detector.entity';
import { AlertIntake, assertDelivery, assertMaySend, type Receipt } from '../intake/intake.service';
import {
  AlertDelivery,
  AlertDeliveryPart,
  DELIVERY_TRANSITIONS,
  type DeliveryStatus,
} from './alert-delivery.entity';
import { takeDelivery } from './take-delivery.job';

/** Items of a part: each part is one transaction. */
const PART = 1_000;
/** Days for which a delivery is kept after its end. */
const KEPT_DAYS = 7;
/** Deliveries that are forgotten at once. */
const FORGOTTEN_AT_ONCE = 20;

/** Deliveries that are answered at once and worked off part by part; a part is taken exactly once. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly intake: AlertIntake,
  ) {}

  /** Writes a delivery down to be worked off. @throws ForbiddenError, DetectorDisabledError, TooLargeError */
  accept(actor: Actor, items: readonly unknown[]): Promise<AlertDelivery> {
    assertDelivery(actor, items);
    return this.db.transaction(async (tx) => {
      const detector = assertMaySend(await tx.findOneBy(Detector, { id: actor.id }));
      const delivery = tx.create(AlertDelivery, {
        id: uuidv7(),
        detectorId: actor.id,
        detectorName: detector.name,
        status: 'queued',
        items: items.length,
        created: 0,
        repeated: 0,
        revised: 0,
        rejected: 0,
        problem: null,
        receivedAt: this.clock.now(),
        endedAt: null,
      });
      await tx.insert(AlertDelivery, { ...delivery, problem: null });
      const parts = partsOf(items);
      await tx.query(
        `INSERT INTO alert_delivery_parts (delivery_id, number, items)
         SELECT $1, * FROM unnest($2::integer[], $3::text[])`,
        [delivery.id, parts.map((_, number) => number), parts.map((part) => JSON.stringify(part))],
      );
      await this.outbox.add(tx, takeDelivery, { deliveryId: delivery.id });
      return delivery;
    });
  }

  /** @throws NotFoundError, also for the delivery of another detector */
  async find(actor: Actor, id: string): Promise<AlertDelivery> {
    const delivery = await this.db.manager.findOneBy(AlertDelivery, { id });
    if (!delivery || (actor.kind === 'detector' && delivery.detectorId !== actor.id))
      throw new NotFoundError('No delivery of this detector has this id.');
    return delivery;
  }

  /** What became of the items so far, in their order. @throws NotFoundError */
  async receipts(actor: Actor, id: string, page: PageOfList): Promise<Page<Receipt>> {
    await this.find(actor, id);
    const after = page.cursor === undefined ? -1 : Number(decodeCursor(page.cursor, 1)[0]);
    const first = Math.max(0, Math.floor(after / PART));
    const rows: { receipt: Receipt }[] = await this.db.query(
      `SELECT r.receipt FROM alert_delivery_parts p, jsonb_array_elements(p.receipts) AS r (receipt)
       WHERE p.delivery_id = $1 AND p.number BETWEEN $2 AND $4 AND (r.receipt->>'index')::integer > $3
       ORDER BY p.number, (r.receipt->>'index')::integer LIMIT $5`,
      [id, first, after, first + 1 + Math.ceil(page.limit / PART), page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      ({ receipt }) => [receipt.index],
      ({ receipt }) => receipt,
    );
  }

  /** Works a delivery off from where it is. A refusal of the whole ends it; anything else is tried again. */
  async work(id: string): Promise<void> {
    await this.forgetOld();
    if (!(await this.move(id, 'queued', 'working')) && !(await this.isWorking(id))) return;
    try {
      while (await this.takeNext(id));
      await this.move(id, 'working', 'done');
    } catch (error) {
      if (!(error instanceof DomainError) || error.problem.status >= 500 || error.problem.status === 409)
        throw error;
      await this.move(id, 'working', 'failed', error);
    }
  }

  /** Takes the next part, and says whether there was one. */
  private takeNext(id: string): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      // The delivery is held, so that two workers take its parts one after the other.
      const delivery = await tx.findOne(AlertDelivery, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      const part = await tx
        .createQueryBuilder(AlertDeliveryPart, 'p')
        .where('p.deliveryId = :id AND p.items IS NOT NULL', { id })
        .orderBy('p.number')
        .getOne();
      if (!delivery || !part) return false;
      const { detectorId, detectorName: name } = delivery;
      const detector: Actor = { kind: 'detector', id: detectorId, name, permissions: new Set() };
      const of = { id, detectorId, from: part.number * PART };
      const taken = await this.intake.takePart(tx, detector, of, JSON.parse(part.items!) as unknown[]);
      await tx.query(
        `UPDATE alert_delivery_parts SET items = NULL, receipts = $3::jsonb WHERE delivery_id = $1 AND number = $2`,
        [id, part.number, storableJson(taken.receipts)],
      );
      const { created, repeated, revised, rejected } = taken.counts;
      await tx.query(
        `UPDATE alert_deliveries SET created = created + $2, repeated = repeated + $3, revised = revised + $4,
           rejected = rejected + $5 WHERE id = $1`,
        [id, created, repeated, revised, rejected],
      );
      return true;
    });
  }

  private isWorking(id: string): Promise<boolean> {
    return this.db.manager.existsBy(AlertDelivery, { id, status: 'working' });
  }

  /** Moves a delivery that is in a status; whoever is late moves nothing. */
  private async move(
    id: string,
    from: DeliveryStatus,
    to: DeliveryStatus,
    refusal?: DomainError,
  ): Promise<boolean> {
    assertTransition(DELIVERY_TRANSITIONS, from, to);
    const hasEnded = to === 'done' || to === 'failed';
    const { affected } = await this.db.manager.update(
      AlertDelivery,
      { id, status: from },
      {
        status: to,
        ...(hasEnded ? { endedAt: this.clock.now() } : {}),
        ...(refusal ? { problem: toProblem(refusal) as never } : {}),
      },
    );
    return Boolean(affected);
  }

  /** Takes some deliveries away that ended long ago; every delivery takes away more than itself. */
  private async forgetOld(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEPT_DAYS * 86_400_000);
    await this.db.query(
      `DELETE FROM alert_deliveries WHERE id IN (
         SELECT id FROM alert_deliveries WHERE ended_at < $1 ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [before, FORGOTTEN_AT_ONCE],
    );
  }
}

function partsOf(items: readonly unknown[]): (readonly unknown[])[] {
  return Array.from({ length: Math.ceil(items.length / PART) }, (_, number) =>
    items.slice(number * PART, (number + 1) * PART),
  );
}
