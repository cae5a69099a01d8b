import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is left in a detector's bucket: one token an alert, filled again with time, below zero after a large delivery. */
@Entity('intake_rates')
export class IntakeRateRow {
  @PrimaryColumn('uuid')
  detectorId!: string;

  @Column('double precision')
  tokens!: number;

  @Column('timestamptz')
  at!: Date;
}
