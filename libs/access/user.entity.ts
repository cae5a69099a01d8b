import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Role } from './permissions';

/** A person who signs in. Never deleted: disabled, so that the record keeps its names. */
@Entity('users')
@Unique('uq_users_email', ['email'])
// On lower(name) in byte order, which TypeORM cannot say.
@Index('ix_users_name', { synchronize: false })
@Check('ck_users_status', `status IN ('invited', 'active', 'disabled')`)
export class User {
  @PrimaryColumn('uuid')
  id!: string;

  /** Lower case; unique. */
  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  @Column('text', { array: true })
  roles!: Role[];

  /** argon2id; null until the invitation is accepted. */
  @Column('text', { nullable: true })
  passwordHash!: string | null;

  @Column('text')
  status!: 'invited' | 'active' | 'disabled';

  @Column('timestamptz')
  createdAt!: Date;
}
