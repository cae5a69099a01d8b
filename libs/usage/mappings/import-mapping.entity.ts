import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { ImportKind } from '../usage-columns';
import type { Mapping } from './column-mapping';

/** A version of a mapping of a lab's columns to ours. The database refuses to change one: imports name it by its hash. */
@Entity('import_mappings')
@Unique('uq_import_mappings_name_version', ['name', 'version'])
export class ImportMapping {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** 1, 2, 3 … of its name. */
  @Column('integer')
  version!: number;

  @Column('text')
  kind!: ImportKind;

  @Column('text')
  description!: string;

  @Column('jsonb')
  mapping!: Mapping;

  /** SHA-256 of the mapping as canonical JSON, lower-case hex. */
  @Column('text')
  hash!: string;

  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;
}
