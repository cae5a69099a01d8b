import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, NotFoundError, sha256 } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { ApiKey } from './api-key.entity';
import type { Scope } from './permissions';

/** Keys of detectors. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Makes a key; its text is given once and stored nowhere. */
  async create(
    tx: EntityManager,
    actor: Actor,
    detector: { id: string; name: string },
    scopes: Scope[],
  ): Promise<{ key: ApiKey; secret: string }> {
    const secret = `dk_${randomBytes(32).toString('base64url')}`;
    const key = tx.create(ApiKey, {
      id: uuidv7(),
      detectorId: detector.id,
      detectorName: detector.name,
      label: '',
      expiresAt: null,
      prefix: secret.slice(0, 8),
      secretHash: sha256(secret),
      scopes,
      createdAt: this.clock.now(),
      lastUsedAt: null,
      revokedAt: null,
    });
    await tx.insert(ApiKey, key);
    await this.audit.record(tx, actor, {
      action: 'key.created',
      subjectId: key.id,
      details: { detectorId: detector.id, scopes, prefix: key.prefix },
    });
    return { key, secret };
  }

  /** Keys of a detector, newest first. */
  list(detectorId: string): Promise<ApiKey[]> {
    return this.db.manager.find(ApiKey, { where: { detectorId }, order: { createdAt: 'DESC' } });
  }

  /** Ends a key at once; ending it again changes nothing. @throws NotFoundError */
  async revoke(actor: Actor, detectorId: string, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      if (!(await tx.existsBy(ApiKey, { id, detectorId })))
        throw new NotFoundError(`No key has the id ${id}.`);
      const { affected } = await tx.update(
        ApiKey,
        { id, revokedAt: IsNull() },
        { revokedAt: this.clock.now() },
      );
      if (affected)
        await this.audit.record(tx, actor, { action: 'key.revoked', subjectId: id, details: { detectorId } });
    });
  }

  /** The detector that a key speaks for, if the key is good. */
  async recognise(secret: string): Promise<Actor | undefined> {
    const key = await this.db.manager.findOneBy(ApiKey, { secretHash: sha256(secret), revokedAt: IsNull() });
    if (!key) return undefined;
    const now = this.clock.now();
    if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() > 60_000) {
      await this.db.manager.update(ApiKey, { id: key.id }, { lastUsedAt: now });
    }
    return { kind: 'detector', id: key.detectorId, name: key.detectorName, permissions: new Set(key.scopes) };
  }
}
