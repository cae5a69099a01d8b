import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Scope } from './permissions';

/** A detector's key. Shown once when it is made; here lies its SHA-256 (the key is 256 random bits, so no slow hash is needed). */
@Entity('api_keys')
@Index('uq_api_keys_secret_hash', ['secretHash'], { unique: true })
@Index('ix_api_keys_detector_id', ['detectorId'])
export class ApiKey {
  @PrimaryColumn('uuid')
  id!: string;

  /** The service identity that it speaks for. */
  @Column('uuid')
  detectorId!: string;

  /** The detector's name, shown where the act is shown. */
  @Column('text')
  detectorName!: string;

  /** What its holders call it: where it lies, who rotates it. */
  @Column('text')
  label!: string;

  /** The key's first characters, to tell keys apart. */
  @Column('text')
  prefix!: string;

  @Column('text')
  secretHash!: string;

  @Column('text', { array: true })
  scopes!: Scope[];

  @Column('timestamptz')
  createdAt!: Date;

  /** To the minute: it is not written on every call. */
  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;

  /** From when it is no longer taken; null where it has no end. */
  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}
