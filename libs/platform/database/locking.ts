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
  if (!row) throw unknown(tx, type, id);
  return row;
}

/** Reads a row that must be there. @throws NotFoundError naming the kind of thing */
export async function findById<T extends ObjectLiteral & { id: string }>(
  db: EntityManager,
  type: EntityTarget<T>,
  id: string,
): Promise<T> {
  const row = await db.findOne(type, { where: { id } as FindOptionsWhere<T> });
  if (!row) throw unknown(db, type, id);
  return row;
}

/** `EvidenceItem` is an evidence item to people. */
function unknown<T extends ObjectLiteral>(
  db: EntityManager,
  type: EntityTarget<T>,
  id: string,
): NotFoundError {
  const kind = db.dataSource.getMetadata(type).name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
  return new NotFoundError(`No ${kind.toLowerCase()} has the id ${id}.`);
}
