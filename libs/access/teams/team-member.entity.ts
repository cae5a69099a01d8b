import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../user.entity';
import { Team } from './team.entity';

/** That a person belongs to a team. */
@Entity('team_members')
@Index('ix_team_members_user_id', ['userId'])
export class TeamMember {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Team, { onDelete: 'RESTRICT' })
  teamId!: string;

  @PrimaryColumn('uuid')
  @ForeignKey(() => User, { onDelete: 'RESTRICT' })
  userId!: string;
}
