import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A usage policy of the lab, such as its terms or its rules on automated access. Its words are in its versions. */
@Entity('policies')
@Unique('uq_policies_name', ['name'])
export class Policy {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('timestamptz')
  createdAt!: Date;
}
