import type { EntityManager } from 'typeorm';
import { ImportMapping } from './import-mapping.entity';

/** Holds a mapping's name, there or not, until the transaction ends: versions are numbered one after the other. */
export async function lockMappingName(tx: EntityManager, name: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('import-mapping:' || $1, 0))`, [name]);
}

/** A page and one more, by name and from the latest version on. */
export function pageOfMappings(
  db: EntityManager,
  { name, limit }: { name?: string; limit: number },
  after?: (string | number)[],
): Promise<ImportMapping[]> {
  const query = db.createQueryBuilder(ImportMapping, 'm').orderBy('m.name').addOrderBy('m.version', 'DESC');
  if (name !== undefined) query.andWhere('m.name = :name', { name });
  if (after)
    query.andWhere('(m.name > :last OR (m.name = :last AND m.version < :version))', {
      last: String(after[0]),
      version: Number(after[1]),
    });
  return query.take(limit + 1).getMany();
}
