import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, ConflictError, findById, lockById, onConstraint } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { type ApiKey, ApiKeys, type Scope } from '@app/access';
import { Detector } from './detector.entity';
import type { ChangeDetector, RegisterDetector } from './detectors.dto';

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
        analyticName: null,
        analyticVersion: null,
        threshold: null,
        approvedBy: null,
        approvalReference: null,
        citableOutside: input.citableOutside ?? false,
        sandbox: false,
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

  /** Changes what is known of a detector, or switches it off and on. @throws NotFoundError */
  change(actor: Actor, id: string, { disabled, ...change }: ChangeDetector): Promise<Detector> {
    return this.db.transaction(async (tx) => {
      const detector = await lockById(tx, Detector, id);
      Object.assign(detector, change);
      if (disabled !== undefined)
        detector.disabledAt = disabled ? (detector.disabledAt ?? this.clock.now()) : null;
      await tx.update(Detector, { id }, { ...change, disabledAt: detector.disabledAt });
      const details = { ...change, ...(disabled === undefined ? {} : { disabled }) };
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
  createKey(actor: Actor, id: string, scopes: Scope[]): Promise<{ key: ApiKey; secret: string }> {
    return this.db.transaction(async (tx) =>
      this.apiKeys.create(tx, actor, await findById(tx, Detector, id), scopes),
    );
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
