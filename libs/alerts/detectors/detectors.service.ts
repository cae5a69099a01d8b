import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { assertVersion, Clock, ConflictError, findById, lockById, onConstraint } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { type ApiKey, ApiKeys, type MadeKey, type NewKey } from '@app/access';
import { Detector } from './detector.entity';
import type { DetectorChange, RegisterDetector } from './detectors.dto';

onConstraint('uq_detectors_name', () => new ConflictError('A detector with this name exists already.'));

/** The detectors of the installation, and their keys. */
@Injectable()
export class Detectors {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly apiKeys: ApiKeys,
  ) {}

  /** @throws ConflictError on a name that is there */
  register(actor: Actor, input: RegisterDetector): Promise<Detector> {
    return this.db.transaction(async (tx) => {
      const detector = tx.create(Detector, {
        id: uuidv7(),
        name: input.name,
        owner: input.owner,
        description: input.description ?? '',
        legalBasis: input.legalBasis,
        sensitivity: input.sensitivity ?? 'internal',
        analyticName: input.analytic?.name ?? null,
        analyticVersion: input.analytic?.version ?? null,
        threshold: input.threshold ?? null,
        approvedBy: input.approvedBy ?? null,
        approvalReference: input.approvalReference ?? null,
        citableOutside: input.citableOutside ?? false,
        sandbox: input.sandbox ?? false,
        version: 1,
        createdAt: this.clock.now(),
        disabledAt: null,
      });
      await tx.insert(Detector, detector);
      const { id, createdAt: _, ...details } = detector;
      await this.audit.record(tx, actor, { action: 'detector.registered', subjectId: id, details });
      return detector;
    });
  }

  /**
   * Changes what is known of a detector, or switches it off and on. What it sent while it was in the sandbox stays of
   * the sandbox. @throws NotFoundError, StaleVersionError
   */
  change(
    actor: Actor,
    id: string,
    version: number,
    { disabled, analytic, ...change }: DetectorChange,
  ): Promise<Detector> {
    return this.db.transaction(async (tx) => {
      const detector = await lockById(tx, Detector, id);
      assertVersion(detector, version);
      const disabledAt =
        disabled === undefined
          ? detector.disabledAt
          : disabled
            ? (detector.disabledAt ?? this.clock.now())
            : null;
      const next: Partial<Detector> = {
        ...change,
        ...(analytic === undefined
          ? {}
          : { analyticName: analytic?.name ?? null, analyticVersion: analytic?.version ?? null }),
        disabledAt,
      };
      const members = (Object.keys(next) as (keyof Detector)[]).filter((key) => next[key] !== detector[key]);
      const before = Object.fromEntries(members.map((key) => [key, plainly(detector[key])]));
      const after = Object.fromEntries(members.map((key) => [key, plainly(next[key])]));
      if (members.length === 0) return detector;
      Object.assign(detector, next, { version: version + 1 });
      await tx.update(Detector, { id }, { ...next, version: detector.version });
      const details = { before, after };
      await this.audit.record(tx, actor, { action: 'detector.changed', subjectId: id, details });
      return detector;
    });
  }

  /** Every detector by name: an installation has tens of them. */
  list(): Promise<Detector[]> {
    return this.db.manager.find(Detector, { order: { name: 'ASC' } });
  }

  /** @throws NotFoundError */
  find(id: string): Promise<Detector> {
    return findById(this.db.manager, Detector, id);
  }

  /** Makes a key; its text is given once. @throws NotFoundError */
  createKey(actor: Actor, id: string, key: NewKey): Promise<MadeKey> {
    return this.db.transaction(async (tx) =>
      this.apiKeys.create(tx, actor, await findById(tx, Detector, id), key),
    );
  }

  /** Makes a key that takes the place of another, which stays good for the overlap. @throws NotFoundError, ConflictError */
  rotateKey(actor: Actor, id: string, keyId: string, overlapHours: number): Promise<MadeKey> {
    return this.apiKeys.rotate(actor, id, keyId, overlapHours);
  }

  /** Keys of a detector, newest first. @throws NotFoundError */
  async keys(id: string): Promise<ApiKey[]> {
    await this.find(id);
    return this.apiKeys.list(id);
  }

  /** @throws NotFoundError */
  revokeKey(actor: Actor, id: string, keyId: string): Promise<void> {
    return this.apiKeys.revoke(actor, id, keyId);
  }
}

const plainly = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : (value ?? null));
