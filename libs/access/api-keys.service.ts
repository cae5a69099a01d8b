import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, ConflictError, invalidInput, lockById, NotFoundError, sha256 } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { ApiKey } from './api-key.entity';
import type { Scope } from './permissions';

/** What is said of a key that is made. */
export interface NewKey {
  scopes: Scope[];
  label?: string;
  /** Null has no end. */
  expiresAt?: Date | null;
}

/** A key and its text, which is shown once. */
export interface MadeKey {
  key: ApiKey;
  secret: string;
}

/** Longest time for which an old key stays good beside the one that replaces it, hours. */
export const LONGEST_OVERLAP_HOURS = 168;

/** Keys of detectors. A detector may hold several that are good at once. */
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
    { scopes, label = '', expiresAt = null }: NewKey,
  ): Promise<MadeKey> {
    const now = this.clock.now();
    if (expiresAt && expiresAt <= now)
      throw invalidInput([{ pointer: '/expiresAt', detail: 'must be in the future' }]);
    const secret = `dk_${randomBytes(32).toString('base64url')}`;
    const key = tx.create(ApiKey, {
      id: uuidv7(),
      detectorId: detector.id,
      detectorName: detector.name,
      label,
      expiresAt,
      prefix: secret.slice(0, 8),
      secretHash: sha256(secret),
      scopes,
      createdAt: now,
      lastUsedAt: null,
      revokedAt: null,
    });
    await tx.insert(ApiKey, key);
    await this.audit.record(tx, actor, {
      action: 'key.created',
      subjectId: key.id,
      details: {
        detectorId: detector.id,
        scopes,
        label,
        prefix: key.prefix,
        expiresAt: expiresAt?.toISOString() ?? null,
      },
    });
    return { key, secret };
  }

  /**
   * Makes a key that takes the place of another: the old one stays good for the overlap, or to its own end if that is
   * sooner. @throws NotFoundError, ConflictError when the old one is not good any more
   */
  rotate(actor: Actor, detectorId: string, id: string, overlapHours: number): Promise<MadeKey> {
    return this.db.transaction(async (tx) => {
      const old = await lockById(tx, ApiKey, id);
      if (old.detectorId !== detectorId) throw new NotFoundError(`No key has the id ${id}.`);
      const now = this.clock.now();
      if (!isGood(old, now)) throw new ConflictError('This key has ended already; make a new one.');
      const ends = new Date(now.getTime() + overlapHours * 3_600_000);
      const expiresAt = old.expiresAt && old.expiresAt < ends ? old.expiresAt : ends;
      await tx.update(ApiKey, { id }, { expiresAt });
      const { scopes, label } = old;
      const made = await this.create(
        tx,
        actor,
        { id: detectorId, name: old.detectorName },
        { scopes, label },
      );
      const details = { detectorId, replacedBy: made.key.id, expiresAt: expiresAt.toISOString() };
      await this.audit.record(tx, actor, { action: 'key.rotated', subjectId: id, details });
      return made;
    });
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
    const key = await this.db.manager.findOneBy(ApiKey, { secretHash: sha256(secret) });
    const now = this.clock.now();
    if (!key || !isGood(key, now)) return undefined;
    if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() > 60_000) {
      await this.db.manager.update(ApiKey, { id: key.id }, { lastUsedAt: now });
    }
    return { kind: 'detector', id: key.detectorId, name: key.detectorName, permissions: new Set(key.scopes) };
  }
}

const isGood = (key: ApiKey, now: Date): boolean =>
  key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now);
