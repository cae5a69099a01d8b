import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  assertVersion,
  Clock,
  ConflictError,
  contentHash,
  findById,
  ForbiddenError,
  invalidInput,
  lockById,
  onConstraint,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Detector } from '../detectors/detector.entity';
import { takes } from '../routing';
import { AlertQueue, type QueueMatch } from './alert-queue.entity';
import { holdNewOf, loadsOf, putIntoQueues, type QueueLoad } from './alert-queues.queries';

onConstraint('uq_alert_queues_name', () => new ConflictError('A queue with this name exists already.'));

/** Queues that may stand at once: each new alert is held against them all. */
const QUEUE_LIMIT = 200;

/** What is said of a queue. */
export type QueueInput = { name: string; position: number } & Partial<QueueMatch>;

/** A queue and what waits in it. */
export type LoadedQueue = AlertQueue & Omit<QueueLoad, 'queueId'>;

/** The queues into which the inbox is divided. */
@Injectable()
export class AlertQueues {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** In the order in which they are asked, each with what waits in it; an installation has tens of them. @throws ForbiddenError for a detector */
  async list(actor: Actor, archived = false): Promise<LoadedQueue[]> {
    assertPerson(actor);
    const queues = await this.standing(this.db.manager, archived);
    const loads = await loadsOf(
      this.db.manager,
      queues.map((queue) => queue.id),
    );
    const byId = new Map(loads.map((load) => [load.queueId, load]));
    return queues.map((queue) => {
      const { open, oldestAt } = byId.get(queue.id)!;
      return { ...queue, open, oldestAt };
    });
  }

  /** @throws ForbiddenError for a detector, NotFoundError */
  async find(actor: Actor, id: string): Promise<LoadedQueue> {
    assertPerson(actor);
    const queue = await findById(this.db.manager, AlertQueue, id);
    const { open, oldestAt } = (await loadsOf(this.db.manager, [id]))[0]!;
    return { ...queue, open, oldestAt };
  }

  /** @throws ConflictError on a name that is there, InvalidInputError on an unknown detector */
  async create(actor: Actor, input: QueueInput): Promise<LoadedQueue> {
    const queue = await this.db.transaction(async (tx) => {
      if (input.detectorId) await assertDetector(tx, input.detectorId);
      if ((await tx.countBy(AlertQueue, { archivedAt: IsNull() })) >= QUEUE_LIMIT)
        throw new ConflictError(`An installation has at most ${QUEUE_LIMIT} queues.`);
      const made = tx.create(AlertQueue, {
        id: uuidv7(),
        name: input.name,
        position: input.position,
        detectorId: input.detectorId ?? null,
        typePrefix: input.typePrefix ?? null,
        minimumSeverity: input.minimumSeverity ?? null,
        tags: input.tags ?? [],
        isCatchAll: false,
        version: 1,
        createdAt: this.clock.now(),
        archivedAt: null,
      });
      await tx.insert(AlertQueue, made);
      const details = ruleOf(made);
      await this.audit.record(tx, actor, { action: 'queue.created', subjectId: made.id, details });
      return made;
    });
    return { ...queue, open: 0, oldestAt: null };
  }

  /**
   * Changes a queue; alerts stay where they are. Of the catch-all only the name changes.
   * @throws NotFoundError, StaleVersionError, ConflictError, InvalidInputError
   */
  async change(
    actor: Actor,
    id: string,
    version: number,
    { archived, ...change }: Partial<QueueInput> & { archived?: boolean },
  ): Promise<LoadedQueue> {
    await this.db.transaction(async (tx) => {
      const queue = await lockById(tx, AlertQueue, id);
      assertVersion(queue, version);
      if (queue.isCatchAll && (archived || Object.keys(change).some((member) => member !== 'name')))
        throw new ConflictError(
          'The queue that takes what no other takes stays as it is; only its name changes.',
        );
      if (change.detectorId) await assertDetector(tx, change.detectorId);
      const before = ruleOf(queue);
      const archivedAt =
        archived === undefined ? queue.archivedAt : archived ? (queue.archivedAt ?? this.clock.now()) : null;
      Object.assign(queue, change, { archivedAt, version: version + 1 });
      await tx.update(AlertQueue, { id }, { ...change, archivedAt, version: queue.version });
      const details = { before, after: ruleOf(queue) };
      await this.audit.record(tx, actor, { action: 'queue.changed', subjectId: id, details });
    });
    return this.find(actor, id);
  }

  /**
   * Sends the new alerts of a queue to where they would go if they arrived now, one portion a call.
   * `next` is where the following portion begins; null when this was the last.
   * @throws NotFoundError
   */
  reroute(
    actor: Actor,
    id: string,
    portion: { after?: string; limit: number },
  ): Promise<{ looked: number; moved: number; next: string | null }> {
    return this.db.transaction(async (tx) => {
      await findById(tx, AlertQueue, id);
      const queues = await this.standing(tx, false);
      const held = await holdNewOf(tx, id, portion.after, portion.limit);
      const places = held.flatMap((alert) => {
        const queueId = queues.find((queue) => takes(queue, alert.detectorId, alert))!.id;
        return queueId === id ? [] : [{ alertId: alert.id, queueId }];
      });
      if (places.length > 0) {
        await putIntoQueues(tx, places);
        const details = {
          moved: places.length,
          alertIdsDigest: contentHash(places.map((place) => place.alertId)),
        };
        await this.audit.record(tx, actor, { action: 'queue.rerouted', subjectId: id, details });
      }
      const next = held.length === portion.limit ? held.at(-1)!.id : null;
      return { looked: held.length, moved: places.length, next };
    });
  }

  private standing(db: EntityManager, archived: boolean): Promise<AlertQueue[]> {
    return db.find(AlertQueue, {
      ...(archived ? {} : { where: { archivedAt: IsNull() } }),
      order: { isCatchAll: 'ASC', position: 'ASC', createdAt: 'ASC', id: 'ASC' },
    });
  }
}

/** @throws InvalidInputError when there is no such detector */
async function assertDetector(db: EntityManager, id: string): Promise<void> {
  if (!(await db.existsBy(Detector, { id })))
    throw invalidInput([{ pointer: '/detectorId', detail: 'is not the id of a detector' }]);
}

/** How the casework is set up is for people: a detector's key reads its own alerts and no more. @throws ForbiddenError */
export function assertPerson(actor: Actor): void {
  if (actor.kind === 'detector') throw new ForbiddenError("A detector's key reads its own alerts only.");
}

function ruleOf(queue: AlertQueue): Record<string, unknown> {
  const { name, position, detectorId, typePrefix, minimumSeverity, tags } = queue;
  return {
    name,
    position,
    detectorId,
    typePrefix,
    minimumSeverity,
    tags,
    archivedAt: queue.archivedAt?.toISOString() ?? null,
  };
}
