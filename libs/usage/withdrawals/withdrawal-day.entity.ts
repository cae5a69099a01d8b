import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a file of withdrawals took from an import, of one UTC day. Written once, when it is done. */
@Entity('withdrawal_days')
export class WithdrawalDay {
  /** Number of the withdrawals. */
  @PrimaryColumn('integer')
  withdrawalNo!: number;

  /** Number of the import whose rows they are. */
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
