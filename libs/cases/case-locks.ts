import { type EntityManager, In } from 'typeorm';
import { NotFoundError } from '@app/platform';
import { Case } from './case.entity';

/** Holds several cases, taken in the order of their ids so that two who do so cannot block each other; in the order asked for. @throws NotFoundError */
export async function lockCases(tx: EntityManager, ids: readonly string[]): Promise<Case[]> {
  const rows = await tx.find(Case, {
    where: { id: In([...ids]) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const found = byId.get(id);
    if (!found) throw new NotFoundError(`No case has the id ${id}.`);
    return found;
  });
}
