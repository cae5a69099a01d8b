import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard';
import { ApiKeys } from './api-keys.service';
import { AuditController } from './audit.controller';
import { SessionController } from './session.controller';
import { Sessions } from './sessions.service';
import { UsersController } from './users.controller';
import { Users } from './users.service';

/** Who may do what; guards every route of the process. */
@Global()
@Module({
  controllers: [SessionController, UsersController, AuditController],
  providers: [Sessions, Users, ApiKeys, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [Users, ApiKeys],
})
export class AccessModule {}
