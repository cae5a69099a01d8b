import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { Mapping } from '../mappings/column-mapping';
import type { ImportKind } from '../usage-columns';

/** A standing import: a lab's log shipper sends batches of rows to it, without end. */
@Entity('import_streams')
@Unique('uq_import_streams_name', ['name'])
@Check('ck_import_streams_kind', `kind IN ('usage', 'accounts')`)
export class ImportStream {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: ImportKind;

  @Column('jsonb', { nullable: true })
  mapping!: Mapping | null;

  @Column('text', { nullable: true })
  mappingHash!: string | null;

  @Column('uuid', { nullable: true })
  mappingId!: string | null;

  /** The import in which rows wait that no snapshot has seen; null while there are none. */
  @Column('uuid', { nullable: true })
  openImportId!: string | null;

  /** Rows that came, over all batches. */
  @Column('bigint', { default: 0 })
  read!: string;

  /** Of these, rows that were refused for what they are. */
  @Column('bigint', { default: 0 })
  rejected!: string;

  @Column('text')
  createdBy!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;
}
