import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** People who take on cases and tasks together. Never deleted: archived, so that old cases keep their team's name. */
@Entity('teams')
@Unique('uq_teams_name', ['name'])
export class Team {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  description!: string;

  @Column('timestamptz')
  createdAt!: Date;

  /** Since then nothing new is given to it. */
  @Column('timestamptz', { nullable: true })
  archivedAt!: Date | null;
}
