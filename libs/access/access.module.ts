import { Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccessGuard } from './access.guard';
import { ApiKeys } from './api-keys.service';
import { AuditController } from './audit.controller';
import { DataSource } from 'typeorm';
import { AccessHousekeeping } from './housekeeping';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor';
import { IdempotencyKeys } from './idempotency/idempotency-keys.service';
import { SessionController } from './session.controller';
import { Sessions } from './sessions.service';
import { TeamsController } from './teams/teams.controller';
import { Teams } from './teams/teams.service';
import { UsersController } from './users.controller';
import { Users } from './users.service';

/** Who may do what; guards every route of the process. */
@Global()
@Module({
  controllers: [SessionController, UsersController, TeamsController, AuditController],
  providers: [
    Sessions,
    Users,
    Teams,
    ApiKeys,
    AccessHousekeeping,
    {
      provide: IdempotencyKeys,
      useFactory: (db: DataSource) => new IdempotencyKeys(db),
      inject: [DataSource],
    },
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
  exports: [Users, Teams, ApiKeys, Sessions, AccessHousekeeping],
})
export class AccessModule {}
