import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Keeper } from './partitions';

/**
 * Says what must stay countable.
 * @param before first day that is not looked at: later ones are too young to be dropped
 */
export type KeeperSource = (db: EntityManager, before: string) => Promise<Keeper[]>;

/** Where rooms that count on usage say what of it they still need; they come after this one and register themselves. */
@Injectable()
export class UsageKeepers {
  private readonly sources: KeeperSource[] = [];

  /** Asks a room whenever the retention is planned. */
  register(source: KeeperSource): void {
    this.sources.push(source);
  }

  /** What every room needs. */
  async all(db: EntityManager, before: string): Promise<Keeper[]> {
    const found: Keeper[] = [];
    for (const source of this.sources) found.push(...(await source(db, before)));
    return found;
  }
}
