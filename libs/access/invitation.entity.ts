import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A one-time link by which a new person sets a password. Here lies the token's SHA-256. */
@Entity('invitations')
@Index('ix_invitations_user_id', ['userId'])
export class Invitation {
  @PrimaryColumn('text')
  tokenHash!: string;

  @Column('uuid')
  userId!: string;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null;
}
