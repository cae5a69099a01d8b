import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import type { Enforcement } from './policy-terms';
import { PolicyVersion } from './policy-version.entity';

/** One clause of a policy version: what a case can be a breach of. */
@Entity('policy_clauses')
@Unique('uq_policy_clauses_version_id_code', ['versionId', 'code'])
@Check('ck_policy_clauses_enforcement', `enforcement IN ('none', 'warn', 'restrict', 'suspend', 'ban')`)
export class PolicyClause {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  versionId!: string;

  @ManyToOne(() => PolicyVersion, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'version_id' })
  version?: Relation<PolicyVersion>;

  /** Place in the version, from 1. */
  @Column('integer')
  position!: number;

  /** How the policy numbers it. */
  @Column('text')
  code!: string;

  @Column('text')
  title!: string;

  @Column('text')
  text!: string;

  /** What the lab calls a breach of it. */
  @Column('text')
  violationType!: string;

  @Column('text')
  enforcement!: Enforcement;
}
