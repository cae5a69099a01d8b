import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, Audit } from '@app/audit';
import { Clock, contentHash, decodeCursor, findById, invalidInput, type Page, toPage } from '@app/platform';
import type { ImportKind } from '../usage-columns';
import { assertMapping, type Mapping } from './column-mapping';
import { ImportMapping } from './import-mapping.entity';
import type { MappingsQuery } from './mappings.dto';
import { lockMappingName, pageOfMappings } from './mappings.queries';

/** A mapping as an import holds it. */
export interface ChosenMapping {
  mapping: Mapping | null;
  mappingHash: string | null;
  mappingId: string | null;
}

/** How labs' columns are read as ours. */
@Injectable()
export class Mappings {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * Keeps a mapping as the next version of its name; the same mapping as the latest one is that one.
   * @throws InvalidInputError
   */
  save(
    actor: Actor,
    input: { name: string; description?: string | undefined; mapping: Mapping },
  ): Promise<ImportMapping> {
    assertMapping(input.mapping, '/mapping');
    const mapping = plain(input.mapping);
    const hash = contentHash(mapping);
    const description = input.description ?? '';
    return this.db.transaction(async (tx) => {
      await lockMappingName(tx, input.name);
      const latest = await tx.findOne(ImportMapping, {
        where: { name: input.name },
        order: { version: 'DESC' },
      });
      if (latest?.hash === hash && latest.description === description) return latest;
      const saved = tx.create(ImportMapping, {
        id: uuidv7(),
        name: input.name,
        version: (latest?.version ?? 0) + 1,
        kind: mapping.kind,
        description,
        mapping,
        hash,
        createdBy: actor.name,
        createdAt: this.clock.now(),
      });
      await tx.insert(ImportMapping, saved);
      await this.audit.record(tx, actor, {
        action: 'import_mapping.saved',
        subjectId: saved.id,
        details: { name: saved.name, version: saved.version, hash },
      });
      return saved;
    });
  }

  /** @throws NotFoundError */
  find(id: string): Promise<ImportMapping> {
    return findById(this.db.manager, ImportMapping, id);
  }

  /** By name, of each the latest version first. */
  async list(query: MappingsQuery): Promise<Page<ImportMapping>> {
    const after = query.cursor ? decodeCursor(query.cursor, 2) : undefined;
    const rows = await pageOfMappings(this.db.manager, query, after);
    return toPage(
      rows,
      query.limit,
      (row) => [row.name, row.version],
      (row) => row,
    );
  }

  /** What an import is read with: a kept mapping, one of its own, or none. @throws InvalidInputError, NotFoundError */
  async choose(
    tx: EntityManager,
    kind: ImportKind,
    o: { mappingId?: string | undefined; mapping?: Mapping | undefined },
  ): Promise<ChosenMapping> {
    if (o.mapping && o.mappingId)
      throw invalidInput([
        { pointer: '/mapping', detail: 'cannot stand beside mappingId: an import has one' },
      ]);
    if (o.mapping) assertMapping(o.mapping, '/mapping');
    const kept = o.mappingId ? await findById(tx, ImportMapping, o.mappingId) : undefined;
    const mapping = kept?.mapping ?? (o.mapping ? plain(o.mapping) : null);
    if (mapping && mapping.kind !== kind)
      throw invalidInput([
        { pointer: kept ? '/mappingId' : '/mapping/kind', detail: `is a mapping of ${mapping.kind}` },
      ]);
    return {
      mapping,
      mappingHash: mapping ? contentHash(mapping) : null,
      mappingId: kept?.id ?? null,
    };
  }
}

/** Without what was not said, so that the hash is that of the document. */
const plain = (mapping: Mapping): Mapping => JSON.parse(JSON.stringify(mapping)) as Mapping;
