import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A signed-in browser. The cookie's value is known only to the browser; here lies its SHA-256. */
@Entity('sessions')
@Index('ix_sessions_user_id', ['userId'])
export class Session {
  @PrimaryColumn('text')
  tokenHash!: string;

  @Column('uuid')
  userId!: string;

  @Column('timestamptz')
  createdAt!: Date;

  /** Moves forward with use. */
  @Column('timestamptz')
  expiresAt!: Date;
}
