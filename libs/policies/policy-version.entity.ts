import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { Policy } from './policy.entity';

/** A policy as it was worded from one day on. A version is never changed; a new wording is a new version. */
@Entity('policy_versions')
@Unique('uq_policy_versions_policy_id_version', ['policyId', 'version'])
export class PolicyVersion {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  policyId!: string;

  @ManyToOne(() => Policy, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'policy_id' })
  policy?: Relation<Policy>;

  /** The lab's own name of it. */
  @Column('text')
  version!: string;

  /** Civil date from which it binds. */
  @Column('date')
  effectiveOn!: string;

  @Column('timestamptz')
  createdAt!: Date;
}
