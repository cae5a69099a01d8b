import type { EntityManager, EntityTarget, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { NotFoundError } from '../problems/common-problems';

/**
 * Reads a row and holds it until the transaction ends; decide only on what you hold.
 * @throws NotFoundError naming the kind of thing
 */
export async function lockById<T extends ObjectLiteral & { id: string }>(
  tx: EntityManager,
  type: EntityTarget<T>,
  id: string,
): Promise<T> {
  const row = await tx.findOne(type, {
    where: { id } as FindOptionsWhere<T>,
    lock: { mode: 'pessimistic_write' },
  });
  if (!row)
    throw new NotFoundError(`No ${tx.dataSource.getMetadata(type).name.toLowerCase()} has the id ${id}.`);
  return row;
}

/** Reads a row that must be there. @throws NotFoundError naming the kind of thing */
export async function findById<T extends ObjectLiteral & { id: string }>(
  db: EntityManager,
  type: EntityTarget<T>,
  id: string,
): Promise<T> {
  const row = await db.findOne(type, { where: { id } as FindOptionsWhere<T> });
  if (!row)
    throw new NotFoundError(`No ${db.dataSource.getMetadata(type).name.toLowerCase()} has the id ${id}.`);
  return row;
}
