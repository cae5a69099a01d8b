import { ApiProperty } from '@nestjs/swagger';
import { ArrayMinSize } from 'class-validator';
import { BoolField, ChoiceListField, EmailField, InstantField, IntField, TextField } from '@app/platform';
import type { ApiKey } from './api-key.entity';
import { LONGEST_OVERLAP_HOURS } from './api-keys.service';
import {
  PERMISSIONS,
  type Permission,
  permissionsOf,
  ROLE_NAMES,
  type Role,
  SCOPES,
  type Scope,
} from './permissions';
import type { User } from './user.entity';

/** E-mail and password of someone who signs in. */
export class SignIn {
  @TextField({ max: 320, example: 'investigator@lab.example' }) email!: string;
  @TextField({ max: 1000, example: 'correct horse battery staple' }) password!: string;
}

/** A person to invite. */
export class InviteUser {
  @EmailField({ example: 'investigator@lab.example' }) email!: string;
  @TextField({ max: 200, example: 'Investigator' }) name!: string;
  @ChoiceListField(ROLE_NAMES, { example: ['investigator'] }) @ArrayMinSize(1) roles!: Role[];
}

/** What to change of a person. */
export class ChangeUser {
  @ChoiceListField(ROLE_NAMES, { optional: true, example: ['analyst'] }) roles?: Role[];
  @BoolField({ optional: true, example: true }) disabled?: boolean;
}

/** What someone with a one-time link sends. */
export class AcceptInvitation {
  @TextField({
    min: 20,
    max: 100,
    description: 'The part of the link after `#`.',
    example: 'mZ0v3Yl0Yw3oXl0bq0Q3w3x5m1m3c9v0e4n7f0f8k2s',
  })
  token!: string;
  @TextField({
    min: 12,
    max: 1000,
    description: 'At least 12 characters.',
    example: 'correct horse battery staple',
  })
  password!: string;
  @TextField({ optional: true, max: 200, example: 'Investigator' }) name?: string;
}

/** Where a new key may be used. */
export class CreateKey {
  @ChoiceListField(SCOPES, { example: ['alerts.send'] }) @ArrayMinSize(1) scopes!: Scope[];
  @TextField({
    optional: true,
    min: 0,
    max: 100,
    description: 'What its holders call it.',
    example: 'cluster-a',
  })
  label?: string;
  @InstantField({
    optional: true,
    description: 'From when it is no longer taken; without it, it has no end.',
  })
  expiresAt?: string;
}

/** How long the old key stays good beside the new one. */
export class RotateKey {
  @IntField({
    optional: true,
    min: 0,
    max: LONGEST_OVERLAP_HOURS,
    description: `Hours; 24 unless said, at most ${LONGEST_OVERLAP_HOURS}. 0 ends the old key at once.`,
  })
  overlapHours?: number;
}

export class UserView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() email!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: ROLE_NAMES, isArray: true }) roles!: Role[];
  @ApiProperty({ enum: ['invited', 'active', 'disabled'] }) status!: string;
}

export class MeView extends UserView {
  @ApiProperty({
    enum: PERMISSIONS,
    isArray: true,
    description: 'What this person may do; the console shows nothing else.',
  })
  permissions!: Permission[];
}

export class InvitedUserView extends UserView {
  @ApiProperty({
    description:
      'Path of the one-time link, to append to the address of this installation. Shown once, and left out of a repeated answer.',
  })
  link!: string;
}

export class KeyView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'What its holders call it.' }) label!: string;
  @ApiProperty({ description: 'The first characters of the key.' }) prefix!: string;
  @ApiProperty({ enum: SCOPES, isArray: true }) scopes!: Scope[];
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String, description: 'To the minute.' })
  lastUsedAt!: string | null;
  @ApiProperty({
    format: 'date-time',
    nullable: true,
    type: String,
    description: 'From when it is no longer taken; null where it has no end.',
  })
  expiresAt!: string | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: String }) revokedAt!: string | null;
}

export class NewKeyView extends KeyView {
  @ApiProperty({
    description: 'The key itself. Shown once and stored nowhere; left out of a repeated answer.',
  })
  secret!: string;
}

export const toUserView = (user: User): UserView => ({
  id: user.id,
  email: user.email,
  name: user.name,
  roles: user.roles,
  status: user.status,
});
export const toMeView = (user: User): MeView => ({
  ...toUserView(user),
  permissions: [...permissionsOf(user.roles)],
});
export const toInvitedView = ({ user, token }: { user: User; token: string }): InvitedUserView => ({
  ...toUserView(user),
  link: `/welcome#${token}`,
});
export const toKeyView = (key: ApiKey): KeyView => ({
  id: key.id,
  label: key.label,
  prefix: key.prefix,
  scopes: key.scopes,
  createdAt: key.createdAt.toISOString(),
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  expiresAt: key.expiresAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
});
