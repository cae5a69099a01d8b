import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an import of usage brought of one UTC day. Written once, when the import is done. */
@Entity('import_days')
export class ImportDay {
  @PrimaryColumn('integer')
  importNo!: number;

  /** UTC. */
  @PrimaryColumn('date')
  day!: string;

  @Column('bigint')
  rows!: string;

  /** Sum of the rows' hashes modulo 2^256, decimal. */
  @Column('numeric')
  hash!: string;
}
